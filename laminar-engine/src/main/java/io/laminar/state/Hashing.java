package io.laminar.state;

import io.laminar.data.Batch;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Seeded hashing of key values. Every step mixes, and where it starts depends on the seed of the table, so that who
 * chooses the keys cannot choose the collisions. Values that are one group ({@link StateValues#equal}) hash alike.
 */
final class Hashing {
    private static final long FIRST_MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final long SECOND_MULTIPLIER = 0xD6E8FEB86659FD93L;
    private static final long NULL_BITS = 0x6A09E667F3BCC908L;

    private Hashing() {}

    /** One round: every bit of the value and the state moves every bit of the result. */
    static long mix(long state, long value) {
        long bits = (state ^ value) * FIRST_MULTIPLIER;
        bits ^= bits >>> 32;
        bits *= SECOND_MULTIPLIER;
        return bits ^ (bits >>> 29);
    }

    /** The part of a state that a table uses. */
    static int fold(long state) {
        return (int) (state >>> 32);
    }

    static long mixNull(long state) {
        return mix(state, NULL_BITS);
    }

    /** All NaNs alike, and both zeros. */
    static long bitsOf(double value) {
        return value == 0 ? 0 : Double.doubleToLongBits(value);
    }

    static long mixObject(long state, @Nullable Object value) {
        if (value == null) {
            return mixNull(state);
        } else if (value instanceof String text) {
            return mixText(state, text);
        } else if (value instanceof BigDecimal decimal) {
            java.math.BigInteger unscaled = decimal.unscaledValue();
            return mix(
                    mix(state, unscaled.longValue()),
                    unscaled.shiftRight(Long.SIZE).longValue());
        } else if (value instanceof byte[] bytes) {
            return mixBytes(state, bytes);
        } else if (value instanceof UUID uuid) {
            return mix(mix(state, uuid.getMostSignificantBits()), uuid.getLeastSignificantBits());
        } else if (value instanceof Double number) {
            return mix(state, bitsOf(number));
        } else if (value instanceof Number number) {
            return mix(state, number.longValue());
        } else if (value instanceof List<?> list) {
            long mixed = mix(state, list.size());
            for (Object element : list) {
                mixed = mixObject(mixed, element);
            }
            return mixed;
        } else if (value instanceof Object[] row) {
            long mixed = mix(state, row.length);
            for (Object field : row) {
                mixed = mixObject(mixed, field);
            }
            return mixed;
        } else if (value instanceof Map<?, ?> map) {
            long sum = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sum += mixObject(mixObject(state, entry.getKey()), entry.getValue());
            }
            return mix(state, sum);
        }
        return mix(state, value.hashCode());
    }

    /** Hashes the key of a row. */
    static int hashRow(Batch in, int[] keyColumns, int row, long seed) {
        long state = seed;
        for (int column : keyColumns) {
            if (in.isNull(column, row)) {
                state = mixNull(state);
            } else {
                state = switch (in.kind(column)) {
                    case LONG -> mix(state, in.longs(column)[row]);
                    case DOUBLE -> mix(state, bitsOf(in.doubles(column)[row]));
                    case OBJECT -> mixObject(state, in.objects(column)[row]);
                };
            }
        }
        return fold(state);
    }

    /**
     * Hashes the key of many rows, column by column.
     *
     * @param chosen the rows
     * @param count how many there are
     * @param into gets their states, in the same order
     */
    static void mixRows(Batch in, int[] keyColumns, int[] chosen, int count, long seed, long[] into) {
        Arrays.fill(into, 0, count, seed);
        for (int column : keyColumns) {
            long @Nullable [] nulls = in.nulls(column);
            switch (in.kind(column)) {
                case LONG -> {
                    long[] lane = in.longs(column);
                    for (int i = 0; i < count; i++) {
                        into[i] = Batch.isNull(nulls, chosen[i]) ? mixNull(into[i]) : mix(into[i], lane[chosen[i]]);
                    }
                }
                case DOUBLE -> {
                    double[] lane = in.doubles(column);
                    for (int i = 0; i < count; i++) {
                        into[i] = Batch.isNull(nulls, chosen[i])
                                ? mixNull(into[i])
                                : mix(into[i], bitsOf(lane[chosen[i]]));
                    }
                }
                case OBJECT -> {
                    Object[] lane = in.objects(column);
                    for (int i = 0; i < count; i++) {
                        into[i] =
                                Batch.isNull(nulls, chosen[i]) ? mixNull(into[i]) : mixObject(into[i], lane[chosen[i]]);
                    }
                }
            }
        }
    }

    private static long mixText(long state, String text) {
        int length = text.length();
        long mixed = mix(state, length);
        int at = 0;
        for (; at + 4 <= length; at += 4) {
            mixed = mix(
                    mixed,
                    text.charAt(at)
                            | (long) text.charAt(at + 1) << 16
                            | (long) text.charAt(at + 2) << 32
                            | (long) text.charAt(at + 3) << 48);
        }
        long rest = 0;
        for (; at < length; at++) {
            rest = rest << 16 | text.charAt(at);
        }
        return mix(mixed, rest);
    }

    private static long mixBytes(long state, byte[] bytes) {
        long mixed = mix(state, bytes.length);
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word = word << 8 | (bytes[i] & 0xFF);
            if ((i & 7) == 7) {
                mixed = mix(mixed, word);
                word = 0;
            }
        }
        return mix(mixed, word);
    }
}
