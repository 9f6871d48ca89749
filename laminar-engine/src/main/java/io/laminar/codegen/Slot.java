package io.laminar.codegen;

/** Where a column's value of the current row is. */
sealed interface Slot {
    StackType type();

    /** Whether it may be NULL. */
    boolean isNullable();

    /**
     * In a lane of the input.
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

    /**
     * In a local, calculated by an earlier projection.
     *
     * @param value local that holds it
     * @param nullFlag local that holds 1 at NULL, or {@link #NONE}
     */
    record Local(StackType type, int value, int nullFlag) implements Slot {
        @Override
        public boolean isNullable() {
            return nullFlag != NONE;
        }
    }

    /** No local. */
    int NONE = -1;
}
