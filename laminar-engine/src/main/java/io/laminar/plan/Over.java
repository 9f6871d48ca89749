package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import io.laminar.api.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Gives each row once more with what calls with OVER say of it: its columns are those of the input and one for each call.
 * All calls have one partition, one order and one frame. Without calls it keeps the first rows of each partition.
 *
 * @param keys columns of the input that make the partition
 * @param order columns that order its rows; rows that sort alike keep the order of arrival
 * @param emission when rows leave
 * @param limit how many rows of a partition leave, by the one call when there is one, or -1 for all
 */
public record Over(
        PlanNode input,
        List<Integer> keys,
        List<PlanNode.Sort.SortColumn> order,
        OverFrame frame,
        List<OverCall> calls,
        Emission emission,
        long limit,
        Schema schema)
        implements PlanNode.Unary {

    /** A column of {@link #order} that stands for the order of arrival. */
    public static final int ARRIVAL = -1;

    /** When rows leave. */
    public enum Mode {
        /** In the order of event time, once the watermark has passed it. */
        BY_WATERMARK,
        /** At once. */
        ON_ARRIVAL,
        /** When the watermark has passed the time of the window that is part of the partition. */
        AT_WINDOW_CLOSE,
        /** When the input has ended. */
        AT_END,
        /** At once, to be taken back when they are no longer right. */
        WITH_CHANGES
    }

    /**
     * When rows leave.
     *
     * @param timeColumn what the watermark has to pass, with BY_WATERMARK and AT_WINDOW_CLOSE, else -1
     * @param addedMicros added to it
     * @param judgesLate whether rows that come behind it are late; else they make a partition anew
     * @param lateColumns columns of the input that make a row of the late side output; empty when nobody asks for it
     */
    public record Emission(Mode mode, int timeColumn, long addedMicros, boolean judgesLate, List<Integer> lateColumns) {
        public Emission {
            requireNonNull(mode, "mode");
            lateColumns = List.copyOf(lateColumns);
        }

        /** Without a side output. */
        public Emission(Mode mode, int timeColumn, long addedMicros, boolean judgesLate) {
            this(mode, timeColumn, addedMicros, judgesLate, List.of());
        }

        /** The same with a side output. */
        public Emission withLate(List<Integer> columns) {
            return new Emission(mode, timeColumn, addedMicros, judgesLate, columns);
        }

        /** Without a column of time. */
        public static Emission of(Mode mode) {
            return new Emission(mode, -1, 0, false);
        }
    }

    public Over {
        requireNonNull(input, "input");
        keys = List.copyOf(keys);
        order = List.copyOf(order);
        calls = List.copyOf(calls);
        if (schema.size() != input.schema().size() + calls.size()) {
            throw new IllegalArgumentException("columns must be those of the input and the calls but are " + schema);
        }
    }

    @Override
    public ChangelogKind changes() {
        return emission.mode() == Mode.WITH_CHANGES ? ChangelogKind.CHANGES : ChangelogKind.INSERT_ONLY;
    }

    /** The key of the input; where it has none, the partition with the number of the row in it. */
    @Override
    public List<Integer> key() {
        if (limit == 1 && isNumbered()) {
            return sorted(keys);
        }
        if (calls.size() == 1 && calls.get(0).function() == OverCall.Function.ROW_NUMBER && limit > 0) {
            List<Integer> key = new ArrayList<>(keys);
            key.add(schema.size() - 1);
            return sorted(key);
        }
        return input.key();
    }

    private static List<Integer> sorted(List<Integer> columns) {
        List<Integer> sorted = new ArrayList<>(columns);
        Collections.sort(sorted);
        return List.copyOf(sorted);
    }

    /** Whether rows wait for others, since their frame does not end with them. */
    public boolean waits() {
        return frame.to() != 0 || calls.stream().anyMatch(call -> call.function() == OverCall.Function.LEAD);
    }

    /** Whether no two rows of a partition have one number. */
    private boolean isNumbered() {
        return calls.isEmpty() || calls.get(0).function() == OverCall.Function.ROW_NUMBER;
    }

    @Override
    public boolean isSingleRow() {
        return keys.isEmpty() && limit == 1 && isNumbered();
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.visitOver(this);
    }
}
