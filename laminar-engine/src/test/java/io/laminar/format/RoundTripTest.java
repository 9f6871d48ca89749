package io.laminar.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.Field;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.binding.ArrayRow;
import io.laminar.spi.Format;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a format writes, it reads. */
class RoundTripTest {
    private static final DataType ROW = new DataType(
            Kind.ROW, DataType.UNSPECIFIED, 0, true, List.of(DataType.DOUBLE, DataType.TIMESTAMP), List.of("x", "at"));
    private static final DataType MAP =
            new DataType(Kind.MAP, DataType.UNSPECIFIED, 0, true, List.of(DataType.BIGINT, DataType.DATE), List.of());
    private static final Schema ALL = Schema.of(
            new Field("truth", DataType.BOOLEAN),
            new Field("tiny", DataType.of(Kind.TINYINT)),
            new Field("small", DataType.of(Kind.SMALLINT)),
            new Field("number", DataType.INTEGER),
            new Field("big", DataType.BIGINT),
            new Field("real", DataType.of(Kind.REAL)),
            new Field("twice", DataType.DOUBLE),
            new Field("money", DataType.decimal(18, 2)),
            new Field("more_money", DataType.decimal(38, 18)),
            new Field("text", DataType.VARCHAR),
            new Field("bytes", DataType.of(Kind.VARBINARY)),
            new Field("day", DataType.DATE),
            new Field("hour", DataType.TIME),
            new Field("local", DataType.TIMESTAMP),
            new Field("instant", DataType.TIMESTAMP_LTZ),
            new Field("duration", DataType.of(Kind.INTERVAL_DAY)),
            new Field("period", DataType.of(Kind.INTERVAL_YEAR)),
            new Field("list", DataType.array(DataType.array(DataType.BIGINT))),
            new Field("map", MAP),
            new Field("row", ROW),
            new Field("json", DataType.of(Kind.JSON)),
            new Field("id", DataType.of(Kind.UUID)));

    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void givesBackEveryType(String name) throws IOException {
        Format format = FormatHarness.format(name, name.equals("csv") ? Map.of("null", "") : Map.of());
        @Nullable Object[] nulls = new Object[ALL.size()];
        List<Row> rows = List.of(
                ArrayRow.of(
                        ALL,
                        true,
                        (byte) -128,
                        (short) 1,
                        Integer.MAX_VALUE,
                        Long.MIN_VALUE,
                        0.1f,
                        Double.POSITIVE_INFINITY,
                        new BigDecimal("-0.01"),
                        new BigDecimal("12345678901234567890.123456789012345678"),
                        "Ünï, \"quoted\"\n\ttext",
                        new byte[] {0, -1, 127},
                        LocalDate.of(1, 1, 1),
                        LocalTime.of(23, 59, 59, 1_000),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000),
                        Instant.parse("2001-01-01T00:00:00.5Z"),
                        Duration.ofDays(-2).plusNanos(1_000),
                        Period.of(-1, -2, 0),
                        Arrays.asList(List.of(1L, 2L), null, List.of()),
                        Map.of(7L, LocalDate.of(2001, 1, 1)),
                        Map.of("x", 1.5, "at", LocalDateTime.of(2001, 1, 1, 0, 0)),
                        "{\"a\":[1,2.50,null],\"b\":\"x\"}",
                        UUID.fromString("6c0b4cd7-93c3-4c31-b90e-6c0a5f0a0c66")),
                ArrayRow.of(ALL, nulls));
        byte[] bytes = FormatHarness.write(format, ALL, rows);
        assertThat(FormatHarness.rows(format, ALL, bytes)).isEqualTo(rows);
    }
}
