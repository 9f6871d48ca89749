package io.laminar.ring1;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes decimals in the representation of a DECIMAL type, rounding half up, and refuses what has too many digits. */
final class DecimalWriter {
    private final DataType type;
    private final boolean isLong;
    private final String name;

    /** @param name of the column, for errors */
    DecimalWriter(DataType type, String name) {
        this.type = type;
        this.name = name;
        isLong = LaneKind.of(type) == LaneKind.LONG;
    }

    void write(BigDecimal exact, Batch out, int column, int row) {
        BigDecimal value = exact.setScale(type.scale(), RoundingMode.HALF_UP);
        if (value.precision() > type.precision()) {
            throw new LaminarException(
                    ErrorCode.NUMERIC_OVERFLOW,
                    name + " became " + value + ", which does not fit " + type.sqlName()
                            + "; cast its argument to a type of fewer digits after the point");
        }
        if (isLong) {
            out.longs(column)[row] = value.unscaledValue().longValueExact();
        } else {
            out.objects(column)[row] = value;
        }
    }
}
