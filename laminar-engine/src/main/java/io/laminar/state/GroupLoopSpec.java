package io.laminar.state;

import java.util.List;

/**
 * What a {@link GroupLoop} is to do with each row. Equal ones share their code.
 *
 * @param keyColumn of the input, when the key is one long, or {@link #NONE}
 * @param concerns which rows change which cells
 */
public record GroupLoopSpec(int keyColumn, List<Concern> concerns) {
    /** No column. */
    public static final int NONE = -1;

    public GroupLoopSpec {
        concerns = List.copyOf(concerns);
    }

    /**
     * The rows whose argument is not NULL and whose filter is TRUE, and what they change.
     *
     * @param argument column of the input, or {@link #NONE} for all rows
     * @param filter BOOLEAN column of the input, or {@link #NONE}
     */
    public record Concern(int argument, int filter, List<Update> updates) {
        public Concern {
            updates = List.copyOf(updates);
        }
    }

    /** How a cell changes. */
    public enum Change {
        /** One more. */
        COUNT,
        /** The argument is added, a double. */
        ADD_DOUBLE,
        /** The argument is added, a long; what does not fit is carried. */
        ADD_LONG,
        /** The lesser long stays. */
        LEAST_LONG,
        /** The greater long stays. */
        GREATEST_LONG,
        /** The lesser double stays, as an {@link OrderedDoubles ordered} long. */
        LEAST_DOUBLE,
        /** The greater double stays, likewise. */
        GREATEST_DOUBLE
    }

    /**
     * A change of a cell.
     *
     * @param cell of the table
     */
    public record Update(Change change, int cell) {}

    /** Takes what does not fit into a cell that is added to; one for each {@link Change#ADD_LONG}, in their order. */
    @FunctionalInterface
    public interface Carry {
        /** @param carry 1 or -1, of the weight of 2^64 */
        void carry(KeyedTable table, int slot, long carry);
    }
}
