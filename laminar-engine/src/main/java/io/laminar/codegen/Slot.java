package io.laminar.codegen;

import org.jspecify.annotations.Nullable;

/** Where a column's value of the current row is. */
sealed interface Slot {
    StackType type();

    /** Whether it may be NULL. */
    boolean isNullable();

    /**
     * In a lane of the input that a local holds.
     *
     * @param lane local that holds the array
     * @param mask local that holds the null mask, or {@link #NONE}
     */
    record Lane(StackType type, int lane, int mask) implements Slot {
        @Override
        public boolean isNullable() {
            return mask != NONE;
        }
    }

    /** In a column of the input batch. */
    record Column(StackType type, int column, boolean isNullable) implements Slot {}

    /**
     * In a variable, calculated by an earlier projection.
     *
     * @param nullFlag holds 1 at NULL; absent when it is never NULL
     */
    record Kept(StackType type, Variable value, @Nullable Variable nullFlag) implements Slot {
        @Override
        public boolean isNullable() {
            return nullFlag != null;
        }
    }

    /** No local. */
    int NONE = -1;
}
