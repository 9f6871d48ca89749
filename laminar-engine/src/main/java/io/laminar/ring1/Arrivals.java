package io.laminar.ring1;

import io.laminar.state.StateArchive;

/** Numbers rows in the order in which they come to an operator, so that what is put together from parts can go by arrival. */
final class Arrivals {
    private long offset;
    private long next;

    /** Rows of a batch have come; {@link #of} speaks of them until others come. */
    void batch(int from, int to) {
        offset = next - from;
        next += to - from;
    }

    /** The number of a row of the last batch. */
    long of(int row) {
        return offset + row;
    }

    void persist(StateArchive archive) {
        next = archive.number(next);
    }
}
