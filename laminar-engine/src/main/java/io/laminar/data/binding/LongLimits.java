package io.laminar.data.binding;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.data.Temporals;

/** What the long lane of a column may hold, for values that come as longs. */
final class LongLimits {
    private static final long MICROS_PER_DAY = 86_400 * Temporals.MICROS_PER_SECOND;

    private final Field field;
    private final long lowest;
    private final long highest;

    private LongLimits(Field field, long lowest, long highest) {
        this.field = field;
        this.lowest = lowest;
        this.highest = highest;
    }

    static LongLimits of(Field field) {
        DataType type = field.type();
        return switch (type.kind()) {
            case BOOLEAN -> new LongLimits(field, 0, 1);
            case TINYINT -> new LongLimits(field, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> new LongLimits(field, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER, DATE, INTERVAL_YEAR -> new LongLimits(field, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DECIMAL -> {
                long limit = Numbers.powerOfTen(type.precision()) - 1;
                yield new LongLimits(field, -limit, limit);
            }
            case TIME -> new LongLimits(field, 0, MICROS_PER_DAY - 1);
            default -> new LongLimits(field, Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    void check(long[] values, int from, int to) {
        if (lowest == Long.MIN_VALUE) {
            return;
        }
        for (int i = from; i < to; i++) {
            if (values[i] < lowest || values[i] > highest) {
                throw ToEngine.mismatch(field, values[i], null);
            }
        }
    }

    void check(int[] values, int from, int to) {
        if (lowest <= Integer.MIN_VALUE) {
            return;
        }
        for (int i = from; i < to; i++) {
            if (values[i] < lowest || values[i] > highest) {
                throw ToEngine.mismatch(field, values[i], null);
            }
        }
    }

    /** Whether {@link #cut} may change something. */
    boolean cuts() {
        DataType type = field.type();
        return (type.isTimestamp() || type.kind() == DataType.Kind.TIME)
                && type.precision() >= 0
                && type.precision() < 6;
    }

    /** Cuts digits of times off that the type does not have. */
    void cut(long[] lane, int from, int to) {
        DataType type = field.type();
        if (cuts()) {
            for (int i = from; i < to; i++) {
                lane[i] = ToEngine.cut(type, lane[i]);
            }
        }
    }
}
