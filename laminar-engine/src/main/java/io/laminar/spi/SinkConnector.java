package io.laminar.spi;

import io.laminar.api.Change;
import io.laminar.api.Row;
import java.io.IOException;
import java.util.List;

/** Writes rows to the outside. All methods are called by one thread at a time. */
public interface SinkConnector extends AutoCloseable {
    /** Whether rows that go can be written too. */
    boolean supportsChanges();

    /**
     * Whether it keeps the latest row of each key. It then gets for each key and epoch at most one change: INSERT or UPDATE_AFTER with the
     * latest row, or DELETE; and only queries with a key are taken. Otherwise it gets every change.
     */
    default boolean isUpsert() {
        return false;
    }

    /** Opens what is to be written. */
    void open() throws IOException;

    /** Writes changes in order. */
    void write(List<Change<Row>> changes) throws IOException;

    /** Makes everything written so far visible to readers. */
    void flush() throws IOException;

    @Override
    void close();
}
