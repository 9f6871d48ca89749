package io.laminar.ring1;

import io.laminar.api.DataType;
import io.laminar.data.Batch;
import java.math.BigDecimal;

/** Numbers of any type of a column as doubles, at most one rounding away. */
final class Numbers {
    private final int column;
    private final double divisor;
    private final int scale;

    Numbers(int column, DataType type) {
        this.column = column;
        scale = type.kind() == DataType.Kind.DECIMAL ? type.scale() : 0;
        divisor = divisor(type);
    }

    /** What an unscaled number of a type is divided by. */
    static double divisor(DataType type) {
        return type.kind() == DataType.Kind.DECIMAL ? Math.pow(10, type.scale()) : 1;
    }

    int column() {
        return column;
    }

    double read(Batch in, int row) {
        return switch (in.kind(column)) {
            case LONG -> in.longs(column)[row] / divisor;
            case DOUBLE -> in.doubles(column)[row];
            case OBJECT -> in.objects(column)[row] instanceof BigDecimal decimal ? decimal.doubleValue() : Double.NaN;
        };
    }

    /** The number exactly; it is finite. */
    BigDecimal exact(Batch in, int row) {
        return switch (in.kind(column)) {
            case LONG -> BigDecimal.valueOf(in.longs(column)[row], scale);
            case DOUBLE -> new BigDecimal(in.doubles(column)[row]);
            case OBJECT -> in.objects(column)[row] instanceof BigDecimal decimal ? decimal : BigDecimal.ZERO;
        };
    }
}
