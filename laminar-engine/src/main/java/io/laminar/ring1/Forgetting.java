package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.ExpiryQueue;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows when slots of a table are to be forgotten: a time to live after they were touched. By event time where the rows of all
 * inputs have one, else by the clock.
 *
 * <p>By event time a row touches at its own time, or at the watermark when it is behind that. A slot is over when the watermark
 * comes to its end, or a row that would touch it at its end or later; such a row begins anew. Both rules
 * together make it immaterial how rows were cut into batches: a row that is not behind the watermark cannot tell
 * whether that has been announced already. The end of the input ends nothing.
 */
final class Forgetting {
    static final int NONE = ExpiryQueue.NONE;

    private static final long NANOS_PER_MICRO = 1000;

    private final ExpiryQueue queue = new ExpiryQueue();
    private final long micros;
    private final int[] timeColumns;
    private final @Nullable LongSupplier nanoClock;
    private long now = Watermarks.NONE;

    Forgetting(TimeToLive ttl, List<Schema> inputs) {
        this.micros = ttl.micros();
        timeColumns = inputs.stream().mapToInt(Schema::timeColumn).toArray();
        boolean haveTimes = inputs.stream().noneMatch(schema -> schema.timeColumn() == Schema.NO_TIME);
        nanoClock = haveTimes ? null : ttl.nanoClock();
    }

    boolean goesByClock() {
        return nanoClock != null;
    }

    /** Rows come; what they touch by the clock they touch now. */
    void startBatch() {
        if (nanoClock != null) {
            advanceTo(nanoClock.getAsLong() / NANOS_PER_MICRO);
        }
    }

    /** Whether a row has a time, or needs none. */
    boolean hasTime(int input, Batch in, int row) {
        return nanoClock != null || !in.isNull(timeColumns[input], row);
    }

    /** When a row touches what it touches. */
    long timeOf(int input, Batch in, int row) {
        return nanoClock != null ? now : Math.max(now, in.longs(timeColumns[input])[row]);
    }

    /** Whether a slot would be touched too late at a time. */
    boolean isOver(int slot, long time) {
        return queue.isOver(slot, time);
    }

    void touch(int slot, long time) {
        queue.touch(slot, time > Long.MAX_VALUE - micros ? Long.MAX_VALUE : time + micros);
    }

    void forget(int slot) {
        queue.forget(slot);
    }

    void onWatermark(long watermark) {
        if (nanoClock == null && watermark != Watermarks.END) {
            advanceTo(watermark);
        }
    }

    /** Time has passed, as the clock says. */
    void onTick(long nanos) {
        if (nanoClock != null) {
            advanceTo(nanos / NANOS_PER_MICRO);
        }
    }

    private void advanceTo(long time) {
        if (time > now) {
            now = time;
            queue.advance(time);
        }
    }

    /** Takes out a slot that is to be forgotten, or {@link #NONE}. */
    int poll() {
        return queue.poll();
    }

    /** Writes or reads all ends; the clock stands still meanwhile, for another machine may count it from elsewhere. */
    void persist(StateArchive archive) {
        long before = archive.number(nanoClock == null ? 0 : nanoClock.getAsLong() / NANOS_PER_MICRO);
        long later = nanoClock == null ? 0 : nanoClock.getAsLong() / NANOS_PER_MICRO - before;
        now = archive.number(now);
        if (archive.isReading() && later != 0 && now != Watermarks.NONE) {
            now += later;
        }
        queue.persist(archive, later);
    }
}
