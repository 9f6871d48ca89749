package io.laminar.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.NestedValues;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateArchiveTest {
    private static @Nullable Object copy(@Nullable Object value) {
        List<@Nullable Object> read = new ArrayList<>();
        Archives.copy(archive -> archive.value(value), archive -> read.add(archive.value(null)));
        return read.get(0);
    }

    @Test
    void valuesComeBackAsTheyWere() {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("\u00e9", List.of(1L, 2.5));
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                null,
                0L,
                Long.MIN_VALUE,
                -0.0,
                Double.NaN,
                "",
                "plain",
                "caf\u00e9",
                "\u4e16\u754c",
                "\ud800 alone",
                "x".repeat(200_000),
                "\u4e16".repeat(100_000),
                new byte[] {1, -1},
                new byte[0],
                new BigDecimal("12345678901234567890.123"),
                new BigDecimal("-1E+10"),
                new UUID(-1, 1),
                List.of(),
                map));
        values.add(new ArrayList<>(values));
        values.add(values.toArray());
        for (Object value : values) {
            Object read = copy(value);
            assertThat(NestedValues.equal(read, value)).as("%s", value).isTrue();
            if (value instanceof BigDecimal || value instanceof Double || value instanceof String) {
                assertThat(read).isEqualTo(value);
            }
        }
    }

    @Test
    void numbersAndArraysComeBackAsTheyWere() {
        long[] longs = new long[50_000];
        int[] ints = new int[50_000];
        double[] doubles = new double[50_000];
        byte[] bytes = new byte[200_000];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = i * 0x9E3779B97F4A7C15L;
            ints[i] = -i;
            doubles[i] = i % 7 == 0 ? Double.NaN : 1.0 / i;
            bytes[i] = (byte) i;
        }
        byte[] written = Archives.write(archive -> {
            archive.flag(true);
            archive.longs(longs, longs.length);
            archive.ints(ints, ints.length);
            archive.doubles(doubles, 49_999);
            archive.bytes(bytes, bytes.length);
            archive.real(-0.0);
            archive.integer(-7);
        });
        Archives.read(written, archive -> {
            assertThat(archive.isReading()).isTrue();
            assertThat(archive.flag(false)).isTrue();
            long[] readLongs = new long[longs.length];
            archive.longs(readLongs, longs.length);
            assertThat(readLongs).isEqualTo(longs);
            int[] readInts = new int[ints.length];
            archive.ints(readInts, ints.length);
            assertThat(readInts).isEqualTo(ints);
            double[] readDoubles = doubles.clone();
            Arrays.fill(readDoubles, 0, 49_999, 0);
            archive.doubles(readDoubles, 49_999);
            assertThat(readDoubles).isEqualTo(doubles);
            byte[] readBytes = new byte[bytes.length];
            archive.bytes(readBytes, bytes.length);
            assertThat(readBytes).isEqualTo(bytes);
            assertThat(Double.doubleToRawLongBits(archive.real(0))).isEqualTo(Double.doubleToRawLongBits(-0.0));
            assertThat(archive.integer(0)).isEqualTo(-7);
        });
    }

    private static RowCounts rows(DataType... types) {
        return new RowCounts(
                Schema.of(Arrays.stream(types).map(type -> new Field("c", type)).toArray(Field[]::new)), 1);
    }

    @Test
    void saysWhenBytesAreNotTheState() {
        byte[] written = Archives.write(rows(DataType.BIGINT)::persist);
        for (int length = 0; length < written.length; length++) {
            byte[] shorter = Arrays.copyOf(written, length);
            assertUnreadable(shorter, rows(DataType.BIGINT), "ends too early");
        }
        assertUnreadable(written, rows(DataType.BIGINT, DataType.BIGINT), "must be . but is");
        assertThatThrownBy(() -> Archives.read(new byte[] {99}, archive -> archive.value(null)))
                .isInstanceOf(LaminarException.class)
                .hasMessageContaining("no object begins with 99");
    }

    private static void assertUnreadable(byte[] bytes, RowCounts into, String why) {
        assertThatThrownBy(() -> Archives.read(bytes, into::persist))
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_UNREADABLE))
                .hasMessageFindingMatch(why);
    }
}
