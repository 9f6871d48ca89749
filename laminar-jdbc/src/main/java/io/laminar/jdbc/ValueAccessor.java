package io.laminar.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Struct;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.Map;
import org.apache.calcite.avatica.util.Cursor;
import org.joou.UByte;
import org.joou.UInteger;
import org.joou.ULong;
import org.joou.UShort;
import org.jspecify.annotations.Nullable;

/** The getters of one column: NULL is 0, false or null as JDBC has it, everything else is converted by {@link Values}. */
final class ValueAccessor implements Cursor.Accessor {
    private final FeedCursor cursor;
    private final int column;
    private final int sqlType;
    private final Calendar calendar;

    /**
     * @param column index from 0
     * @param sqlType type in {@link java.sql.Types}
     * @param calendar zone of what {@link #getObject()} gives
     */
    ValueAccessor(FeedCursor cursor, int column, int sqlType, Calendar calendar) {
        this.cursor = cursor;
        this.column = column;
        this.sqlType = sqlType;
        this.calendar = calendar;
    }

    private @Nullable Object value() throws SQLException {
        return cursor.read(column);
    }

    @Override
    public boolean wasNull() {
        return cursor.wasNull();
    }

    @Override
    public @Nullable String getString() throws SQLException {
        Object value = value();
        return value == null ? null : value instanceof String text ? text : Values.string(value);
    }

    @Override
    public boolean getBoolean() throws SQLException {
        Object value = value();
        return value != null && Values.bool(value);
    }

    @Override
    public byte getByte() throws SQLException {
        return (byte) integer(Byte.MIN_VALUE, Byte.MAX_VALUE, "a byte");
    }

    @Override
    public short getShort() throws SQLException {
        return (short) integer(Short.MIN_VALUE, Short.MAX_VALUE, "a short");
    }

    @Override
    public int getInt() throws SQLException {
        Object value = value();
        return value instanceof Integer number
                ? number
                : value == null ? 0 : (int) Values.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "an int");
    }

    @Override
    public long getLong() throws SQLException {
        Object value = value();
        return value instanceof Long number
                ? number
                : value == null ? 0 : Values.integer(value, Long.MIN_VALUE, Long.MAX_VALUE, "a long");
    }

    private long integer(long minimum, long maximum, String target) throws SQLException {
        Object value = value();
        return value == null ? 0 : Values.integer(value, minimum, maximum, target);
    }

    @Override
    public float getFloat() throws SQLException {
        return (float) getDouble();
    }

    @Override
    public double getDouble() throws SQLException {
        Object value = value();
        return value == null ? 0 : Values.real(value);
    }

    @Override
    public @Nullable BigDecimal getBigDecimal() throws SQLException {
        Object value = value();
        return value == null ? null : Values.decimal(value);
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int scale) throws SQLException {
        BigDecimal value = getBigDecimal();
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public byte @Nullable [] getBytes() throws SQLException {
        Object value = value();
        return value == null ? null : Values.bytes(value);
    }

    @Override
    public @Nullable Date getDate(@Nullable Calendar calendar) throws SQLException {
        Object value = value();
        return value == null ? null : TemporalValues.date(value, calendar);
    }

    @Override
    public @Nullable Time getTime(@Nullable Calendar calendar) throws SQLException {
        Object value = value();
        return value == null ? null : TemporalValues.time(value, calendar);
    }

    @Override
    public @Nullable Timestamp getTimestamp(@Nullable Calendar calendar) throws SQLException {
        Object value = value();
        return value == null ? null : TemporalValues.timestamp(value, calendar);
    }

    @Override
    public @Nullable Object getObject() throws SQLException {
        Object value = value();
        return value == null ? null : Values.jdbcObject(value, sqlType, calendar);
    }

    @Override
    public @Nullable Object getObject(Map<String, Class<?>> map) throws SQLException {
        if (!map.isEmpty()) {
            throw SqlErrors.unsupported("type maps are not supported; use getObject(column, Class)");
        }
        return getObject();
    }

    @Override
    public <T> @Nullable T getObject(Class<T> type) throws SQLException {
        Object value = value();
        return value == null
                ? null
                : type == Object.class
                        ? type.cast(Values.jdbcObject(value, sqlType, calendar))
                        : Values.as(value, type, calendar);
    }

    @Override
    public @Nullable Array getArray() throws SQLException {
        return getObject(Array.class);
    }

    @Override
    public @Nullable String getNString() throws SQLException {
        return getString();
    }

    @Override
    public @Nullable Reader getCharacterStream() throws SQLException {
        String text = getString();
        return text == null ? null : new StringReader(text);
    }

    @Override
    public @Nullable Reader getNCharacterStream() throws SQLException {
        return getCharacterStream();
    }

    @Override
    public @Nullable InputStream getAsciiStream() throws SQLException {
        String text = getString();
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public @Nullable InputStream getUnicodeStream() throws SQLException {
        String text = getString();
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable InputStream getBinaryStream() throws SQLException {
        byte[] bytes = getBytes();
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    public @Nullable URL getURL() throws SQLException {
        String text = getString();
        try {
            return text == null ? null : new URL(text);
        } catch (MalformedURLException e) {
            throw Values.mismatch(text, "a URL", e);
        }
    }

    @Override
    public Ref getRef() throws SQLException {
        throw unsupported("REF");
    }

    @Override
    public Blob getBlob() throws SQLException {
        throw unsupported("BLOB; use getBytes");
    }

    @Override
    public Clob getClob() throws SQLException {
        throw unsupported("CLOB; use getString");
    }

    @Override
    public NClob getNClob() throws SQLException {
        throw unsupported("NCLOB; use getString");
    }

    @Override
    public SQLXML getSQLXML() throws SQLException {
        throw unsupported("XML; use getString");
    }

    @Override
    public Struct getStruct() throws SQLException {
        throw unsupported("STRUCT; use getObject, which gives a ROW as a Map");
    }

    @Override
    public UByte getUByte() throws SQLException {
        throw unsupported("unsigned numbers");
    }

    @Override
    public UShort getUShort() throws SQLException {
        throw unsupported("unsigned numbers");
    }

    @Override
    public UInteger getUInt() throws SQLException {
        throw unsupported("unsigned numbers");
    }

    @Override
    public ULong getULong() throws SQLException {
        throw unsupported("unsigned numbers");
    }

    private static SQLException unsupported(String what) {
        return SqlErrors.unsupported("Laminar has no type " + what);
    }
}
