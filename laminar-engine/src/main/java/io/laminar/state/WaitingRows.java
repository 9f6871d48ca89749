package io.laminar.state;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows that wait for the watermark: taken in the order of their times, those of one time in the order of arrival. The rows lie
 * in a table; a heap of their slots finds the first. Belongs to one thread.
 */
public final class WaitingRows {
    private final int[] columns;
    private final KeyedTable rows;
    private final int time;
    private final int arrival;
    private int[] heap = new int[64];
    private long arrivals;

    /**
     * @param schema columns of the rows
     * @param seed of the table
     */
    public WaitingRows(Schema schema, long seed) {
        columns = IntStream.range(0, schema.size()).toArray();
        TableLayout layout = TableLayout.listOfRows(schema);
        time = layout.addLong(0);
        arrival = layout.addLong(0);
        rows = new KeyedTable(layout, seed);
    }

    /** Number of rows. */
    public int size() {
        return rows.size();
    }

    /** Bytes that it takes, those of objects estimated. */
    public long bytes() {
        return rows.bytes() + 4L * heap.length;
    }

    /** Adds a copy of a row. */
    public void add(Batch in, int row, long rowTime) {
        int at = rows.size();
        int slot = rows.append(in, columns, row);
        rows.setLong(time, slot, rowTime);
        rows.setLong(arrival, slot, arrivals++);
        if (at == heap.length) {
            heap = Arrays.copyOf(heap, 2 * at);
        }
        while (at > 0 && isBefore(slot, heap[(at - 1) >>> 1])) {
            heap[at] = heap[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        heap[at] = slot;
    }

    /** The time of the first row; there must be one. */
    public long firstTime() {
        return rows.longAt(time, heap[0]);
    }

    /** Appends the first row to a batch, whose first columns are its columns, and forgets it. */
    public void takeFirst(Batch out) {
        int slot = heap[0];
        for (int column : columns) {
            rows.copyKey(column, slot, out, column, out.rows());
        }
        out.addInserts(1);
        rows.remove(slot);
        int size = rows.size();
        int last = heap[size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], last)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
    }

    private boolean isBefore(int left, int right) {
        long leftTime = rows.longAt(time, left);
        long rightTime = rows.longAt(time, right);
        return leftTime != rightTime ? leftTime < rightTime : rows.longAt(arrival, left) < rows.longAt(arrival, right);
    }

    /** Writes or reads all rows. */
    public void persist(StateArchive archive) {
        rows.persist(archive);
        arrivals = archive.number(arrivals);
        if (rows.size() > heap.length) {
            heap = new int[Math.max(rows.size(), 2 * heap.length)];
        }
        archive.ints(heap, rows.size());
    }
}
