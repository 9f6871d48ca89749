package io.laminar.time;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Special values of a watermark, and its way to Java's time. A watermark W says that no row with a time before W is expected. */
public final class Watermarks {
    /** Nothing is known yet. */
    public static final long NONE = Long.MIN_VALUE;

    /** No row at all is expected: the end of the input. */
    public static final long END = Long.MAX_VALUE;

    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000L - 1;

    private Watermarks() {}

    /** A watermark that is held back by some time; the end is the end all the same. */
    public static long less(long watermarkMicros, long heldMicros) {
        if (watermarkMicros == NONE || watermarkMicros == END) {
            return watermarkMicros;
        }
        return watermarkMicros < NONE + heldMicros ? NONE : watermarkMicros - heldMicros;
    }

    /** The instant, {@link Instant#MAX} for {@link #END}, null for {@link #NONE}. */
    public static @Nullable Instant toInstant(long watermarkMicros) {
        if (watermarkMicros == NONE) {
            return null;
        }
        return watermarkMicros == END
                ? Instant.MAX
                : Instant.ofEpochSecond(
                        Math.floorDiv(watermarkMicros, 1_000_000L), Math.floorMod(watermarkMicros, 1_000_000L) * 1000);
    }

    /** Microseconds since the epoch, cut to them; instants beyond what 64 bits hold become the ends of that range. */
    public static long fromInstant(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds > MOST_SECONDS || seconds < -MOST_SECONDS) {
            return seconds > 0 ? END - 1 : NONE + 1;
        }
        return seconds * 1_000_000L + instant.getNano() / 1000;
    }
}
