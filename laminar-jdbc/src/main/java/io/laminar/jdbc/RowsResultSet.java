package io.laminar.jdbc;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaResultSetMetaData;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a feed as a result set, forward only. {@link #next()} blocks in the feed alone, so that {@link #close()} and {@code
 * Statement.cancel()} from another thread get through.
 */
final class RowsResultSet extends AvaticaResultSet implements LaminarResultSet {
    private final RowFeed feed;
    private final FeedCursor rows;
    private int row;
    private boolean isAfterLast;
    private volatile boolean isClosed;

    RowsResultSet(AvaticaStatement statement, Meta.Signature signature, TimeZone zone, RowFeed feed)
            throws SQLException {
        super(
                statement,
                new QueryState(signature.sql),
                signature,
                new AvaticaResultSetMetaData(statement, null, signature),
                zone,
                null);
        this.feed = feed;
        this.rows = new FeedCursor(feed);
        execute2(rows, signature.columns);
    }

    /** Called by Avatica for metadata results; the cursor stands already. */
    @Override
    protected AvaticaResultSet execute() {
        return this;
    }

    @Override
    protected void checkOpen() throws SQLException {
        if (isClosed) {
            throw new SQLException("the result set is closed", SqlErrors.INVALID_CURSOR);
        }
    }

    @Override
    public boolean next() throws SQLException {
        checkOpen();
        if (isAfterLast) {
            return false;
        }
        if (rows.next()) {
            row++;
            return true;
        }
        row = 0;
        isAfterLast = true;
        return false;
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        checkOpen();
        return row == 0 && !isAfterLast;
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        checkOpen();
        return isAfterLast;
    }

    @Override
    public boolean isFirst() throws SQLException {
        checkOpen();
        return row == 1;
    }

    @Override
    public int getRow() throws SQLException {
        checkOpen();
        return row;
    }

    @Override
    public boolean wasNull() throws SQLException {
        checkOpen();
        return rows.wasNull();
    }

    @Override
    public @Nullable Object getObject(int columnIndex) throws SQLException {
        return getObject(columnIndex, Object.class);
    }

    @Override
    public @Nullable Object getObject(String columnLabel) throws SQLException {
        return getObject(columnLabel, Object.class);
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            super.close();
        }
    }

    @Override
    public boolean isClosed() {
        return isClosed;
    }

    @Override
    public ChangeKind changeKind() throws SQLException {
        Change<Row> change = change();
        return change == null ? ChangeKind.INSERT : change.kind();
    }

    @Override
    public long weight() throws SQLException {
        Change<Row> change = change();
        return change == null ? 1 : change.weight();
    }

    @Override
    public Optional<Instant> eventTime() throws SQLException {
        Change<Row> change = change();
        return change == null ? Optional.empty() : Optional.ofNullable(change.eventTime());
    }

    @Override
    public boolean isContinuous() {
        return feed.isContinuous();
    }

    private @Nullable Change<Row> change() throws SQLException {
        checkOpen();
        if (row == 0) {
            throw new SQLException("the result set is on no row; call next() first", SqlErrors.INVALID_CURSOR);
        }
        return feed.change();
    }
}
