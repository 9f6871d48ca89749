package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import io.laminar.api.DataType;
import io.laminar.expr.UserAggregate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate of a group. DECIMAL arguments keep their scale; SUM of integers is BIGINT, AVG of integers DOUBLE.
 *
 * @param function which
 * @param argument column of the input, or {@link #NONE} for COUNT(*)
 * @param argumentType type of that column; BIGINT for COUNT(*)
 * @param filter BOOLEAN column of the input that must be TRUE for a row to count, or {@link #NONE}
 * @param type type of the result
 * @param name name of the result column
 * @param user what a function of the user is, with {@link Function#USER}, else null
 * @param details what else is said
 */
public record AggregateCall(
        Function function,
        int argument,
        DataType argumentType,
        int filter,
        DataType type,
        String name,
        @Nullable User user,
        Details details) {

    /** A function of ours. */
    public AggregateCall(
            Function function, int argument, DataType argumentType, int filter, DataType type, String name) {
        this(function, argument, argumentType, filter, type, name, null, Details.NONE);
    }

    /** A function of the user; it has {@link #NONE} as argument, and those that it has here. */
    public AggregateCall(User user, int filter, String name) {
        this(Function.USER, NONE, DataType.BIGINT, filter, user.function().result(), name, user, Details.NONE);
    }

    /** The same without DISTINCT, of another column, without filter. */
    public AggregateCall ofDistinct(int column) {
        Details plain = new Details(false, details.ignoresNulls, details.more, details.moreTypes, details.order);
        return new AggregateCall(function, column, argumentType, NONE, type, name, user, plain);
    }

    /**
     * What else a call says.
     *
     * @param isDistinct whether each value counts once
     * @param ignoresNulls whether NULL is passed over where it would not be
     * @param more columns of the input that are further arguments
     * @param moreTypes their types
     * @param order how the rows of a group are sorted; the argument itself for WITHIN GROUP
     */
    public record Details(
            boolean isDistinct,
            boolean ignoresNulls,
            List<Integer> more,
            List<DataType> moreTypes,
            List<PlanNode.Sort.SortColumn> order) {
        /** Nothing. */
        public static final Details NONE = new Details(false, false, List.of(), List.of(), List.of());

        public Details {
            more = List.copyOf(more);
            moreTypes = List.copyOf(moreTypes);
            order = List.copyOf(order);
        }
    }

    /**
     * A function of the user.
     *
     * @param arguments columns of the input
     */
    public record User(UserAggregate function, List<Integer> arguments) {
        public User {
            arguments = List.copyOf(arguments);
        }
    }

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
        LAST_VALUE,
        /** Argument of the first row by arrival. */
        EARLIEST,
        /** Argument of the last row by arrival. */
        LATEST,
        VAR_POP,
        VAR_SAMP,
        STDDEV_POP,
        STDDEV_SAMP,
        COVAR_POP,
        COVAR_SAMP,
        CORR,
        REGR_COUNT,
        REGR_SXX,
        REGR_SYY,
        BIT_AND,
        BIT_OR,
        BIT_XOR,
        /** Values in order of arrival, or sorted; NULL counts. */
        ARRAY_AGG,
        /** Values that are not NULL in order of arrival. */
        COLLECT_LIST,
        /** Different values that are not NULL, sorted. */
        COLLECT_SET,
        /** Texts with a separator, the second argument, between them. */
        STRING_AGG,
        JSON_ARRAYAGG,
        JSON_OBJECTAGG,
        MEDIAN,
        PERCENTILE_CONT,
        PERCENTILE_DISC,
        /** The value that is there most often, of several the least. */
        MODE,
        /** The greatest values, as many as the second argument says. */
        TOPK,
        TOPK_DISTINCT,
        /** How often each value is there. */
        HISTOGRAM,
        /** The first argument where the second one is least. */
        MIN_BY,
        MAX_BY,
        APPROX_COUNT_DISTINCT,
        APPROX_PERCENTILE,
        /** One of the user. */
        USER
    }

    public AggregateCall {
        requireNonNull(function, "function");
        requireNonNull(argumentType, "argumentType");
        requireNonNull(type, "type");
        requireNonNull(name, "name");
        if ((user != null) != (function == Function.USER)) {
            throw new IllegalArgumentException(function + " is " + user);
        }
        if ((argument == NONE) != (function == Function.COUNT_ALL || function == Function.USER)) {
            throw new IllegalArgumentException(function + " of column " + argument);
        }
    }

    @Override
    public String toString() {
        String text = user == null ? function.toString() : user.function() + "(" + user.arguments() + ")";
        return text
                + (details.isDistinct ? " DISTINCT" : "")
                + (argument == NONE ? "" : "($" + argument + ")")
                + (filter == NONE ? "" : " FILTER $" + filter);
    }
}
