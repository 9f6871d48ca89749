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
 */
public record AggregateCall(
        Function function,
        int argument,
        DataType argumentType,
        int filter,
        DataType type,
        String name,
        @Nullable User user) {

    /** A function of ours. */
    public AggregateCall(
            Function function, int argument, DataType argumentType, int filter, DataType type, String name) {
        this(function, argument, argumentType, filter, type, name, null);
    }

    /** A function of the user; it has {@link #NONE} as argument, and those that it has here. */
    public AggregateCall(User user, int filter, String name) {
        this(Function.USER, NONE, DataType.BIGINT, filter, user.function().result(), name, user);
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
        return text + (argument == NONE ? "" : "($" + argument + ")") + (filter == NONE ? "" : " FILTER $" + filter);
    }
}
