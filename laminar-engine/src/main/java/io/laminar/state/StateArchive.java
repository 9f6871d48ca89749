package io.laminar.state;

import org.jspecify.annotations.Nullable;

/**
 * State on its way to bytes, or back. Whoever has state says once what it is, and the same method writes and reads it, so that the two
 * cannot differ:
 *
 * <pre>{@code
 * void persist(StateArchive archive) {
 *     watermark = archive.number(watermark);
 *     rows.persist(archive);
 * }
 * }</pre>
 *
 * <p>Written is what the object holds; read is into an object that was made for the same plan and has seen no row. A hash seed
 * is not state: tables are hashed anew when they are read. One thread.
 *
 * @see StateWriter
 * @see StateReader
 */
public abstract class StateArchive {
    StateArchive() {}

    /** Whether state is read, into an object that is empty, rather than written. */
    public abstract boolean isReading();

    /** Writes a number and returns it, or returns the one that was written. */
    public abstract long number(long value);

    /** Writes an object as the engine holds it in a lane, and returns it, or returns an equal one to that which was written. */
    public abstract @Nullable Object value(@Nullable Object value);

    /** Writes the first numbers of an array, or reads into it. */
    public abstract void longs(long[] values, int count);

    /** Writes the first numbers of an array, or reads into it. */
    public abstract void ints(int[] values, int count);

    /** Writes the first numbers of an array, or reads into it. */
    public abstract void doubles(double[] values, int count);

    /** Writes the first bytes of an array, or reads into it. */
    public abstract void bytes(byte[] values, int count);

    /** Likewise for a number that fits an int. */
    public final int integer(int value) {
        return Math.toIntExact(number(value));
    }

    /** Likewise for a double, whatever its bits. */
    public final double real(double value) {
        return Double.longBitsToDouble(number(Double.doubleToRawLongBits(value)));
    }

    /** Likewise for a yes or no. */
    public final boolean flag(boolean value) {
        return number(value ? 1 : 0) != 0;
    }

    /**
     * Writes something that the reader knows too, and has it compared there.
     *
     * @param what it is, for the error
     * @throws io.laminar.api.LaminarException with {@code STATE_UNREADABLE} when it differs
     */
    public final void expect(String what, long expected) {
        long found = number(expected);
        if (found != expected) {
            throw StateReader.unreadable(what + " must be " + expected + " but is " + found);
        }
    }
}
