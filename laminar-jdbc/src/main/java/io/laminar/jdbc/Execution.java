package io.laminar.jdbc;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.StatementResult;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * What a statement is doing, so that another thread can stop it: running in the engine on some thread, or having results
 * that are read. Statements use it from one thread; {@link #cancel()} may be called by any.
 */
final class Execution {
    private final Object lock = new Object();
    private final Deque<StatementResult> pending = new ArrayDeque<>();
    private @Nullable Run latest;
    private boolean isClosed;

    /** One execution of a statement. */
    static final class Run {
        private final long startedNanos = System.nanoTime();
        private final int limitSeconds;
        private @Nullable Thread thread = Thread.currentThread();
        private boolean wasInterrupted;
        private volatile @Nullable QueryResult reading;
        private volatile @Nullable ErrorCode stopped;

        private Run(int limitSeconds) {
            this.limitSeconds = limitSeconds;
        }

        /** The time limit, 0 for none. */
        long limitNanos() {
            return TimeUnit.SECONDS.toNanos(limitSeconds);
        }

        /** What is left of the time limit. */
        long nanosLeft() {
            return limitNanos() - (System.nanoTime() - startedNanos);
        }

        String limitText() {
            return "the query timeout of " + limitSeconds + " seconds is over; raise it with setQueryTimeout";
        }
    }

    /**
     * Runs something in the engine on this thread, until it is done, {@link #cancel()} or the time limit. What an earlier
     * run left is closed first.
     *
     * @param limitSeconds 0 for no limit
     */
    <T> T call(int limitSeconds, Supplier<T> work) throws SQLException {
        discardPending();
        Run run = new Run(limitSeconds);
        synchronized (lock) {
            latest = run;
        }
        CompletableFuture<Void> timer = limitSeconds == 0
                ? null
                : CompletableFuture.runAsync(
                        () -> stop(run, ErrorCode.TIMEOUT),
                        CompletableFuture.delayedExecutor(limitSeconds, TimeUnit.SECONDS));
        try {
            return work.get();
        } catch (LaminarException e) {
            check(run);
            throw SqlErrors.of(e);
        } catch (RuntimeException e) {
            check(run);
            throw SqlErrors.of(e);
        } finally {
            if (timer != null) {
                timer.cancel(false);
            }
            synchronized (lock) {
                run.thread = null;
                if (run.wasInterrupted) {
                    // The interrupt was ours and meant for the engine's wait alone.
                    Thread.interrupted();
                }
            }
        }
    }

    /** Keeps what the latest run gave, for {@link #next()}. */
    void keep(List<StatementResult> results) throws SQLException {
        synchronized (lock) {
            if (!isClosed) {
                pending.addAll(results);
                return;
            }
        }
        results.forEach(Execution::close);
        throw new SQLException("the statement was closed while it ran", SqlErrors.STATEMENT_CLOSED);
    }

    /** The next result of the latest run, or null. */
    @Nullable
    StatementResult next() {
        synchronized (lock) {
            return pending.poll();
        }
    }

    /** Makes rows of the latest run a result set. */
    RowsResultSet open(AvaticaStatement statement, QueryResult rows, long maxRows) throws SQLException {
        Run run;
        synchronized (lock) {
            run = latest;
            if (run == null) {
                throw new IllegalStateException("no run has given " + rows);
            }
            run.reading = rows;
            if (isClosed || run.stopped != null) {
                rows.close();
            }
        }
        check(run);
        Meta.Signature signature = Meta.Signature.create(
                JdbcType.columns(rows.schema()), "", List.of(), Meta.CursorFactory.LIST, Meta.StatementType.SELECT);
        QueryFeed feed = new QueryFeed(rows, this, run, maxRows);
        return new RowsResultSet(statement, signature, statement.connection.getTimeZone(), feed);
    }

    /** Stops what the statement is doing; without effect when it does nothing. */
    void cancel() {
        Run run;
        synchronized (lock) {
            run = latest;
        }
        if (run != null) {
            stop(run, ErrorCode.CANCELLED);
        }
    }

    private void stop(Run run, ErrorCode reason) {
        QueryResult rows;
        synchronized (lock) {
            if (reason == ErrorCode.TIMEOUT && run.thread == null) {
                return;
            }
            if (run.stopped == null) {
                run.stopped = reason;
            }
            if (run.thread != null && !run.wasInterrupted) {
                run.wasInterrupted = true;
                run.thread.interrupt();
            }
            rows = run.reading;
        }
        if (rows != null) {
            rows.close();
        }
    }

    /** Throws when a run was stopped. */
    void check(Run run) throws SQLException {
        ErrorCode reason = run.stopped;
        if (reason == ErrorCode.TIMEOUT) {
            throw SqlErrors.of(reason, run.limitText());
        }
        if (reason != null) {
            throw SqlErrors.of(reason, "the statement was cancelled");
        }
    }

    /** Closes results of the latest run that were not asked for. */
    void discardPending() {
        List<StatementResult> left;
        synchronized (lock) {
            left = List.copyOf(pending);
            pending.clear();
        }
        left.forEach(Execution::close);
    }

    /** Closes what there is and what may still come. */
    void close() {
        Run run;
        synchronized (lock) {
            isClosed = true;
            run = latest;
        }
        discardPending();
        QueryResult rows = run == null ? null : run.reading;
        if (rows != null) {
            rows.close();
        }
    }

    private static void close(StatementResult result) {
        QueryResult rows = result.rows();
        if (rows != null) {
            rows.close();
        }
    }
}
