package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import io.laminar.api.DataType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A call with OVER.
 *
 * @param function which
 * @param aggregate what is aggregated over the frame, with {@link Function#AGGREGATE}, else null
 * @param argument column of the input, or {@link AggregateCall#NONE}
 * @param number rows back of LAG, rows on of LEAD, n of NTH_VALUE and NTILE, weight of EWMA; else zero
 * @param otherwise column of the input whose value LAG and LEAD give where there is no row, or {@link AggregateCall#NONE}
 * @param ignoresNulls whether rows whose argument is NULL do not count
 * @param type type of the result
 */
public record OverCall(
        Function function,
        @Nullable AggregateCall aggregate,
        int argument,
        BigDecimal number,
        int otherwise,
        boolean ignoresNulls,
        DataType type) {

    /** What stands before OVER. */
    public enum Function {
        /** An aggregate of the rows of the frame. */
        AGGREGATE,
        ROW_NUMBER,
        RANK,
        DENSE_RANK,
        PERCENT_RANK,
        CUME_DIST,
        NTILE,
        LAG,
        LEAD,
        FIRST_VALUE,
        LAST_VALUE,
        NTH_VALUE,
        /** Distance of the argument from the mean of the frame, in its standard deviations. */
        ZSCORE,
        /** Mean of all rows so far in which the newest has the weight that is given and what was before the rest. */
        EWMA;

        /** Whether a row has its number by what is before it and beside it alone. */
        public boolean isRank() {
            return this == ROW_NUMBER || this == RANK || this == DENSE_RANK;
        }
    }

    public OverCall {
        requireNonNull(function, "function");
        requireNonNull(type, "type");
        if ((aggregate != null) != (function == Function.AGGREGATE)) {
            throw new IllegalArgumentException(function + " is " + aggregate);
        }
    }

    @Override
    public String toString() {
        if (aggregate != null) {
            return aggregate.toString();
        }
        return function
                + (argument == AggregateCall.NONE ? "()" : "($" + argument + ")")
                + (number.signum() == 0 ? "" : " " + number)
                + (otherwise == AggregateCall.NONE ? "" : " ELSE $" + otherwise)
                + (ignoresNulls ? " IGNORE NULLS" : "");
    }
}
