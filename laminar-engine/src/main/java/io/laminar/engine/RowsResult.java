package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.binding.ArrayRow;
import io.laminar.data.binding.RowDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A bounded answer that is complete: batches of inserted rows. */
final class RowsResult implements QueryResult {
    private final Schema schema;
    private final List<Batch> batches;
    private int batch;
    private int row;
    private final long epoch;
    private boolean isClosed;

    /** Rows that were not read from what changes. */
    RowsResult(Schema schema, List<Batch> batches) {
        this(schema, batches, 0);
    }

    /** @param epoch the last that the answer has seen */
    RowsResult(Schema schema, List<Batch> batches, long epoch) {
        this.epoch = epoch;
        this.schema = schema;
        this.batches = List.copyOf(batches);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public boolean isContinuous() {
        return false;
    }

    @Override
    public boolean isDone() {
        while (batch < batches.size() && row >= batches.get(batch).rows()) {
            batch++;
            row = 0;
        }
        return isClosed || batch >= batches.size();
    }

    @Override
    public Optional<Change<Row>> poll(Duration timeout) {
        return isDone() ? Optional.empty() : Optional.of(new Change<>(ChangeKind.INSERT, next(), 1, null, epoch));
    }

    private Row next() {
        return ArrayRow.of(batches.get(batch), row++);
    }

    @Override
    public Iterator<Row> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !isDone();
            }

            @Override
            public Row next() {
                if (isDone()) {
                    throw new NoSuchElementException();
                }
                return RowsResult.this.next();
            }
        };
    }

    @Override
    public List<Row> toList() {
        return toList(Row.class);
    }

    @Override
    public <T> List<T> toList(Class<T> type) {
        RowDecoder<T> decoder = RowDecoder.of(type, schema);
        List<T> rows = new ArrayList<>();
        while (!isDone()) {
            rows.add(decoder.decode(batches.get(batch), row++));
        }
        return rows;
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
