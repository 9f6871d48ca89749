package io.laminar.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values on their way out, by every getter that makes sense. */
final class TypesTest {
    private static final String SQL = "SELECT";
    private static final LocalDateTime TIME = LocalDateTime.parse("2026-07-04T23:30:15.123456");

    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kolkata", "Pacific/Apia"})
    void aTimestampShowsItsDigitsInEveryZone(String zoneId) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zoneId));
        try (Connection connection = connect(DataType.TIMESTAMP, TIME);
                ResultSet row = row(connection)) {
            assertThat(row.getString(1)).isEqualTo("2026-07-04 23:30:15.123456");
            assertThat(row.getTimestamp(1)).isEqualTo(Timestamp.valueOf("2026-07-04 23:30:15.123456"));
            assertThat(row.getTimestamp(1).toLocalDateTime()).isEqualTo(TIME);
            assertThat(row.getTimestamp("c")).isEqualTo(row.getTimestamp(1));
            assertThat(row.getObject(1)).isEqualTo(row.getTimestamp(1));
            assertThat(row.getObject("c")).isEqualTo(row.getTimestamp(1));
            assertThat(row.getObject(1, LocalDateTime.class)).isEqualTo(TIME);
            assertThat(row.getObject(1, Instant.class)).isEqualTo(Instant.parse("2026-07-04T23:30:15.123456Z"));
            assertThat(row.getDate(1)).isEqualTo(Date.valueOf("2026-07-04"));
            assertThat(row.getTime(1).toLocalTime()).isEqualTo(LocalTime.parse("23:30:15"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kolkata"})
    void anInstantIsTheSameInstantInEveryZone(String zoneId) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zoneId));
        Instant instant = Instant.parse("2026-07-04T23:30:15.123456Z");
        try (Connection connection = connect(DataType.TIMESTAMP_LTZ, instant);
                ResultSet row = row(connection)) {
            assertThat(row.getTimestamp(1).toInstant()).isEqualTo(instant);
            assertThat(row.getObject(1)).isEqualTo(OffsetDateTime.parse("2026-07-04T23:30:15.123456Z"));
            assertThat(row.getObject(1, Instant.class)).isEqualTo(instant);
            assertThat(row.getString(1)).isEqualTo("2026-07-04 23:30:15.123456Z");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kolkata"})
    void datesAndTimesKeepTheirDigitsInEveryZone(String zoneId) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zoneId));
        try (Connection connection = connect(DataType.DATE, LocalDate.of(2026, 3, 8));
                ResultSet row = row(connection)) {
            assertThat(row.getDate(1).toLocalDate()).isEqualTo(LocalDate.of(2026, 3, 8));
            assertThat(row.getObject(1)).isEqualTo(Date.valueOf("2026-03-08"));
            assertThat(row.getString(1)).isEqualTo("2026-03-08");
            assertThat(row.getTimestamp(1)).isEqualTo(Timestamp.valueOf("2026-03-08 00:00:00"));
        }
        try (Connection connection = connect(DataType.TIME, LocalTime.parse("10:15"));
                ResultSet row = row(connection)) {
            assertThat(row.getTime(1)).isEqualTo(Time.valueOf("10:15:00"));
            assertThat(row.getString(1)).isEqualTo("10:15:00");
            assertThat(row.getObject(1, LocalTime.class)).isEqualTo(LocalTime.parse("10:15"));
        }
    }

    @Test
    void aCalendarOrTheUrlChoosesTheZone() throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        Calendar kolkata = new GregorianCalendar(TimeZone.getTimeZone("Asia/Kolkata"));
        Timestamp expected = Timestamp.from(Instant.parse("2026-07-04T18:00:15.123456Z"));
        try (Connection connection = connect(DataType.TIMESTAMP, TIME);
                ResultSet row = row(connection)) {
            assertThat(row.getTimestamp(1, kolkata)).isEqualTo(expected);
        }
        FakeEngine engine = engine(DataType.TIMESTAMP, TIME);
        try (Connection connection = Fakes.connect(Fakes.driver(engine), "jdbc:laminar:;timeZone=Asia/Kolkata");
                ResultSet row = row(connection)) {
            assertThat(row.getTimestamp(1)).isEqualTo(expected);
            assertThat(row.getObject(1)).isEqualTo(expected);
            assertThat(row.getString(1)).isEqualTo("2026-07-04 23:30:15.123456");
        }
    }

    @Test
    void timesThatAZoneSkipsAreExactAsLocalDateTime() throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        LocalDateTime skipped = LocalDateTime.parse("2026-03-08T02:30");
        try (Connection connection = connect(DataType.TIMESTAMP, skipped);
                ResultSet row = row(connection)) {
            assertThat(row.getObject(1, LocalDateTime.class)).isEqualTo(skipped);
            assertThat(row.getString(1)).isEqualTo("2026-03-08 02:30:00");
        }
    }

    @Test
    void numbersAreConvertedOrRefused() throws SQLException {
        try (Connection connection = connect(DataType.BIGINT, 3_000_000_000L);
                ResultSet row = row(connection)) {
            assertThat(row.getLong(1)).isEqualTo(3_000_000_000L);
            assertThat(row.getDouble(1)).isEqualTo(3e9);
            assertThat(row.getBigDecimal(1)).isEqualByComparingTo("3000000000");
            assertThat(row.getString(1)).isEqualTo("3000000000");
            assertThat(row.getObject(1, Long.class)).isEqualTo(3_000_000_000L);
            assertThatThrownBy(() -> row.getInt(1))
                    .isInstanceOfSatisfying(
                            SQLDataException.class,
                            error -> assertThat(error.getSQLState()).isEqualTo("22003"))
                    .hasMessageContaining("3000000000");
        }
        try (Connection connection = connect(DataType.decimal(10, 2), new BigDecimal("12.50"));
                ResultSet row = row(connection)) {
            assertThat(row.getBigDecimal(1)).isEqualTo(new BigDecimal("12.50"));
            assertThat(row.getInt(1)).isEqualTo(12);
            assertThat(row.getString(1)).isEqualTo("12.50");
            assertThat(row.getObject(1)).isEqualTo(new BigDecimal("12.50"));
        }
        try (Connection connection = connect(DataType.of(Kind.SMALLINT), (short) 5);
                ResultSet row = row(connection)) {
            assertThat(row.getShort(1)).isEqualTo((short) 5);
            assertThat(row.getByte(1)).isEqualTo((byte) 5);
            assertThat(row.getObject(1)).isEqualTo(5);
            assertThat(row.getBoolean(1)).isTrue();
        }
    }

    @Test
    void textIsReadAsWhatItSays() throws SQLException {
        try (Connection connection = connect(DataType.VARCHAR, "42");
                ResultSet row = row(connection)) {
            assertThat(row.getString(1)).isEqualTo("42");
            assertThat(row.getInt(1)).isEqualTo(42);
            assertThat(row.getDouble(1)).isEqualTo(42);
            assertThatThrownBy(() -> row.getTimestamp(1)).isInstanceOf(SQLDataException.class);
        }
    }

    @Test
    void nullIsZeroOrNullAndWasNullTells() throws SQLException {
        Schema schema = Schema.of(new Field("a", DataType.BIGINT), new Field("b", DataType.TIMESTAMP));
        FakeEngine engine = new FakeEngine("laminar")
                .answer(
                        SQL,
                        () -> new FakeResult(schema, false)
                                .push((Object) null, null)
                                .push(0L, TIME));
        try (Connection connection = Fakes.connect(engine);
                ResultSet row = row(connection)) {
            assertThat(row.getLong("a")).isZero();
            assertThat(row.wasNull()).isTrue();
            assertThat(row.getInt(1)).isZero();
            assertThat(row.getBoolean(1)).isFalse();
            assertThat(row.getString(1)).isNull();
            assertThat(row.getObject(1)).isNull();
            assertThat(row.getBigDecimal(1)).isNull();
            assertThat(row.getTimestamp("b")).isNull();
            assertThat(row.getObject("b", LocalDateTime.class)).isNull();
            assertThat(row.wasNull()).isTrue();
            assertThat(row.next()).isTrue();
            assertThat(row.getLong("A")).isZero();
            assertThat(row.wasNull()).isFalse();
            assertThat(row.next()).isFalse();
            assertThat(row.isAfterLast()).isTrue();
        }
    }

    @Test
    void otherTypesComeAsTheirJavaClass() throws SQLException {
        UUID uuid = UUID.randomUUID();
        Schema schema = Schema.of(
                new Field("b", DataType.BOOLEAN),
                new Field("d", DataType.DOUBLE),
                new Field("v", DataType.of(Kind.VARBINARY)),
                new Field("u", DataType.of(Kind.UUID)),
                new Field("l", DataType.array(DataType.INTEGER)),
                new Field(
                        "m",
                        new DataType(
                                Kind.ROW, DataType.UNSPECIFIED, 0, true, List.of(DataType.INTEGER), List.of("x"))));
        FakeEngine engine = new FakeEngine("laminar")
                .answer(
                        SQL,
                        () -> new FakeResult(schema, false)
                                .push(true, 1.5, new byte[] {1, (byte) 0xab}, uuid, List.of(1, 2), Map.of("x", 1)));
        try (Connection connection = Fakes.connect(engine);
                ResultSet row = row(connection)) {
            assertThat(row.getBoolean(1)).isTrue();
            assertThat(row.getString(1)).isEqualTo("true");
            assertThat(row.getDouble(2)).isEqualTo(1.5);
            assertThat(row.getBytes(3)).containsExactly(1, 0xab);
            assertThat(row.getString(3)).isEqualTo("01ab");
            assertThat(row.getObject(4)).isEqualTo(uuid);
            assertThat(row.getObject(4, UUID.class)).isEqualTo(uuid);
            Array array = row.getArray(5);
            assertThat((Object[]) array.getArray()).containsExactly(1, 2);
            assertThat(row.getObject(5)).isInstanceOf(Array.class);
            assertThat(row.getObject(6)).isEqualTo(Map.of("x", 1));
        }
    }

    @Test
    void metadataDescribesTheColumns() throws SQLException {
        Schema schema = Schema.of(
                new Field("id", DataType.BIGINT.notNull()),
                new Field("price", DataType.decimal(10, 2)),
                new Field("at", DataType.TIMESTAMP),
                new Field("note", DataType.VARCHAR));
        FakeEngine engine = new FakeEngine("laminar").answer(SQL, () -> new FakeResult(schema, false));
        try (Connection connection = Fakes.connect(engine);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SQL)) {
            ResultSetMetaData columns = rows.getMetaData();
            assertThat(columns.getColumnCount()).isEqualTo(4);
            assertThat(columns.getColumnName(1)).isEqualTo("id");
            assertThat(columns.getColumnLabel(1)).isEqualTo("id");
            assertThat(columns.isNullable(1)).isEqualTo(ResultSetMetaData.columnNoNulls);
            assertThat(columns.isNullable(2)).isEqualTo(ResultSetMetaData.columnNullable);
            assertThat(columns.getColumnType(1)).isEqualTo(Types.BIGINT);
            assertThat(columns.getColumnTypeName(2)).isEqualTo("DECIMAL");
            assertThat(columns.getPrecision(2)).isEqualTo(10);
            assertThat(columns.getScale(2)).isEqualTo(2);
            assertThat(columns.getColumnClassName(2)).isEqualTo("java.math.BigDecimal");
            assertThat(columns.getColumnType(3)).isEqualTo(Types.TIMESTAMP);
            assertThat(columns.getColumnClassName(3)).isEqualTo("java.sql.Timestamp");
            assertThat(columns.isSigned(1)).isTrue();
            assertThat(columns.isSigned(4)).isFalse();
        }
    }

    private static FakeEngine engine(DataType type, Object value) {
        Schema schema = Schema.of(new Field("c", type));
        return new FakeEngine("laminar").answer(SQL, () -> new FakeResult(schema, false).push(value));
    }

    private static Connection connect(DataType type, Object value) throws SQLException {
        return Fakes.connect(engine(type, value));
    }

    private static ResultSet row(Connection connection) throws SQLException {
        ResultSet rows = connection.createStatement().executeQuery(SQL);
        assertThat(rows.next()).isTrue();
        return rows;
    }
}
