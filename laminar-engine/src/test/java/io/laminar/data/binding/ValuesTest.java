package io.laminar.data.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {
    private static final Instant INSTANT = Instant.parse("2001-02-03T04:05:06.000789Z");
    private static final LocalDateTime LOCAL = LocalDateTime.ofInstant(INSTANT, ZoneOffset.UTC);
    private static final UUID ID = UUID.fromString("6c0b4cd7-93c3-4c31-b90e-6c0a5f0a0c66");
    private static final DataType POINT = new DataType(
            Kind.ROW, DataType.UNSPECIFIED, 0, true, List.of(DataType.DOUBLE, DataType.DATE), List.of("x", "day"));
    private static final DataType DATES =
            new DataType(Kind.MAP, DataType.UNSPECIFIED, 0, true, List.of(DataType.VARCHAR, DataType.DATE), List.of());

    static Stream<Arguments> sameBothWays() {
        return Stream.of(
                Arguments.of(DataType.BOOLEAN, true),
                Arguments.of(DataType.of(Kind.TINYINT), (byte) -128),
                Arguments.of(DataType.of(Kind.SMALLINT), (short) 32767),
                Arguments.of(DataType.INTEGER, Integer.MIN_VALUE),
                Arguments.of(DataType.BIGINT, Long.MAX_VALUE),
                Arguments.of(DataType.of(Kind.REAL), 0.1f),
                Arguments.of(DataType.DOUBLE, Double.NaN),
                Arguments.of(DataType.decimal(18, 2), new BigDecimal("-1234567890123456.78")),
                Arguments.of(DataType.decimal(38, 10), new BigDecimal("1234567890123456789012345678.0123456789")),
                Arguments.of(DataType.VARCHAR, "Zürich"),
                Arguments.of(DataType.of(Kind.CHAR), "x"),
                Arguments.of(DataType.of(Kind.JSON), "{\"a\":1}"),
                Arguments.of(DataType.DATE, LocalDate.of(1969, 12, 31)),
                Arguments.of(DataType.TIME, LocalTime.of(23, 59, 59, 999_999_000)),
                Arguments.of(DataType.TIMESTAMP, LOCAL),
                Arguments.of(DataType.TIMESTAMP, LocalDateTime.of(1969, 12, 31, 23, 59, 59, 1_000)),
                Arguments.of(DataType.TIMESTAMP_LTZ, INSTANT),
                Arguments.of(DataType.of(Kind.INTERVAL_DAY), Duration.ofSeconds(-1, 5_000)),
                Arguments.of(DataType.of(Kind.INTERVAL_YEAR), Period.of(1, 2, 0)),
                Arguments.of(DataType.of(Kind.UUID), ID),
                Arguments.of(DataType.array(DataType.DATE), Arrays.asList(LocalDate.of(2001, 1, 1), null)),
                Arguments.of(DATES, Map.of("a", LocalDate.of(2001, 1, 1))),
                Arguments.of(POINT, Map.of("x", 1.5, "day", LocalDate.of(2001, 1, 1))));
    }

    @ParameterizedTest
    @MethodSource("sameBothWays")
    void giveBackWhatWasWritten(DataType type, Object value) {
        assertThat(throughBatch(type, value)).isEqualTo(value);
        assertThat(throughBatch(type, null)).isNull();
        assertThat(throughBatch(type, Optional.of(value))).isEqualTo(value);
    }

    static Stream<Arguments> convertedOnTheWay() {
        return Stream.of(
                Arguments.of(DataType.BIGINT, 7, 7L),
                Arguments.of(DataType.BIGINT, 7.0, 7L),
                Arguments.of(DataType.INTEGER, BigInteger.TEN, 10),
                Arguments.of(DataType.INTEGER, new BigDecimal("7.00"), 7),
                Arguments.of(DataType.DOUBLE, 1L << 53, 9007199254740992.0),
                Arguments.of(DataType.DOUBLE, new BigDecimal("0.1"), 0.1),
                Arguments.of(DataType.decimal(5, 2), 0.1, new BigDecimal("0.10")),
                Arguments.of(DataType.decimal(5, 2), 999, new BigDecimal("999.00")),
                Arguments.of(DataType.decimal(20, 2), 999L, new BigDecimal("999.00")),
                Arguments.of(DataType.VARCHAR, TimeUnit.DAYS, "DAYS"),
                Arguments.of(DataType.VARCHAR, ID, ID.toString()),
                Arguments.of(DataType.VARCHAR, java.nio.CharBuffer.wrap("text"), "text"),
                Arguments.of(DataType.VARCHAR, 'c', "c"),
                Arguments.of(DataType.of(Kind.UUID), ID.toString(), ID),
                Arguments.of(DataType.TIMESTAMP, INSTANT, LOCAL),
                Arguments.of(DataType.TIMESTAMP, INSTANT.atOffset(ZoneOffset.ofHours(2)), LOCAL),
                Arguments.of(DataType.TIMESTAMP_LTZ, INSTANT.atZone(ZoneOffset.ofHours(2)), INSTANT),
                Arguments.of(DataType.TIMESTAMP_LTZ, LOCAL, INSTANT),
                Arguments.of(DataType.TIMESTAMP_LTZ, java.sql.Timestamp.from(INSTANT), INSTANT),
                Arguments.of(DataType.TIMESTAMP_LTZ, java.util.Date.from(INSTANT), INSTANT.minusNanos(789_000)),
                Arguments.of(DataType.TIMESTAMP_LTZ, -1L, Instant.ofEpochMilli(-1)),
                Arguments.of(DataType.TIMESTAMP_LTZ, "2001-02-03T06:05:06.000789+02:00", INSTANT),
                Arguments.of(
                        new DataType(Kind.TIMESTAMP_LTZ, 3, 0, true, List.of(), List.of()),
                        INSTANT,
                        INSTANT.minusNanos(789_000)),
                Arguments.of(DataType.DATE, "2001-02-03", LocalDate.of(2001, 2, 3)),
                Arguments.of(DataType.TIME, "10:11", LocalTime.of(10, 11)),
                Arguments.of(DataType.array(DataType.BIGINT), new int[] {1, 2}, List.of(1L, 2L)),
                Arguments.of(POINT, List.of(1, LocalDate.EPOCH), Map.of("x", 1.0, "day", LocalDate.EPOCH)));
    }

    @ParameterizedTest
    @MethodSource("convertedOnTheWay")
    void takeOtherTypesWhereNothingIsLost(DataType type, Object value, Object expected) {
        assertThat(throughBatch(type, value)).isEqualTo(expected);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(DataType.INTEGER, 2147483648L),
                Arguments.of(DataType.INTEGER, 1.5),
                Arguments.of(DataType.INTEGER, "7"),
                Arguments.of(DataType.BIGINT, 0x1p63),
                Arguments.of(DataType.BIGINT, BigInteger.ONE.shiftLeft(63)),
                Arguments.of(DataType.of(Kind.TINYINT), 128),
                Arguments.of(DataType.of(Kind.REAL), 0.1),
                Arguments.of(DataType.DOUBLE, Long.MAX_VALUE),
                Arguments.of(DataType.decimal(5, 2), new BigDecimal("1.234")),
                Arguments.of(DataType.decimal(5, 2), 1000),
                Arguments.of(DataType.decimal(5, 2), Double.NaN),
                Arguments.of(DataType.decimal(20, 2), 1.234),
                Arguments.of(DataType.BOOLEAN, 1),
                Arguments.of(DataType.VARCHAR, 1),
                Arguments.of(new DataType(Kind.VARCHAR, 2, 0, true, List.of(), List.of()), "abc"),
                Arguments.of(DataType.DATE, "2001-02-30"),
                Arguments.of(DataType.TIMESTAMP, LocalDate.EPOCH),
                Arguments.of(DataType.TIMESTAMP, Instant.MAX),
                Arguments.of(DataType.TIMESTAMP, 1.5),
                Arguments.of(DataType.of(Kind.UUID), "no"),
                Arguments.of(DataType.of(Kind.INTERVAL_YEAR), Period.ofDays(1)),
                Arguments.of(DataType.array(DataType.BIGINT), List.of("a")),
                Arguments.of(POINT, Map.of("z", 1)),
                Arguments.of(POINT, List.of(1)));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuseWhatWouldLoseSomething(DataType type, Object value) {
        assertThatThrownBy(() -> throughBatch(type, value))
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BINDING_MISMATCH));
    }

    @Test
    void nameColumnTypeValueAndClassWhenTheyRefuse() {
        assertThatThrownBy(() -> throughBatch(DataType.INTEGER, "abc"))
                .hasMessage("LMR-4002: column c is INTEGER and cannot hold 'abc' (java.lang.String);"
                        + " give it a whole number between -2147483648 and 2147483647");
    }

    @Test
    void refuseNullWhereItIsNotAllowed() {
        assertThatThrownBy(() -> throughBatch(DataType.BIGINT.notNull(), null))
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NULL_NOT_ALLOWED))
                .hasMessageContaining("column c");
    }

    @Test
    void keepBytesApartFromTheArraysOfOthers() {
        byte[] bytes = {1, 2};
        Batch batch = new Batch(Schema.of(new Field("c", DataType.of(Kind.VARBINARY))), 1);
        Values.write(batch, 0, 0, bytes);
        bytes[0] = 9;
        byte[] first = (byte[]) Objects.requireNonNull(Values.toJava(batch, 0, 0));
        assertThat(first).containsExactly(1, 2);
        first[0] = 9;
        assertThat((byte[]) Values.toJava(batch, 0, 0)).containsExactly(1, 2);
    }

    private static @Nullable Object throughBatch(DataType type, @Nullable Object value) {
        Batch batch = new Batch(Schema.of(new Field("c", type)), 1);
        Values.write(batch, 0, 0, value);
        batch.rows(1);
        Object read = Values.toJava(batch, 0, 0);
        Object boxed = Values.toEngine(new Field("c", type), value instanceof Optional<?> o ? o.orElse(null) : value);
        assertThat(Values.toJava(type, boxed)).isEqualTo(read);
        return read;
    }
}
