package io.laminar.state;

import org.jspecify.annotations.Nullable;

/** How the objects of a lane of a {@link KeyedTable} are written and read. */
@FunctionalInterface
public interface LaneObjects {
    /** Values as batches hold them. */
    LaneObjects VALUES = StateArchive::value;

    /**
     * Writes an object and returns it, or returns the one that was written.
     *
     * @param object null where the slot has none, and when reading
     */
    @Nullable
    Object persist(StateArchive archive, @Nullable Object object);
}
