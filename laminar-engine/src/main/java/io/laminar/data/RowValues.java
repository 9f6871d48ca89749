package io.laminar.data;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Equality of values the way keys need it: NULL equals NULL, NaN equals NaN, 0.0 equals -0.0, arrays by content. */
public final class RowValues {
    private RowValues() {}

    /** Whether two values of columns of the same type are the same key. */
    public static boolean areEqual(Batch a, int columnA, int rowA, Batch b, int columnB, int rowB) {
        boolean isNull = a.isNull(columnA, rowA);
        if (isNull || b.isNull(columnB, rowB)) {
            return isNull && b.isNull(columnB, rowB);
        }
        return switch (a.kind(columnA)) {
            case LONG -> a.longs(columnA)[rowA] == b.longs(columnB)[rowB];
            case DOUBLE -> {
                double x = a.doubles(columnA)[rowA];
                double y = b.doubles(columnB)[rowB];
                yield (x == y) || (Double.isNaN(x) && Double.isNaN(y));
            }
            case OBJECT -> areEqual(a.objects(columnA)[rowA], b.objects(columnB)[rowB]);
        };
    }

    private static boolean areEqual(@Nullable Object x, @Nullable Object y) {
        if (x instanceof byte[] left && y instanceof byte[] right) {
            return Arrays.equals(left, right);
        }
        return Objects.equals(x, y);
    }
}
