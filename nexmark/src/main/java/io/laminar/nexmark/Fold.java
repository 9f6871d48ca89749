package io.laminar.nexmark;

/**
 * A result, whatever the order of its rows: the number of rows and the sum of their hashes. A row that goes again is
 * subtracted, so that a changelog gives what its final rows give. Belongs to one thread at a time.
 *
 * <pre>{@code
 * fold.add(Fold.mix(Fold.mix(Fold.START, auction), price), 1);
 * }</pre>
 */
public final class Fold {
    /** Hash of a row without columns. */
    public static final long START = 0x243F6A8885A308D3L;

    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private long rows;
    private long hash;
    private long changes;

    /** Takes the next column into the hash of a row. */
    public static long mix(long hash, long value) {
        long mixed = (hash ^ value) * FACTOR;
        return mixed ^ (mixed >>> 32);
    }

    /** As {@link #mix(long, long)}. */
    public static long mix(long hash, double value) {
        return mix(hash, Double.doubleToRawLongBits(value));
    }

    /** As {@link #mix(long, long)}. */
    public static long mix(long hash, String value) {
        return mix(hash, value.hashCode());
    }

    /** Adds a row as often as its weight says; a weight below zero takes it away. */
    public void add(long rowHash, long weight) {
        rows += weight;
        hash += rowHash * weight;
        changes++;
    }

    /** Changes so far: rows that came or went. */
    public long changes() {
        return changes;
    }

    /** The result so far. */
    public Result result() {
        return new Result(rows, hash);
    }

    /**
     * What must be equal among contenders.
     *
     * @param rows number of rows
     * @param hash sum of their hashes
     */
    public record Result(long rows, long hash) {}
}
