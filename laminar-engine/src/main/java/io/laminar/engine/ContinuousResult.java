package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The changes of a query that somebody holds open; closing it ends the query. */
final class ContinuousResult implements QueryResult {
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final QueueSubscriber<Row> subscriber;
    private final Runnable dropQuery;

    ContinuousResult(QueueSubscriber<Row> subscriber, Runnable dropQuery) {
        this.subscriber = subscriber;
        this.dropQuery = dropQuery;
    }

    @Override
    public Schema schema() {
        return subscriber.schema();
    }

    @Override
    public boolean isContinuous() {
        return true;
    }

    @Override
    public Optional<Change<Row>> poll(Duration timeout) {
        return subscriber.poll(timeout);
    }

    @Override
    public boolean isDone() {
        return subscriber.isDone();
    }

    @Override
    public Iterator<Row> iterator() {
        return new Iterator<>() {
            private @Nullable Row next;

            @Override
            public boolean hasNext() {
                while (next == null && !subscriber.isDone()) {
                    next = subscriber.poll(FOR_EVER).map(Change::row).orElse(null);
                }
                return next != null;
            }

            @Override
            public Row next() {
                Row row = hasNext() ? next : null;
                if (row == null) {
                    throw new NoSuchElementException();
                }
                next = null;
                return row;
            }
        };
    }

    @Override
    public List<Row> toList() {
        throw endless();
    }

    @Override
    public <T> List<T> toList(Class<T> type) {
        throw endless();
    }

    private static LaminarException endless() {
        return new LaminarException(
                ErrorCode.UNSUPPORTED, "a continuous result has no end; poll it, or leave EMIT CHANGES away");
    }

    @Override
    public void close() {
        if (!subscriber.isClosed()) {
            subscriber.close();
            dropQuery.run();
        }
    }
}
