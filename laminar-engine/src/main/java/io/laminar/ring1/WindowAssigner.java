package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.Temporals;
import io.laminar.plan.Window;
import io.laminar.state.WindowTables;
import io.laminar.time.Watermarks;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sorts the rows of a batch into windows. */
interface WindowAssigner {
    /** From {@code window_time} to the end of a window. */
    long WINDOW_TIME_MICROS = Temporals.MICROS_PER_MILLI;

    /**
     * Adds each row to the {@link WindowTables#rows} of each of its windows that is not closed, opening windows as
     * needed; reports rows without time and rows all of whose windows are closed.
     *
     * @param closedUpTo windows that end here or before are closed
     */
    void assign(Batch in, int from, int to, long closedUpTo, WindowTables windows, Output out);

    static WindowAssigner of(Window window) {
        if (window instanceof Window.Tumble tumble) {
            long size = tumble.sizeMicros();
            return new Apart(tumble.timeColumn(), size, size, tumble.offsetMicros(), start -> start + size);
        } else if (window instanceof Window.Hop hop) {
            long size = hop.sizeMicros();
            return hop.slideMicros() < size
                    ? new Overlapping(hop.timeColumn(), hop.slideMicros(), size, hop.offsetMicros())
                    : new Apart(hop.timeColumn(), hop.slideMicros(), size, hop.offsetMicros(), start -> start + size);
        }
        if (window instanceof Window.Cumulate cumulate) {
            return new Cumulating(
                    cumulate.timeColumn(), cumulate.stepMicros(), cumulate.maxMicros(), cumulate.offsetMicros());
        }
        Window.Attached attached = (Window.Attached) window;
        return new Attached(attached.startColumn(), attached.endColumn());
    }

    /** Windows that end here or before are closed at a watermark. */
    static long closedUpTo(long watermark, long latenessMicros) {
        if (watermark == Watermarks.NONE || watermark == Watermarks.END) {
            return watermark;
        }
        long limit = watermark - latenessMicros;
        return limit > watermark ? Watermarks.NONE : limit;
    }

    /**
     * Hands on the watermark that holds behind windows which are closed up to a time: of later ones there may be more to come. It
     * is cut to milliseconds, as the bounds of windows are, so that it is not between the {@code window_time} and the end of one.
     */
    static void handOn(long closedUpTo, Output out) {
        boolean isCut = closedUpTo > Watermarks.NONE + WINDOW_TIME_MICROS && closedUpTo != Watermarks.END;
        if (closedUpTo != Watermarks.NONE) {
            out.watermark(isCut ? closedUpTo - Math.floorMod(closedUpTo, WINDOW_TIME_MICROS) : closedUpTo);
        }
    }

    /** The last start of a window at or before a time, towards minus infinity. */
    static long lastStart(long time, long slide, long offset) {
        return time - Math.floorMod(time - Math.floorMod(offset, slide), slide);
    }

    /**
     * Windows on a grid that do not overlap, or slices of windows that do: at most one a row, and for most rows that of the row
     * before.
     *
     * @param slide from start to start, at least the size
     * @param closesAt from the start of one, what must be closed for it to be
     */
    record Apart(int timeColumn, long slide, long size, long offset, LongUnaryOperator closesAt)
            implements WindowAssigner {
        @Override
        public void assign(Batch in, int from, int to, long closedUpTo, WindowTables windows, Output out) {
            long[] times = in.longs(timeColumn);
            long[] nulls = in.nulls(timeColumn);
            int row = from;
            while (row < to) {
                if (Batch.isNull(nulls, row)) {
                    out.withoutTime(in, row++);
                    continue;
                }
                long time = times[row];
                long start = lastStart(time, slide, offset);
                long end = start + size;
                if (time >= end) {
                    row++; // in the gap between two windows
                } else if (closesAt.applyAsLong(start) <= closedUpTo) {
                    out.late(in, row++);
                } else {
                    int first = row++;
                    row = endOfRun(times, nulls, row, to, start, end);
                    windows.rows(start, end).addRange(first, row);
                }
            }
        }

        /** The first row that is not in the window of the rows before. */
        private static int endOfRun(long[] times, long @Nullable [] nulls, int from, int to, long start, long end) {
            int row = from;
            if (nulls == null) {
                while (row < to && times[row] >= start && times[row] < end) {
                    row++;
                }
            } else {
                while (row < to && !Batch.isNull(nulls, row) && times[row] >= start && times[row] < end) {
                    row++;
                }
            }
            return row;
        }
    }

    /** Windows on a grid of which a row is in several. */
    sealed interface Several extends WindowAssigner permits Overlapping, Cumulating {
        int timeColumn();

        /** Adds a row to those of its windows that are open; tells whether there are some. */
        boolean assign(int row, long time, long closedUpTo, WindowTables windows);

        @Override
        default void assign(Batch in, int from, int to, long closedUpTo, WindowTables windows, Output out) {
            long[] times = in.longs(timeColumn());
            long[] nulls = in.nulls(timeColumn());
            for (int row = from; row < to; row++) {
                if (Batch.isNull(nulls, row)) {
                    out.withoutTime(in, row);
                } else if (!assign(row, times[row], closedUpTo, windows)) {
                    out.late(in, row);
                }
            }
        }
    }

    /** Windows of one size that overlap. */
    record Overlapping(int timeColumn, long slide, long size, long offset) implements Several {
        @Override
        public boolean assign(int row, long time, long closedUpTo, WindowTables windows) {
            boolean isInTime = false;
            for (long start = lastStart(time, slide, offset); start + size > time; start -= slide) {
                if (start + size <= closedUpTo) {
                    break; // and so are all earlier ones
                }
                windows.rows(start, start + size).add(row);
                isInTime = true;
            }
            return isInTime;
        }
    }

    /** Windows of one start that end at each step. */
    record Cumulating(int timeColumn, long step, long max, long offset) implements Several {
        @Override
        public boolean assign(int row, long time, long closedUpTo, WindowTables windows) {
            long start = lastStart(time, max, offset);
            boolean isInTime = false;
            for (long end = lastStart(time, step, offset) + step; end <= start + max; end += step) {
                if (end > closedUpTo) {
                    windows.rows(start, end).add(row);
                    isInTime = true;
                }
            }
            return isInTime;
        }
    }

    /** The window that a row names. */
    record Attached(int startColumn, int endColumn) implements WindowAssigner {
        @Override
        public void assign(Batch in, int from, int to, long closedUpTo, WindowTables windows, Output out) {
            long[] starts = in.longs(startColumn);
            long[] ends = in.longs(endColumn);
            for (int row = from; row < to; row++) {
                if (in.isNull(startColumn, row) || in.isNull(endColumn, row)) {
                    out.withoutTime(in, row);
                } else if (ends[row] <= closedUpTo) {
                    out.late(in, row);
                } else {
                    windows.rows(starts[row], ends[row]).add(row);
                }
            }
        }
    }
}
