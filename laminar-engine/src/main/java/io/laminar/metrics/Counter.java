package io.laminar.metrics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A figure with one writer and any number of readers, who see it a moment late. Writing costs a plain store (opaque,
 * so that it becomes visible), reading costs the writer nothing.
 */
public final class Counter {
    private static final VarHandle VALUE;

    static {
        try {
            VALUE = MethodHandles.lookup().findVarHandle(Counter.class, "value", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private long value;

    public Counter() {}

    public Counter(long initial) {
        value = initial;
    }

    /** Adds to the figure; for the writer. */
    public void add(long amount) {
        VALUE.setOpaque(this, value + amount);
    }

    /** Sets the figure; for the writer. */
    public void set(long newValue) {
        VALUE.setOpaque(this, newValue);
    }

    /** The figure; for anybody. */
    public long get() {
        return (long) VALUE.getOpaque(this);
    }
}
