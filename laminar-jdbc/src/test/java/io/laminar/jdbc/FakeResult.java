package io.laminar.jdbc;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A result whose rows the test provides, before or while it is read. */
final class FakeResult implements QueryResult {
    private final Schema schema;
    private final boolean isContinuous;
    private final Deque<Change<Row>> rows = new ArrayDeque<>();
    private boolean isClosed;
    private int waiting;
    private @Nullable LaminarException failure;

    private record Values(Schema schema, List<@Nullable Object> values) implements Row {
        @Override
        public @Nullable Object get(int column) {
            return values.get(column);
        }
    }

    FakeResult(Schema schema, boolean isContinuous) {
        this.schema = schema;
        this.isContinuous = isContinuous;
    }

    synchronized FakeResult push(@Nullable Object... values) {
        return push(ChangeKind.INSERT, values);
    }

    synchronized FakeResult push(ChangeKind kind, @Nullable Object... values) {
        rows.add(new Change<>(
                kind, new Values(schema, new ArrayList<>(Arrays.asList(values))), kind.isAddition() ? 1 : -1, null, 0));
        notifyAll();
        return this;
    }

    synchronized void fail(LaminarException error) {
        failure = error;
        notifyAll();
    }

    /** Waits until a reader waits for a row. */
    synchronized void awaitReader() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (waiting == 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("nobody reads");
            }
            wait(left);
        }
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public boolean isContinuous() {
        return isContinuous;
    }

    @Override
    public synchronized Optional<Change<Row>> poll(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            waiting++;
            notifyAll();
            while (rows.isEmpty() && !isDone()) {
                if (failure != null) {
                    throw failure;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            }
        } catch (InterruptedException e) {
            throw new LaminarException(ErrorCode.INTERRUPTED, "interrupted while it waited for a row", e);
        } finally {
            waiting--;
        }
        return isClosed ? Optional.empty() : Optional.ofNullable(rows.poll());
    }

    @Override
    public synchronized boolean isDone() {
        return isClosed || (!isContinuous && failure == null && rows.isEmpty());
    }

    @Override
    public Iterator<Row> iterator() {
        return toList().iterator();
    }

    @Override
    public synchronized List<Row> toList() {
        List<Row> left = new ArrayList<>();
        rows.forEach(change -> left.add(change.row()));
        return left;
    }

    @Override
    public <T> List<T> toList(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        notifyAll();
    }
}
