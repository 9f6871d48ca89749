package io.laminar.plan;

import java.time.Duration;
import java.util.List;

/** Where the windows of a row come from. All times are microseconds; windows align to the epoch plus the offset. */
public sealed interface Window {
    /** Column of the input with the event time; of rows that have their window with them, its start. */
    int timeColumn();

    /** The same windows by another column. */
    Window by(int otherTimeColumn);

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
        public Window by(int otherTimeColumn) {
            return new Tumble(otherTimeColumn, sizeMicros, offsetMicros);
        }

        @Override
        public String toString() {
            return "TUMBLE(size " + duration(sizeMicros) + offset(offsetMicros) + ")";
        }
    }

    /** Windows of one size, starting at every slide; a slide longer than the size leaves gaps. */
    record Hop(int timeColumn, long slideMicros, long sizeMicros, long offsetMicros) implements Window {
        public Hop {
            requirePositive(slideMicros, "slide");
            requirePositive(sizeMicros, "size");
        }

        @Override
        public Window by(int otherTimeColumn) {
            return new Hop(otherTimeColumn, slideMicros, sizeMicros, offsetMicros);
        }

        @Override
        public String toString() {
            return "HOP(slide " + duration(slideMicros) + ", size " + duration(sizeMicros) + offset(offsetMicros) + ")";
        }
    }

    /** Windows that start at every max and end at every step up to it; the max is a multiple of the step. */
    record Cumulate(int timeColumn, long stepMicros, long maxMicros, long offsetMicros) implements Window {
        public Cumulate {
            requirePositive(stepMicros, "step");
            requirePositive(maxMicros, "max");
            if (maxMicros % stepMicros != 0) {
                throw new IllegalArgumentException("max " + maxMicros + " is no multiple of step " + stepMicros);
            }
        }

        @Override
        public Window by(int otherTimeColumn) {
            return new Cumulate(otherTimeColumn, stepMicros, maxMicros, offsetMicros);
        }

        @Override
        public String toString() {
            return "CUMULATE(step " + duration(stepMicros) + ", max " + duration(maxMicros) + offset(offsetMicros)
                    + ")";
        }
    }

    /**
     * From the first to the gap after the last of rows that are at most a gap apart from each other.
     *
     * @param keys columns of the input; rows that differ in one of them belong to different sessions
     */
    record Session(int timeColumn, long gapMicros, List<Integer> keys) implements Window {
        public Session {
            requirePositive(gapMicros, "gap");
            keys = List.copyOf(keys);
        }

        /** The same sessions of others. */
        public Session of(List<Integer> otherKeys) {
            return new Session(timeColumn, gapMicros, otherKeys);
        }

        @Override
        public Window by(int otherTimeColumn) {
            return new Session(otherTimeColumn, gapMicros, keys);
        }

        @Override
        public String toString() {
            return "SESSION(gap " + duration(gapMicros) + ")";
        }
    }

    /** Each row says itself which window it belongs to, in two columns of the input. */
    record Attached(int startColumn, int endColumn) implements Window {
        @Override
        public int timeColumn() {
            return startColumn;
        }

        @Override
        public Window by(int otherTimeColumn) {
            throw new IllegalStateException("the windows are not by time");
        }

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

    private static Duration duration(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    private static String offset(long micros) {
        return micros == 0 ? "" : ", offset " + duration(micros);
    }
}
