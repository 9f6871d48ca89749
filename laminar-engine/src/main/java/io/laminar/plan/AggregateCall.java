package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import io.laminar.api.DataType;

/**
 * An aggregate of a group. DECIMAL arguments keep their scale; SUM of integers is BIGINT, AVG of integers DOUBLE.
 *
 * @param function which
 * @param argument column of the input, or {@link #NONE} for COUNT(*)
 * @param argumentType type of that column; BIGINT for COUNT(*)
 * @param filter BOOLEAN column of the input that must be TRUE for a row to count, or {@link #NONE}
 * @param type type of the result
 * @param name name of the result column
 */
public record AggregateCall(
        Function function, int argument, DataType argumentType, int filter, DataType type, String name) {

    /** No column. */
    public static final int NONE = -1;

    /** The aggregate functions. All but COUNT(*) pass over NULL, but for FIRST_VALUE and LAST_VALUE. */
    public enum Function {
        /** Rows. */
        COUNT_ALL,
        /** Rows whose argument is not NULL. */
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX,
        /** Argument of the first row: by event time in a window, by arrival otherwise; NULL counts. */
        FIRST_VALUE,
        /** Argument of the last row, likewise. */
        LAST_VALUE
    }

    public AggregateCall {
        requireNonNull(function, "function");
        requireNonNull(argumentType, "argumentType");
        requireNonNull(type, "type");
        requireNonNull(name, "name");
        if ((argument == NONE) != (function == Function.COUNT_ALL)) {
            throw new IllegalArgumentException(function + " of column " + argument);
        }
    }

    @Override
    public String toString() {
        return function
                + (argument == NONE ? "" : "($" + argument + ")")
                + (filter == NONE ? "" : " FILTER $" + filter);
    }
}
