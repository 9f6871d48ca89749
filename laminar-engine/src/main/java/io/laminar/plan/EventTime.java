package io.laminar.plan;

import io.laminar.api.Schema;
import java.util.Map;

/**
 * How a column follows the watermark: a row that is on time has at least watermark less slack in it.
 *
 * @param slackMicros 0 for the column that the watermark speaks of; -1 for one that is always beyond it
 * @param isOfWindow whether it tells a window, so that few values are current at once
 */
public record EventTime(long slackMicros, boolean isOfWindow) {
    /** The time of a row itself. */
    public static final EventTime OF_ROW = new EventTime(0, false);

    /** A window is told by its end, which the watermark has not reached. */
    static final EventTime WINDOW_END = new EventTime(-1, true);

    /** The time of a window is a millisecond before its end. */
    static final EventTime WINDOW_TIME = new EventTime(999, true);

    /** The watermark behind groups of windows that follow each other is that of their starts. */
    static final EventTime TUMBLE_START = new EventTime(0, true);

    /** The time of rows of their own, where they have one, by its column. */
    public static Map<Integer, EventTime> ofRows(Schema schema) {
        return schema.timeColumn() == Schema.NO_TIME ? Map.of() : Map.of(schema.timeColumn(), OF_ROW);
    }

    /** The start of windows that are a span long at most. */
    static EventTime windowStart(long spanMicros) {
        return new EventTime(spanMicros - 1, true);
    }

    /** What holds for rows of which each is like one of the two. */
    EventTime or(EventTime other) {
        return new EventTime(Math.max(slackMicros, other.slackMicros), isOfWindow && other.isOfWindow);
    }
}
