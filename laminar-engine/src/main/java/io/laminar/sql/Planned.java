package io.laminar.sql;

import io.laminar.api.Schema;
import io.laminar.plan.PlanNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a plan with what is known of its columns.
 *
 * @param times columns that the watermark holds for, the best first, which is the schema's time column
 * @param window the columns that say which window a row belongs to, or null
 */
record Planned(PlanNode node, List<Integer> times, @Nullable WindowColumns window) {
    Planned {
        times = List.copyOf(times);
    }

    /** The best of some time columns. */
    static int best(List<Integer> times) {
        return times.isEmpty() ? Schema.NO_TIME : times.get(0);
    }

    /** Columns of a window; -1 for those that are not there. */
    record WindowColumns(int start, int end, int time) {
        boolean contains(int column) {
            return column >= 0 && (column == start || column == end || column == time);
        }

        /** The same columns, this many places further on. */
        WindowColumns moved(int by) {
            return new WindowColumns(start < 0 ? -1 : start + by, end < 0 ? -1 : end + by, time < 0 ? -1 : time + by);
        }

        boolean isEmpty() {
            return start < 0 && end < 0 && time < 0;
        }
    }
}
