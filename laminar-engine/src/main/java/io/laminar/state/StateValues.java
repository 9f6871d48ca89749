package io.laminar.state;

import io.laminar.data.Batch;
import io.laminar.data.NestedValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equality and order of values as state and grouping know them: NULL equals NULL, NaN equals NaN and is the greatest, content counts. */
public final class StateValues {
    private StateValues() {}

    /** Whether two values of an object lane are one group. */
    public static boolean equal(@Nullable Object left, @Nullable Object right) {
        return NestedValues.equal(left, right);
    }

    /** Whether two doubles are one group. */
    public static boolean equal(double left, double right) {
        return NestedValues.equal(left, right);
    }

    /** Order of two doubles: NaN last, zeros alike. */
    public static int compare(double left, double right) {
        if (left < right) {
            return -1;
        } else if (left > right) {
            return 1;
        } else if (left == right) {
            return 0;
        }
        return Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }

    /**
     * Order of two values of an object lane.
     *
     * @throws IllegalArgumentException when values of the kind have no order
     */
    public static int compare(Object left, Object right) {
        return NestedValues.compare(left, right);
    }

    /** Whether two values of two batches are one group; the lanes are of one kind. */
    public static boolean equal(Batch left, int leftColumn, int leftRow, Batch right, int rightColumn, int rightRow) {
        boolean isNull = left.isNull(leftColumn, leftRow);
        if (isNull || right.isNull(rightColumn, rightRow)) {
            return isNull && right.isNull(rightColumn, rightRow);
        }
        return switch (left.kind(leftColumn)) {
            case LONG -> left.longs(leftColumn)[leftRow] == right.longs(rightColumn)[rightRow];
            case DOUBLE -> equal(left.doubles(leftColumn)[leftRow], right.doubles(rightColumn)[rightRow]);
            case OBJECT -> equal(left.objects(leftColumn)[leftRow], right.objects(rightColumn)[rightRow]);
        };
    }

    /** Order of two values of a column that are not NULL. */
    public static int compare(Batch in, int column, int left, int right) {
        return switch (in.kind(column)) {
            case LONG -> Long.compare(in.longs(column)[left], in.longs(column)[right]);
            case DOUBLE -> compare(in.doubles(column)[left], in.doubles(column)[right]);
            case OBJECT ->
                compare(
                        java.util.Objects.requireNonNull(in.objects(column)[left]),
                        java.util.Objects.requireNonNull(in.objects(column)[right]));
        };
    }

    /** About how many bytes an object takes. */
    static long bytes(@Nullable Object value) {
        if (value == null) {
            return 0;
        } else if (value instanceof String text) {
            return 48L + text.length();
        } else if (value instanceof byte[] bytes) {
            return 16L + bytes.length;
        } else if (value instanceof List<?> list) {
            return 32 + 24L * list.size();
        } else if (value instanceof Map<?, ?> map) {
            return 48 + 64L * map.size();
        } else if (value instanceof Object[] row) {
            return 16 + 24L * row.length;
        }
        return 48;
    }
}
