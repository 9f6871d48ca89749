package io.laminar.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.binding.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went through the codec is what was there before, for every type. */
class RowCodecTest {
    private static final DataType ADDRESS = new DataType(
            DataType.Kind.ROW, -1, 0, true, List.of(DataType.VARCHAR, DataType.INTEGER), List.of("street", "number"));
    private static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.of(DataType.Kind.TINYINT),
            DataType.of(DataType.Kind.SMALLINT),
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.of(DataType.Kind.REAL),
            DataType.DOUBLE,
            DataType.decimal(10, 3),
            DataType.decimal(38, 5),
            DataType.VARCHAR,
            DataType.of(DataType.Kind.VARBINARY),
            DataType.DATE,
            DataType.TIME,
            DataType.TIMESTAMP,
            DataType.TIMESTAMP_LTZ,
            DataType.of(DataType.Kind.INTERVAL_DAY),
            DataType.of(DataType.Kind.INTERVAL_YEAR),
            DataType.of(DataType.Kind.UUID),
            DataType.of(DataType.Kind.JSON),
            DataType.array(DataType.BIGINT),
            new DataType(DataType.Kind.MAP, -1, 0, true, List.of(DataType.VARCHAR, DataType.DOUBLE), List.of()),
            ADDRESS,
            DataType.array(ADDRESS));

    private static @Nullable Object random(DataType type, Random random) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) random.nextInt();
            case SMALLINT -> (short) random.nextInt();
            case INTEGER -> random.nextInt();
            case BIGINT -> random.nextInt(9) == 0 ? Long.MIN_VALUE : random.nextLong();
            case REAL -> random.nextInt(9) == 0 ? Float.NaN : random.nextFloat();
            case DOUBLE -> random.nextInt(9) == 0 ? -0.0 : random.nextGaussian() * 1e300;
            case DECIMAL ->
                new BigDecimal(new BigInteger(type.precision() > 18 ? 120 : 30, random), type.scale())
                        .multiply(random.nextBoolean() ? BigDecimal.ONE : BigDecimal.ONE.negate());
            case CHAR, VARCHAR -> text(random);
            case BINARY, VARBINARY -> {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                yield bytes;
            }
            case DATE -> LocalDate.ofEpochDay(random.nextInt(1_000_000) - 500_000);
            case TIME -> LocalTime.ofNanoOfDay(random.nextInt(86_400) * 1_000_000_000L + 123_000);
            case TIMESTAMP ->
                Instant.ofEpochSecond(random.nextInt(), 7_000)
                        .atZone(ZoneOffset.UTC)
                        .toLocalDateTime();
            case TIMESTAMP_LTZ -> Instant.ofEpochSecond(random.nextInt(), 999_999_000);
            case INTERVAL_DAY -> Duration.ofSeconds(random.nextInt(), 1_000);
            case INTERVAL_YEAR -> Period.ofMonths(random.nextInt(9999)).normalized();
            case UUID -> new UUID(random.nextLong(), random.nextLong());
            case JSON -> "{\"a\":" + random.nextInt() + "}";
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    list.add(random(type.arguments().get(0), random));
                }
                yield list;
            }
            case MAP -> {
                Map<Object, @Nullable Object> map = new HashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    map.put(text(random), random(type.arguments().get(1), random));
                }
                yield map;
            }
            case ROW -> {
                Map<String, @Nullable Object> row = new HashMap<>();
                for (int i = 0; i < type.arguments().size(); i++) {
                    row.put(type.fieldNames().get(i), random(type.arguments().get(i), random));
                }
                yield row;
            }
            case NULL -> null;
        };
    }

    /** Letters of one to three bytes, pairs, and halves of pairs. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    switch (random.nextInt(5)) {
                        case 0 -> "\u00e9";
                        case 1 -> "\u20ac";
                        case 2 -> "\ud83d\ude00";
                        case 3 -> "\ud83d";
                        default -> String.valueOf((char) random.nextInt(128));
                    });
        }
        return text.toString();
    }

    private static Schema schema(List<DataType> types) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            fields.add(new Field("c" + i, types.get(i)));
        }
        return Schema.of(fields.toArray(Field[]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyTypeComesBack(long seed) {
        Random random = new Random(seed);
        Schema schema = schema(TYPES);
        RowCodec codec = new RowCodec(schema);
        for (int round = 0; round < 20; round++) {
            Batch in = new Batch(schema, 64);
            int rows = 1 + random.nextInt(64);
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < TYPES.size(); column++) {
                    Values.write(in, column, row, random(TYPES.get(column), random));
                }
                in.rows(row + 1);
                in.setWeight(row, random.nextInt(4) == 0 ? -1 : 1);
            }
            int from = random.nextInt(rows);
            Batch out = new Batch(schema, 64);
            ByteBuffer bytes = copy(codec.encode(in, from, rows));
            while (bytes.hasRemaining()) {
                codec.decode(bytes, out);
            }

            assertThat(out.rows()).isEqualTo(rows - from);
            for (int row = 0; row < out.rows(); row++) {
                assertThat(out.weight(row)).isEqualTo(in.weight(from + row));
                for (int column = 0; column < TYPES.size(); column++) {
                    assertThat(Values.toJava(out, column, row))
                            .as(TYPES.get(column) + " of seed " + seed)
                            .isEqualTo(Values.toJava(in, column, from + row));
                }
            }
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        return copy.put(bytes).flip();
    }

    @Test
    void moreThan64ColumnsAndLongTexts() {
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            types.add(i % 2 == 0 ? DataType.BIGINT : DataType.VARCHAR);
        }
        Schema schema = schema(types);
        Batch in = new Batch(schema, 1);
        for (int column = 0; column < 130; column++) {
            Object value = column % 3 == 0 ? null : column % 2 == 0 ? (Object) (long) column : "x".repeat(5_000);
            Values.write(in, column, 0, value);
        }
        in.rows(1);
        Batch out = new Batch(schema, 1);
        RowCodec codec = new RowCodec(schema);
        codec.decode(copy(codec.encode(in, 0, 1)), out);
        for (int column = 0; column < 130; column++) {
            assertThat(Values.toJava(out, column, 0)).isEqualTo(Values.toJava(in, column, 0));
        }
    }
}
