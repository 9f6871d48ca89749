package io.laminar.plan;

import java.time.Duration;

/** Where the windows of a row come from. All times are microseconds; windows align to the epoch plus the offset. */
public sealed interface Window {
    /**
     * Windows of one size, side by side.
     *
     * @param timeColumn column of the input with the event time
     */
    record Tumble(int timeColumn, long sizeMicros, long offsetMicros) implements Window {
        public Tumble {
            requirePositive(sizeMicros, "size");
        }

        @Override
        public String toString() {
            return "TUMBLE(size " + Duration.ofNanos(sizeMicros * 1000) + offset(offsetMicros) + ")";
        }
    }

    /** Windows of one size, starting at every slide; a slide longer than the size leaves gaps. */
    record Hop(int timeColumn, long slideMicros, long sizeMicros, long offsetMicros) implements Window {
        public Hop {
            requirePositive(slideMicros, "slide");
            requirePositive(sizeMicros, "size");
        }

        @Override
        public String toString() {
            return "HOP(slide " + Duration.ofNanos(slideMicros * 1000) + ", size " + Duration.ofNanos(sizeMicros * 1000)
                    + offset(offsetMicros) + ")";
        }
    }

    /** Each row says itself which window it belongs to, in two columns of the input. */
    record Attached(int startColumn, int endColumn) implements Window {
        @Override
        public String toString() {
            return "ATTACHED";
        }
    }

    private static void requirePositive(long micros, String what) {
        if (micros <= 0) {
            throw new IllegalArgumentException(what + " must be positive but is " + micros);
        }
    }

    private static String offset(long micros) {
        return micros == 0 ? "" : ", offset " + Duration.ofNanos(micros * 1000);
    }
}
