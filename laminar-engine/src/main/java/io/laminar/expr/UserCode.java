package io.laminar.expr;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.BitSet;

/**
 * How a user's method is called: by a handle whose parameters and result are as those of a {@link ScalarFunction}.
 * Two are equal when they call the same handle.
 *
 * @param target the {@link MethodHandle}, or what stands for it in code that serves other handles too
 * @param type type of the handle
 * @param needed parameters for which NULL makes the result NULL without a call, besides the primitive ones; never
 *     changed
 */
public record UserCode(Object target, MethodType type, BitSet needed) {
    public UserCode {
        requireNonNull(target, "target");
        requireNonNull(type, "type");
        requireNonNull(needed, "needed");
    }

    /** The handle. */
    public MethodHandle handle() {
        return (MethodHandle) target;
    }

    /** The same with something in place of the handle. */
    public UserCode withTarget(Object other) {
        return new UserCode(other, type, needed);
    }
}
