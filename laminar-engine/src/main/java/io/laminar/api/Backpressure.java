package io.laminar.api;

/** What happens to a row for which a source has no room, because the engine is behind. */
public enum Backpressure {
    /** Whoever pushes it waits. */
    PAUSE,
    /** It is dropped and counted in {@link SourceInfo#rowsDropped()}. */
    DROP_NEWEST,
    /** {@code push} throws {@code SOURCE_FULL}; nothing was appended. Only for rows that the application pushes. */
    REJECT,
    /**
     * It goes into a file, and comes from there in its turn. When the files have reached their limit, whoever pushes waits; when
     * the disk is full, {@code push} throws {@code SPILL_UNWRITABLE}.
     */
    SPILL
}
