package io.laminar.jdbc;

import io.laminar.api.Change;
import io.laminar.api.Row;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where a result set gets its rows from. Read by one thread; {@link #close()} may be called by any. */
interface RowFeed {
    /**
     * Goes to the next row, waiting for it if need be.
     *
     * @return false at the end
     */
    boolean advance() throws SQLException;

    /** The value of the current row in a column from 0, of a type that {@link Row} lists. */
    @Nullable
    Object value(int column) throws SQLException;

    /** The current row with its kind of change; null where rows are no changes. */
    @Nullable
    Change<Row> change();

    /** Whether rows come until {@link #close()}. */
    boolean isContinuous();

    /** Ends the feed and wakes whoever waits in {@link #advance()}. */
    void close();
}
