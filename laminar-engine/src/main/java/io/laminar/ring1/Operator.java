package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.StateArchive;

/** A stateful node of a running query. Driven by one thread; knows neither threads nor clocks. */
public interface Operator {
    /** Columns of what it emits. */
    Schema outputSchema();

    /**
     * Takes rows {@code from} (inclusive) to {@code to} (exclusive) of a batch.
     *
     * @param input which input they come from, from 0
     * @param in not changed, and not kept without {@link Batch#retain()}
     */
    void onBatch(int input, Batch in, int from, int to, Output out);

    /**
     * The watermark of all inputs together has advanced. Emits what that completes, and then the watermark.
     *
     * @param watermark higher than the last; {@link io.laminar.time.Watermarks#END} at the end of all inputs
     */
    void onWatermark(long watermark, Output out);

    /** Emits what there is before any row came. Called at most once, before anything else, for queries whose result is kept. */
    default void onStart(Output out) {}

    /** Whether it does something by the clock, {@link #onTick}. */
    default boolean hasTicks() {
        return false;
    }

    /** Whether a watermark may stay with it until the next tick. */
    default boolean keepsWatermarks() {
        return hasTicks();
    }

    /**
     * Time has passed. Called every few milliseconds for an operator with {@link #hasTicks}, between batches.
     *
     * @param nanos of the clock of the engine, since some moment
     */
    default void onTick(long nanos, Output out) {}

    /** All inputs have ended, and the last watermark has been seen. Called once. */
    default void onEnd(Output out) {}

    /** Whether {@link #replay} can tell all that the operator has emitted and not taken back. */
    default boolean canReplay() {
        return false;
    }

    /**
     * Emits all rows that it has emitted and not taken back; called when what lies behind it is replaced.
     *
     * @param weight 1 to emit them again, -1 to take them back
     */
    default void replay(int weight, Output out) {
        throw new UnsupportedOperationException("cannot replay");
    }

    /** Writes all that it knows of the rows that came, or reads it; between two batches. An operator without state does nothing. */
    void persist(StateArchive archive);

    /** Rows in its state tables. */
    long stateRows();
}
