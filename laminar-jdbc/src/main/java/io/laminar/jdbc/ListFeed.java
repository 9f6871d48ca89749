package io.laminar.jdbc;

import io.laminar.api.Change;
import io.laminar.api.Row;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that lie ready as lists of values, as metadata calls give them. */
final class ListFeed implements RowFeed {
    private final Iterator<?> rows;
    private @Nullable List<?> current;

    /** The rows, each a list. */
    ListFeed(Iterable<?> rows) {
        this.rows = rows.iterator();
    }

    @Override
    public boolean advance() {
        current = rows.hasNext() ? (List<?>) rows.next() : null;
        return current != null;
    }

    @Override
    public @Nullable Object value(int column) throws SQLException {
        if (current == null) {
            throw new SQLException("the result set is on no row; call next() first", SqlErrors.INVALID_CURSOR);
        }
        return current.get(column);
    }

    @Override
    public @Nullable Change<Row> change() {
        return null;
    }

    @Override
    public boolean isContinuous() {
        return false;
    }

    @Override
    public void close() {
        // The rows are plain memory.
    }
}
