package io.laminar.time;

/**
 * Bounded out-of-orderness: the watermark is the highest event time so far less a delay, and never goes back. Used by
 * one thread.
 */
public final class WatermarkGenerator {
    private final long delayMicros;
    private long maxTime = Watermarks.NONE;
    private long watermark = Watermarks.NONE;

    /** @param delayMicros by how much rows may be behind the highest time, 0 or more */
    public WatermarkGenerator(long delayMicros) {
        if (delayMicros < 0) {
            throw new IllegalArgumentException("delayMicros must not be negative but is " + delayMicros);
        }
        this.delayMicros = delayMicros;
    }

    /** Takes the time of a row. */
    public void onTime(long time) {
        if (time > maxTime) {
            maxTime = time;
            // A time next to the start of all times has no room for the delay below it.
            long candidate = time < Watermarks.NONE + 1 + delayMicros ? Watermarks.NONE + 1 : time - delayMicros;
            if (candidate > watermark) {
                watermark = candidate;
            }
        }
    }

    /** Takes a watermark from outside. */
    public void onWatermark(long outside) {
        watermark = Math.max(watermark, outside);
    }

    /** The watermark after everything taken so far. */
    public long watermark() {
        return watermark;
    }

    /** The highest time so far, or {@link Watermarks#NONE}. */
    public long maxTime() {
        return maxTime;
    }
}
