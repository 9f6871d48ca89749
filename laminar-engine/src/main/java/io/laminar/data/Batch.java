package io.laminar.data;

import io.laminar.api.Schema;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Rows in columns: one lane per column of the schema, a null mask where a column has NULLs, and a weight
 * lane where rows may also go.
 *
 * <pre>
 *            column 0     column 1     column 2    weights
 *            long[]       double[]     Object[]    int[]
 *   row 0    7            1.5          "ACME"      +1
 *   row 1    8            -            "EMCA"      -1
 *            null: none   null: 1      null: none
 * </pre>
 *
 * <p>A batch has one owner, who fills it, until it is handed on; from then on nobody changes it. Whoever
 * keeps a batch beyond the call in which it got it must {@link #retain()} it, and {@link #release()} it
 * afterwards; the last release gives it back to its pool. What a lane holds at a NULL, or beyond {@link
 * #rows()}, is undefined.
 */
public final class Batch {
    private static final int BITS = Long.SIZE;
    private static final Object NO_LANE = new Object();

    private final Schema schema;
    private int capacity;
    private final LaneKind[] kinds;
    private final Object[] lanes;
    private final long[][] nullMasks;
    private final boolean[] hasNulls;
    private final @Nullable BatchPool pool;
    private final @Nullable Runnable lender;
    private final boolean isView;
    private @Nullable Batch shown;
    private final AtomicInteger readers = new AtomicInteger(1);
    private int @Nullable [] weights;
    private boolean hasWeights;
    private long @Nullable [] watermarks;
    private boolean hasWatermarks;
    private @Nullable SourcePartition partition;
    private int rows;

    /** An empty batch that belongs to no pool. */
    public Batch(Schema schema, int capacity) {
        this(schema, capacity, null);
    }

    Batch(Schema schema, int capacity, @Nullable BatchPool pool) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive but is " + capacity);
        }
        this.schema = schema;
        this.capacity = capacity;
        this.pool = pool;
        this.lender = null;
        this.isView = false;
        int columns = schema.size();
        kinds = new LaneKind[columns];
        lanes = new Object[columns];
        nullMasks = new long[columns][];
        hasNulls = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            kinds[column] = LaneKind.of(schema.type(column));
            lanes[column] = switch (kinds[column]) {
                case LONG -> new long[capacity];
                case DOUBLE -> new double[capacity];
                case OBJECT -> new Object[capacity];
            };
            nullMasks[column] = new long[(capacity + BITS - 1) / BITS];
        }
    }

    private Batch(Schema schema, Object[] lanes, long[] @Nullable [] nullMasks, int rows, Runnable lender) {
        this.schema = schema;
        this.lanes = lanes;
        this.capacity = rows;
        this.rows = rows;
        this.pool = null;
        this.lender = lender;
        this.isView = false;
        kinds = new LaneKind[lanes.length];
        hasNulls = new boolean[lanes.length];
        this.nullMasks = new long[lanes.length][];
        for (int column = 0; column < lanes.length; column++) {
            kinds[column] = LaneKind.of(schema.type(column));
            long[] mask = nullMasks[column];
            hasNulls[column] = mask != null;
            this.nullMasks[column] = mask == null ? new long[0] : mask;
        }
    }

    /** One that {@link #show shows} others. */
    Batch(Schema schema, BatchPool pool) {
        this.schema = schema;
        this.pool = pool;
        this.lender = null;
        this.isView = true;
        kinds = new LaneKind[schema.size()];
        lanes = new Object[kinds.length];
        nullMasks = new long[kinds.length][];
        hasNulls = new boolean[kinds.length];
        for (int column = 0; column < kinds.length; column++) {
            kinds[column] = LaneKind.of(schema.type(column));
        }
    }

    /** Has the lanes of another until the last release, for a view of nobody else. */
    Batch show(Batch other, int[] columns) {
        shown = other.retain();
        capacity = other.capacity;
        rows = other.rows;
        weights = other.weights;
        hasWeights = other.hasWeights;
        watermarks = other.watermarks;
        hasWatermarks = other.hasWatermarks;
        for (int column = 0; column < columns.length; column++) {
            lanes[column] = other.lanes[columns[column]];
            nullMasks[column] = other.nullMasks[columns[column]];
            hasNulls[column] = other.hasNulls[columns[column]];
        }
        return this;
    }

    /** Lets go of the batch that it showed. */
    private void hide() {
        Batch other = shown;
        shown = null;
        weights = null;
        watermarks = null;
        Arrays.fill(lanes, NO_LANE);
        if (other != null) {
            other.release();
        }
    }

    /**
     * A full batch whose lanes are the arrays of somebody else, who does not change them until he gets them back.
     *
     * @param lanes an array for each column, of its kind and at least as long as there are rows
     * @param nullMasks for each column, null where no row is NULL
     * @param lender told once, by whoever releases the batch last
     */
    public static Batch lent(Schema schema, Object[] lanes, long[] @Nullable [] nullMasks, int rows, Runnable lender) {
        return new Batch(schema, lanes.clone(), nullMasks, rows, lender);
    }

    /** The columns. */
    public Schema schema() {
        return schema;
    }

    /** Rows that it can hold. */
    public int capacity() {
        return capacity;
    }

    /** Rows that it holds. */
    public int rows() {
        return rows;
    }

    /** Says how many rows it holds; for the owner. */
    public void rows(int count) {
        if (count < 0 || count > capacity) {
            throw new IllegalArgumentException("rows must be between 0 and " + capacity + " but is " + count);
        }
        rows = count;
    }

    /** Whether no further row fits. */
    public boolean isFull() {
        return rows == capacity;
    }

    /** The kind of a column's lane. */
    public LaneKind kind(int column) {
        return kinds[column];
    }

    /** The lane of a LONG column, {@link #capacity()} long. */
    public long[] longs(int column) {
        return (long[]) lanes[column];
    }

    /** The lane of a DOUBLE column. */
    public double[] doubles(int column) {
        return (double[]) lanes[column];
    }

    /** The lane of an OBJECT column. */
    public @Nullable Object[] objects(int column) {
        return (@Nullable Object[]) lanes[column];
    }

    /** The null mask of a column, bit {@code row & 63} of word {@code row >> 6}; null when no row is NULL. */
    public long @Nullable [] nulls(int column) {
        return hasNulls[column] ? nullMasks[column] : null;
    }

    /** Whether a value is NULL. */
    public boolean isNull(int column, int row) {
        return hasNulls[column] && isNull(nullMasks[column], row);
    }

    /** Whether a row is NULL by a mask from {@link #nulls}. */
    public static boolean isNull(long @Nullable [] nulls, int row) {
        return nulls != null && (nulls[row >> 6] & (1L << row)) != 0;
    }

    /** Makes a value NULL; for the owner. */
    public void setNull(int column, int row) {
        hasNulls[column] = true;
        nullMasks[column][row >> 6] |= 1L << row;
    }

    /** Makes a value that was NULL one again; for the owner, who has set it. */
    public void setNotNull(int column, int row) {
        if (hasNulls[column]) {
            nullMasks[column][row >> 6] &= ~(1L << row);
        }
    }

    /** The weights of the rows, or null when each row is one insert. */
    public int @Nullable [] weights() {
        return hasWeights ? weights : null;
    }

    /** The weight of a row. */
    public int weight(int row) {
        return hasWeights && weights != null ? weights[row] : 1;
    }

    /** The weight lane, turned on (rows present so far get weight 1); for the owner. */
    public int[] weightLane() {
        int[] lane = weights;
        if (lane == null) {
            lane = new int[capacity];
            weights = lane;
        }
        if (!hasWeights) {
            Arrays.fill(lane, 0, rows, 1);
            hasWeights = true;
        }
        return lane;
    }

    /** For each row the watermark before it, or null when nobody asked for that. */
    public long @Nullable [] watermarks() {
        return hasWatermarks ? watermarks : null;
    }

    /** The lane of the watermarks before each row, turned on; for the source, which knows them. */
    public long[] watermarkLane() {
        long[] lane = watermarks;
        if (lane == null) {
            lane = new long[capacity];
            watermarks = lane;
        }
        hasWatermarks = true;
        return lane;
    }

    /** Where the rows come from, or null when their source has no partitions. */
    public @Nullable SourcePartition partition() {
        return partition;
    }

    /** Says where the rows come from; for the source. */
    public void partition(@Nullable SourcePartition from) {
        partition = from;
    }

    /** Sets the weight of a row at or below {@link #rows()}; turns the lane on when it must. */
    public void setWeight(int row, int weight) {
        if (hasWeights || weight != 1) {
            weightLane()[row] = weight;
        }
    }

    /** Counts rows that were written behind those that it has, each of weight 1; for the owner. */
    public void addInserts(int count) {
        if (hasWeights && weights != null) {
            Arrays.fill(weights, rows, rows + count, 1);
        }
        rows(rows + count);
    }

    /** Copies one value of another batch with the same kind of lane; for the owner. */
    public void copyValue(int toColumn, int toRow, Batch from, int column, int row) {
        if (from.isNull(column, row)) {
            setNull(toColumn, toRow);
            return;
        }
        switch (kinds[toColumn]) {
            case LONG -> longs(toColumn)[toRow] = from.longs(column)[row];
            case DOUBLE -> doubles(toColumn)[toRow] = from.doubles(column)[row];
            case OBJECT -> objects(toColumn)[toRow] = from.objects(column)[row];
        }
    }

    /** Copies values of a column of another batch with the same kind of lane to rows that follow each other; for the owner. */
    public void copyValues(int toColumn, int toRow, Batch from, int column, int[] chosen, int count) {
        switch (kinds[toColumn]) {
            case LONG -> {
                long[] to = longs(toColumn);
                long[] lane = from.longs(column);
                for (int i = 0; i < count; i++) {
                    to[toRow + i] = lane[chosen[i]];
                }
            }
            case DOUBLE -> {
                double[] to = doubles(toColumn);
                double[] lane = from.doubles(column);
                for (int i = 0; i < count; i++) {
                    to[toRow + i] = lane[chosen[i]];
                }
            }
            case OBJECT -> {
                @Nullable Object[] to = objects(toColumn);
                @Nullable Object[] lane = from.objects(column);
                for (int i = 0; i < count; i++) {
                    to[toRow + i] = lane[chosen[i]];
                }
            }
        }
        long[] nulls = from.nulls(column);
        if (nulls != null) {
            for (int i = 0; i < count; i++) {
                if (isNull(nulls, chosen[i])) {
                    setNull(toColumn, toRow + i);
                }
            }
        }
    }

    /** Copies values that lie together of a column of another batch with the same kind of lane; for the owner. */
    public void copyPart(int toColumn, int toRow, Batch from, int column, int first, int count) {
        System.arraycopy(from.lanes[column], first, lanes[toColumn], toRow, count);
        long[] nulls = from.nulls(column);
        for (int i = 0; nulls != null && i < count; i++) {
            if (isNull(nulls, first + i)) {
                setNull(toColumn, toRow + i);
            }
        }
    }

    /** Appends a copy of a row, with its weight, of a batch with the same columns; for the owner, who has checked for room. */
    public void appendRow(Batch from, int row) {
        int at = rows;
        for (int column = 0; column < kinds.length; column++) {
            copyValue(column, at, from, column, row);
        }
        setWeight(at, from.weight(row));
        rows = at + 1;
    }

    /**
     * Appends copies of rows, with their weights, of a batch with the same columns; for the owner, who has checked for room.
     *
     * @param chosen the rows
     * @param count how many there are
     */
    public void appendRows(Batch from, int[] chosen, int count) {
        int at = rows;
        for (int column = 0; column < kinds.length; column++) {
            copyValues(column, at, from, column, chosen, count);
        }
        if (from.hasWeights || hasWeights) {
            int[] to = weightLane();
            for (int i = 0; i < count; i++) {
                to[at + i] = from.weight(chosen[i]);
            }
        }
        rows = at + count;
    }

    /**
     * Appends copies of rows that lie together, with their weights, to the first columns, which are those of the other batch; for the
     * owner, who has checked for room.
     */
    public void appendPart(Batch from, int first, int count) {
        for (int column = 0; column < from.kinds.length; column++) {
            copyPart(column, rows, from, column, first, count);
        }
        if (from.hasWeights || hasWeights) {
            int[] to = weightLane();
            for (int i = 0; i < count; i++) {
                to[rows + i] = from.weight(first + i);
            }
        }
        rows += count;
    }

    /** Takes the last rows away again, so that the batch has this many; for the owner. */
    public void truncate(int count) {
        for (int column = 0; column < kinds.length; column++) {
            if (hasNulls[column]) {
                for (int row = count; row < rows; row++) {
                    nullMasks[column][row >> 6] &= ~(1L << row);
                }
            }
        }
        rows(count);
    }

    /** Forgets all rows; for the owner. */
    public void clear() {
        for (int column = 0; column < kinds.length; column++) {
            if (hasNulls[column]) {
                Arrays.fill(nullMasks[column], 0);
                hasNulls[column] = false;
            }
            if (kinds[column] == LaneKind.OBJECT) {
                Arrays.fill(objects(column), 0, rows, null);
            }
        }
        hasWeights = false;
        hasWatermarks = false;
        partition = null;
        rows = 0;
    }

    /** Adds a reader, who will {@link #release()}. Any thread that holds the batch may call it. */
    public Batch retain() {
        readers.getAndIncrement();
        return this;
    }

    /** Takes a reader away; after the last one the batch is empty and back in its pool. */
    public void release() {
        int left = readers.decrementAndGet();
        if (left == 0) {
            if (pool != null) {
                if (isView) {
                    hide();
                } else {
                    clear();
                }
                readers.set(1);
                pool.giveBack(this);
            } else if (lender != null) {
                lender.run();
            }
        } else if (left < 0) {
            throw new IllegalStateException("batch released more often than retained");
        }
    }

    @Override
    public String toString() {
        return "Batch" + schema + "[" + rows + "]";
    }
}
