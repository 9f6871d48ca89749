package io.laminar.expr.function;

import org.jspecify.annotations.Nullable;

/** A conversion of boxed values that may fail. For any thread. */
public interface FallibleCast {
    /**
     * The converted value.
     *
     * @throws io.laminar.api.LaminarException when the value does not fit
     */
    @Nullable
    Object apply(Object value);
}
