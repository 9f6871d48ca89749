package io.laminar.expr;

import io.laminar.api.DataType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One signature of a scalar function of the user.
 *
 * @param parameters types of its operands
 * @param result type of its result
 * @param function what is called
 */
public record UserFunction(List<DataType> parameters, DataType result, ScalarFunction function) {
    public UserFunction {
        parameters = List.copyOf(parameters);
    }

    /** Its parameters and result, {@code (BIGINT, VARCHAR) BOOLEAN}. */
    public String signature() {
        return parameters.stream().map(DataType::sqlName).collect(Collectors.joining(", ", "(", ") "))
                + result.sqlName();
    }
}
