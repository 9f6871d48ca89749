package io.laminar.state;

import org.jspecify.annotations.Nullable;

/** One open window: its bounds in microseconds, its groups, and the rows of the current batch that fall into it. */
public final class WindowTable {
    private final KeyedTable table;
    private int counted;
    private @Nullable RowSelection rows;
    private long start;
    private long end;

    WindowTable(KeyedTable table) {
        this.table = table;
    }

    void open(long start, long end) {
        this.start = start;
        this.end = end;
        counted = table.size();
    }

    /** Its first microsecond. */
    public long start() {
        return start;
    }

    /** The first microsecond after it. */
    public long end() {
        return end;
    }

    /** Its groups. */
    public KeyedTable table() {
        return table;
    }

    /** By how many keys it has grown since it was asked last. */
    int growth() {
        int before = counted;
        counted = table.size();
        return counted - before;
    }

    boolean isTouched() {
        return rows != null;
    }

    void rows(@Nullable RowSelection selection) {
        rows = selection;
    }

    /** The rows of the current batch; there are some while the window is among the {@link WindowTables#touched}. */
    public RowSelection rows() {
        if (rows == null) {
            throw new IllegalStateException("no rows were taken for window " + start + " to " + end);
        }
        return rows;
    }
}
