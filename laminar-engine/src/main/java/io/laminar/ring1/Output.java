package io.laminar.ring1;

import io.laminar.data.Batch;

/** Where an operator puts its results. */
public interface Output {
    /**
     * The batch that is being filled, with room for at least one row. Write lanes at index {@link Batch#rows()}, then
     * raise {@code rows}; ask again for every row, since a full batch is handed on.
     */
    Batch batch();

    /** As {@link #batch()}, with room for the two rows of an update, which are to stay together. */
    Batch batchForUpdate();

    /** Emits a watermark, after the rows it covers. */
    void watermark(long watermark);

    /** Reports a row that came after all of its windows had closed: it is counted, and sent aside where asked. */
    void late(Batch in, int row);

    /** Reports a row whose event time is NULL and that therefore belongs to no window: it is counted. */
    void withoutTime(Batch in, int row);
}
