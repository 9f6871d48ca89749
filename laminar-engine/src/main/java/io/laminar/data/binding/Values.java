package io.laminar.data.binding;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.data.Temporals;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Single values: from the engine to Java, as {@link io.laminar.api.Row} promises, and from Java to the engine,
 * as {@link io.laminar.api.RowSource#push(Object...)} promises.
 */
public final class Values {
    private Values() {}

    /** A value of a batch as Java sees it; null for NULL. */
    public static @Nullable Object toJava(Batch batch, int column, int row) {
        if (batch.isNull(column, row)) {
            return null;
        }
        DataType type = batch.schema().type(column);
        return switch (batch.kind(column)) {
            case LONG -> ofLong(type, batch.longs(column)[row]);
            case DOUBLE -> ofDouble(type, batch.doubles(column)[row]);
            case OBJECT -> ofObject(type, batch.objects(column)[row]);
        };
    }

    /**
     * An engine value as Java sees it.
     *
     * @param value a {@link Long} for a type that is a long inside the engine, a {@link Double} for REAL and DOUBLE, an
     *     object otherwise, null for NULL
     */
    public static @Nullable Object toJava(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (LaneKind.of(type)) {
            case LONG -> ofLong(type, (Long) value);
            case DOUBLE -> ofDouble(type, (Double) value);
            case OBJECT -> ofObject(type, value);
        };
    }

    /**
     * Writes a Java value into a batch. Does not change {@link Batch#rows()}.
     *
     * @param row at or behind {@link Batch#rows()}
     * @throws LaminarException with {@code BINDING_MISMATCH}, which names column, type, value and its class, or with
     *     {@code NULL_NOT_ALLOWED}; nothing was written then
     */
    public static void write(Batch out, int column, int row, @Nullable Object value) {
        write(out, out.schema().field(column), column, row, value);
    }

    static void write(Batch out, Field field, int column, int row, @Nullable Object value) {
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        if (present == null) {
            writeNull(out, field, column, row);
            return;
        }
        switch (out.kind(column)) {
            case LONG -> out.longs(column)[row] = ToEngine.toLong(field, present);
            case DOUBLE -> out.doubles(column)[row] = ToEngine.toDouble(field, present);
            case OBJECT -> out.objects(column)[row] = ToEngine.toObject(field, present);
        }
    }

    /**
     * A Java value as the engine holds it, boxed as {@link #toJava(DataType, Object)} takes it; null stays null.
     *
     * @param field type of the value, and its name for messages
     * @throws LaminarException as {@link #write}
     */
    public static @Nullable Object toEngine(Field field, @Nullable Object value) {
        if (value == null) {
            requireNullable(field);
            return null;
        }
        return switch (LaneKind.of(field.type())) {
            case LONG -> ToEngine.toLong(field, value);
            case DOUBLE -> ToEngine.toDouble(field, value);
            case OBJECT -> ToEngine.toObject(field, value);
        };
    }

    private static void writeNull(Batch out, Field field, int column, int row) {
        requireNullable(field);
        out.setNull(column, row);
    }

    private static void requireNullable(Field field) {
        if (!field.type().nullable()) {
            throw new LaminarException(
                    ErrorCode.NULL_NOT_ALLOWED,
                    "column " + field.name() + " is " + field.type() + " and cannot be NULL; give it a value");
        }
    }

    private static Object ofLong(DataType type, long value) {
        try {
            return javaOf(type, value);
        } catch (DateTimeException | ArithmeticException e) {
            throw new LaminarException(
                    ErrorCode.NUMERIC_OVERFLOW,
                    value + " does not fit " + type.sqlName() + " in Java; use a smaller value",
                    e);
        }
    }

    private static Object javaOf(DataType type, long value) {
        return switch (type.kind()) {
            case BOOLEAN -> value != 0;
            case TINYINT -> (byte) value;
            case SMALLINT -> (short) value;
            case INTEGER -> (int) value;
            case DECIMAL -> BigDecimal.valueOf(value, type.scale());
            case DATE -> LocalDate.ofEpochDay(value);
            case TIME -> LocalTime.ofNanoOfDay(value * 1000);
            case TIMESTAMP ->
                LocalDateTime.ofEpochSecond(
                        Math.floorDiv(value, Temporals.MICROS_PER_SECOND), nanosOf(value), ZoneOffset.UTC);
            case TIMESTAMP_LTZ -> instant(value);
            case INTERVAL_DAY -> Duration.ofSeconds(Math.floorDiv(value, Temporals.MICROS_PER_SECOND), nanosOf(value));
            case INTERVAL_YEAR -> Period.ofMonths(Math.toIntExact(value)).normalized();
            default -> value;
        };
    }

    private static Object ofDouble(DataType type, double value) {
        if (type.kind() == DataType.Kind.REAL) {
            return (float) value;
        }
        return value;
    }

    private static @Nullable Object ofObject(DataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            // A copy, since a row is immutable and others hold the same array.
            case BINARY, VARBINARY -> ((byte[]) value).clone();
            case ARRAY -> ofList(type.arguments().get(0), (List<?>) value);
            case MAP -> ofMap(type, (Map<?, ?>) value);
            case ROW -> ofRow(type, (@Nullable Object[]) value);
            default -> value;
        };
    }

    private static List<@Nullable Object> ofList(DataType element, List<?> values) {
        List<@Nullable Object> list = new ArrayList<>(values.size());
        for (Object value : values) {
            list.add(toJava(element, value));
        }
        return Collections.unmodifiableList(list);
    }

    private static Map<@Nullable Object, @Nullable Object> ofMap(DataType type, Map<?, ?> values) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        values.forEach((key, value) -> map.put(
                toJava(type.arguments().get(0), key), toJava(type.arguments().get(1), value)));
        return Collections.unmodifiableMap(map);
    }

    private static Map<String, @Nullable Object> ofRow(DataType type, @Nullable Object[] values) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(type.fieldNames().get(i), toJava(type.arguments().get(i), values[i]));
        }
        return Collections.unmodifiableMap(map);
    }

    /** The class of a type's values in Java. */
    public static Class<?> javaType(DataType type) {
        return ToJava.javaType(type);
    }

    /** A time in microseconds without the digits that its type does not have. */
    public static long cut(DataType type, long micros) {
        return ToEngine.cut(type, micros);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, Temporals.MICROS_PER_SECOND), nanosOf(micros));
    }

    private static int nanosOf(long micros) {
        return (int) Math.floorMod(micros, Temporals.MICROS_PER_SECOND) * 1000;
    }
}
