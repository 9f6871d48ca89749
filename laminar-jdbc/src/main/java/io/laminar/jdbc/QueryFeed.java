package io.laminar.jdbc;

import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query, each handed on as soon as the engine has it; none is fetched ahead.
 *
 * <p>A time limit is for the whole of a bounded result, since the limit is for the statement; of a continuous one, which
 * has no whole, it is for each wait, and reading may go on after it.
 */
final class QueryFeed implements RowFeed {
    /** How long to wait at once where there is no limit; the engine wakes us earlier when there is something to see. */
    private static final Duration FOREVER = Duration.ofMinutes(1);

    private final QueryResult result;
    private final Execution execution;
    private final Execution.Run run;
    private final long maxRows;
    private long rows;
    private @Nullable Change<Row> current;
    private @Nullable Row row;
    private volatile boolean isClosed;

    /**
     * @param execution the statement that may stop this
     * @param run its run that made the result
     * @param maxRows rows to give at most; 0 for no limit
     */
    QueryFeed(QueryResult result, Execution execution, Execution.Run run, long maxRows) {
        this.result = result;
        this.execution = execution;
        this.run = run;
        this.maxRows = maxRows;
    }

    @Override
    public boolean advance() throws SQLException {
        current = null;
        row = null;
        if (maxRows > 0 && rows == maxRows) {
            close();
            return false;
        }
        execution.check(run);
        try {
            Change<Row> next = poll();
            if (next == null) {
                close();
                return false;
            }
            current = next;
            row = next.row();
            rows++;
            return true;
        } catch (LaminarException e) {
            execution.check(run);
            throw SqlErrors.of(e);
        }
    }

    private @Nullable Change<Row> poll() throws SQLException {
        long limitNanos = run.limitNanos();
        if (limitNanos == 0) {
            return pollFor(FOREVER, Long.MAX_VALUE);
        }
        long left = result.isContinuous() ? limitNanos : run.nanosLeft();
        return pollFor(Duration.ofNanos(Math.max(0, left)), left);
    }

    private @Nullable Change<Row> pollFor(Duration wait, long limitNanos) throws SQLException {
        while (true) {
            Optional<Change<Row>> next = result.poll(wait);
            if (next.isPresent()) {
                return next.get();
            }
            execution.check(run);
            if (isClosed) {
                throw new SQLException("the result set was closed while next() waited", SqlErrors.INVALID_CURSOR);
            }
            if (result.isDone()) {
                return null;
            }
            if (limitNanos != Long.MAX_VALUE) {
                if (!result.isContinuous()) {
                    close();
                }
                throw SqlErrors.of(ErrorCode.TIMEOUT, run.limitText());
            }
        }
    }

    @Override
    public @Nullable Object value(int column) throws SQLException {
        if (row == null) {
            throw new SQLException("the result set is on no row; call next() first", SqlErrors.INVALID_CURSOR);
        }
        return row.get(column);
    }

    @Override
    public @Nullable Change<Row> change() {
        return current;
    }

    @Override
    public boolean isContinuous() {
        return result.isContinuous();
    }

    @Override
    public void close() {
        isClosed = true;
        result.close();
    }
}
