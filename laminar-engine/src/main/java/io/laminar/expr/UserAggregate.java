package io.laminar.expr;

import io.laminar.api.DataType;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate function of the user. Its parts throw {@link io.laminar.api.LaminarException} alone, whatever the user's
 * code throws.
 *
 * @param name SQL name
 * @param parameters types of its operands
 * @param result type of its result, which may be NULL
 * @param factory makes an accumulator
 * @param accumulate adds a row: takes an accumulator, and operands as lanes hold them
 * @param retract takes a row back likewise; null when it cannot
 * @param merger adds the second accumulator to the first; null when it cannot
 * @param reader the Java value of the result, or null for NULL
 */
public record UserAggregate(
        String name,
        List<DataType> parameters,
        DataType result,
        Supplier<Object> factory,
        UserCode accumulate,
        @Nullable UserCode retract,
        @Nullable BiConsumer<Object, Object> merger,
        Function<Object, @Nullable Object> reader)
        implements UserRoutine {
    public UserAggregate {
        parameters = List.copyOf(parameters);
    }

    @Override
    public String toString() {
        return name;
    }
}
