package io.laminar.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.ring1.Output;
import java.util.ArrayList;
import java.util.List;

/** An output that writes down what it gets, as lines. */
public final class RecordingOutput implements Output {
    private final BatchPool pool;
    private final List<String> lines = new ArrayList<>();
    private Batch current;

    /**
     * @param schema columns of the rows
     * @param batchRows rows of each batch it offers
     */
    public RecordingOutput(Schema schema, int batchRows) {
        pool = new BatchPool(schema, batchRows, 2);
        current = pool.take();
    }

    @Override
    public Batch batch() {
        if (current.isFull()) {
            flush();
        }
        return current;
    }

    @Override
    public Batch batchForUpdate() {
        if (current.capacity() - current.rows() < 2) {
            flush();
        }
        return batch();
    }

    @Override
    public void watermark(long watermark) {
        flush();
        lines.add("watermark " + TextRows.formatTime(watermark));
    }

    @Override
    public void late(Batch in, int row) {
        flush();
        lines.add("late " + TextRows.format(in, row));
    }

    @Override
    public void withoutTime(Batch in, int row) {
        flush();
        lines.add("untimed " + TextRows.format(in, row));
    }

    void endOfCall() {
        flush();
    }

    /** All lines so far; it takes no more afterwards. */
    public List<String> finish() {
        flush();
        current.release();
        assertThat(pool.outstanding()).as("output batches not given back").isZero();
        return lines;
    }

    private void flush() {
        for (int row = 0; row < current.rows(); row++) {
            lines.add(sign(current.weight(row)) + " " + TextRows.format(current, row));
        }
        current.release();
        current = pool.take();
    }

    static String sign(int weight) {
        String sign = weight < 0 ? "-" : "+";
        return Math.abs(weight) == 1 ? sign : sign + Math.abs(weight);
    }
}
