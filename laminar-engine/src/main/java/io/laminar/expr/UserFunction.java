package io.laminar.expr;

import io.laminar.api.DataType;
import java.util.List;

/**
 * One signature of a scalar function of the user.
 *
 * @param parameters types of its operands
 * @param result type of its result
 * @param function what is called
 */
public record UserFunction(List<DataType> parameters, DataType result, ScalarFunction function) implements UserRoutine {
    public UserFunction {
        parameters = List.copyOf(parameters);
    }
}
