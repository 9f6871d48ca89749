package io.laminar.state;

/** One open window: its bounds in microseconds, its groups, and the rows of the current batch that fall into it. */
public final class WindowTable {
    private final KeyedTable table;
    private final RowSelection rows = new RowSelection();
    private long start;
    private long end;

    WindowTable(KeyedTable table) {
        this.table = table;
    }

    void open(long start, long end) {
        this.start = start;
        this.end = end;
        rows.clear();
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

    /** Scratch space of the operator while it works on a batch; empty between batches. */
    public RowSelection rows() {
        return rows;
    }
}
