package io.laminar.jdbc;

import io.laminar.api.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.AvaticaSite;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * The place of one parameter, which takes what any setter is given and keeps it as a value of the types that {@link
 * io.laminar.api.Row} lists.
 */
final class ParameterSite extends AvaticaSite {
    private static final TypedValue[] NO_SLOTS = {};

    private final DataType type;
    private final Calendar zone;
    private final @Nullable Object[] values;
    private final int index;

    /**
     * @param parameter what Avatica knows of it
     * @param type type that the statement wants
     * @param zone zone of dates that come without a calendar
     * @param values where the value goes
     * @param index place among the values
     */
    ParameterSite(AvaticaParameter parameter, DataType type, Calendar zone, @Nullable Object[] values, int index) {
        super(parameter, zone, index, NO_SLOTS);
        this.type = type;
        this.zone = zone;
        this.values = values;
        this.index = index;
    }

    private void set(@Nullable Object value) {
        values[index] = value;
    }

    /** Takes a value of any class. */
    void take(@Nullable Object value) throws SQLException {
        set(value == null ? null : internal(value));
    }

    /** Takes a value of any class as a type in {@link Types}. */
    void take(@Nullable Object value, int targetSqlType) throws SQLException {
        set(value == null ? null : converted(internal(value), targetSqlType));
    }

    private Object internal(Object value) throws SQLException {
        if (value instanceof Character letter) {
            return letter.toString();
        }
        if (value instanceof Date date) {
            return TemporalValues.wallTime(date, zone).toLocalDate();
        }
        if (value instanceof Time time) {
            return TemporalValues.wallTime(time, zone).toLocalTime();
        }
        if (value instanceof java.util.Date moment) {
            return moment(moment, zone);
        }
        if (value instanceof Calendar calendar) {
            return moment(calendar.getTime(), calendar);
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        if (value instanceof Array array) {
            return ListArray.elements(array);
        }
        if (value instanceof Clob clob) {
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        }
        if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        return value;
    }

    private static Object converted(Object value, int sqlType) throws SQLException {
        return switch (sqlType) {
            case Types.BIT, Types.BOOLEAN -> Values.as(value, Boolean.class, null);
            case Types.TINYINT -> Values.as(value, Byte.class, null);
            case Types.SMALLINT -> Values.as(value, Short.class, null);
            case Types.INTEGER -> Values.as(value, Integer.class, null);
            case Types.BIGINT -> Values.as(value, Long.class, null);
            case Types.REAL -> Values.as(value, Float.class, null);
            case Types.FLOAT, Types.DOUBLE -> Values.as(value, Double.class, null);
            case Types.DECIMAL, Types.NUMERIC -> Values.as(value, BigDecimal.class, null);
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                Values.as(value, String.class, null);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> Values.as(value, byte[].class, null);
            case Types.DATE -> Values.as(value, LocalDate.class, null);
            case Types.TIME -> Values.as(value, LocalTime.class, null);
            case Types.TIMESTAMP -> value instanceof Instant ? value : Values.as(value, LocalDateTime.class, null);
            case Types.TIMESTAMP_WITH_TIMEZONE -> Values.as(value, Instant.class, null);
            default -> value;
        };
    }

    /** A moment for the type of the parameter: digits on the wall for TIMESTAMP, the instant itself for TIMESTAMP_LTZ. */
    private Object moment(java.util.Date moment, Calendar calendar) {
        return type.kind() == DataType.Kind.TIMESTAMP_LTZ
                ? TemporalValues.instant(moment)
                : TemporalValues.wallTime(moment, calendar);
    }

    @Override
    public void setTimestamp(@Nullable Timestamp value, @Nullable Calendar calendar) {
        set(value == null ? null : moment(value, calendar == null ? zone : calendar));
    }

    @Override
    public void setDate(@Nullable Date value, @Nullable Calendar calendar) {
        set(
                value == null
                        ? null
                        : TemporalValues.wallTime(value, calendar == null ? zone : calendar)
                                .toLocalDate());
    }

    @Override
    public void setTime(@Nullable Time value, @Nullable Calendar calendar) {
        set(
                value == null
                        ? null
                        : TemporalValues.wallTime(value, calendar == null ? zone : calendar)
                                .toLocalTime());
    }

    @Override
    public void setNull(int sqlType) {
        set(null);
    }

    @Override
    public void setNull(int sqlType, String typeName) {
        set(null);
    }

    @Override
    public void setBoolean(boolean value) {
        set(value);
    }

    @Override
    public void setByte(byte value) {
        set(value);
    }

    @Override
    public void setShort(short value) {
        set(value);
    }

    @Override
    public void setInt(int value) {
        set(value);
    }

    @Override
    public void setLong(long value) {
        set(value);
    }

    @Override
    public void setFloat(float value) {
        set(value);
    }

    @Override
    public void setDouble(double value) {
        set(value);
    }

    @Override
    public void setBigDecimal(@Nullable BigDecimal value) {
        set(value);
    }

    @Override
    public void setString(@Nullable String value) {
        set(value);
    }

    @Override
    public void setNString(@Nullable String value) {
        set(value);
    }

    @Override
    public void setURL(@Nullable URL value) {
        set(value == null ? null : value.toString());
    }

    @Override
    public void setBytes(byte @Nullable [] value) {
        set(value == null ? null : value.clone());
    }

    @Override
    public void setCharacterStream(@Nullable Reader value) {
        set(value == null ? null : text(value, Long.MAX_VALUE));
    }

    @Override
    public void setCharacterStream(@Nullable Reader value, long length) {
        set(value == null ? null : text(value, length));
    }

    @Override
    public void setNCharacterStream(@Nullable Reader value) {
        setCharacterStream(value);
    }

    @Override
    public void setNCharacterStream(@Nullable Reader value, long length) {
        setCharacterStream(value, length);
    }

    @Override
    public void setClob(@Nullable Reader value) {
        setCharacterStream(value);
    }

    @Override
    public void setClob(@Nullable Reader value, long length) {
        setCharacterStream(value, length);
    }

    @Override
    public void setNClob(@Nullable Reader value) {
        setCharacterStream(value);
    }

    @Override
    public void setNClob(@Nullable Reader value, long length) {
        setCharacterStream(value, length);
    }

    @Override
    public void setAsciiStream(@Nullable InputStream value) {
        set(value == null ? null : new String(bytes(value, Integer.MAX_VALUE), StandardCharsets.US_ASCII));
    }

    @Override
    public void setAsciiStream(@Nullable InputStream value, long length) {
        set(value == null ? null : new String(bytes(value, length), StandardCharsets.US_ASCII));
    }

    @Override
    public void setUnicodeStream(@Nullable InputStream value, int length) {
        set(value == null ? null : new String(bytes(value, length), StandardCharsets.UTF_8));
    }

    @Override
    public void setBinaryStream(@Nullable InputStream value) {
        set(value == null ? null : bytes(value, Integer.MAX_VALUE));
    }

    @Override
    public void setBinaryStream(@Nullable InputStream value, long length) {
        set(value == null ? null : bytes(value, length));
    }

    @Override
    public void setBlob(@Nullable InputStream value) {
        setBinaryStream(value);
    }

    @Override
    public void setBlob(@Nullable InputStream value, long length) {
        setBinaryStream(value, length);
    }

    private static byte[] bytes(InputStream in, long limit) {
        try {
            return in.readNBytes(Math.toIntExact(limit));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Reader in, long limit) {
        StringWriter text = new StringWriter();
        char[] buffer = new char[4096];
        long left = limit;
        try {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            while (read > 0) {
                text.write(buffer, 0, read);
                left -= read;
                read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
