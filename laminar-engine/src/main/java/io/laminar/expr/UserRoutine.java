package io.laminar.expr;

import io.laminar.api.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** A function of the user, as SQL sees it. */
public sealed interface UserRoutine permits UserFunction, UserAggregate {
    /** Types of its operands. */
    List<DataType> parameters();

    /** Type of its result. */
    DataType result();

    /** Its parameters and result, {@code (BIGINT, VARCHAR) BOOLEAN}. */
    default String signature() {
        return parameters().stream().map(DataType::sqlName).collect(Collectors.joining(", ", "(", ") "))
                + result().sqlName();
    }
}
