package io.laminar.sql;

import static java.util.Objects.requireNonNull;

import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.plan.Over;
import io.laminar.plan.Over.Emission;
import io.laminar.plan.Over.Mode;
import io.laminar.plan.OverCall;
import io.laminar.plan.OverFrame;
import io.laminar.plan.PipelineExtractor;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import io.laminar.sql.OverWindows.Window;
import io.laminar.sql.Planned.WindowColumns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides when rows of an OVER leave, and refuses those that a query without end could not answer. */
final class OverEmissions {
    private final Positions positions;
    private final boolean isContinuous;

    OverEmissions(Positions positions, boolean isContinuous) {
        this.positions = positions;
        this.isContinuous = isContinuous;
    }

    /** @param limit rows of a partition that a filter above lets through, or -1 */
    Emission of(Window window, Planned input, long limit) {
        if (!isContinuous) {
            return Emission.of(Mode.AT_END);
        }
        if (!RelTranslator.isInsertOnly(input.node())) {
            return Emission.of(Mode.WITH_CHANGES);
        }
        Emission atClose = atWindowClose(window.keys(), input);
        if (atClose != null) {
            return atClose;
        }
        Emission running = running(window.order(), input);
        if (running != null && reasonAgainst(window) == null) {
            return running;
        }
        if (limit >= 0) {
            return Emission.of(Mode.WITH_CHANGES);
        }
        String reason = running == null ? noOrder(window.order()) : String.valueOf(reasonAgainst(window));
        throw unbounded(reason, window.position());
    }

    /** The partition contains a window, which is over some day. */
    private static @Nullable Emission atWindowClose(List<Integer> keys, Planned input) {
        WindowColumns window = input.window();
        if (window == null || keys.stream().noneMatch(window::contains)) {
            return null;
        }
        boolean isAssigned = PipelineExtractor.cut(input.node()).breaker() instanceof PlanNode.WindowAssign;
        if (window.time() >= 0) {
            return new Emission(Mode.AT_WINDOW_CLOSE, window.time(), 0, isAssigned);
        } else if (window.end() >= 0) {
            return new Emission(Mode.AT_WINDOW_CLOSE, window.end(), -1, isAssigned);
        }
        return null;
    }

    /** Rows that come in their order: by event time, or just as they come. */
    private static @Nullable Emission running(List<SortColumn> order, Planned input) {
        if (order.isEmpty() || order.get(0).isDescending()) {
            return null;
        }
        int first = order.get(0).column();
        if (first == Over.ARRIVAL) {
            return Emission.of(Mode.ON_ARRIVAL);
        }
        return input.times().contains(first) ? new Emission(Mode.BY_WATERMARK, first, 0, true) : null;
    }

    /** What of a window a query without end cannot give, or null. */
    private static @Nullable String reasonAgainst(Window window) {
        OverFrame frame = window.frame();
        boolean isByArrival = window.order().get(0).column() == Over.ARRIVAL;
        for (OverCall call : window.calls()) {
            switch (call.function()) {
                case NTILE, PERCENT_RANK, CUME_DIST -> {
                    return call.function() + " needs all rows of a partition, which never ends";
                }
                case LEAD -> {
                    if (isByArrival) {
                        return "LEAD over PROCTIME() waits for rows of which no watermark tells";
                    }
                    if (call.ignoresNulls()) {
                        return "LEAD with IGNORE NULLS looks ahead without bound";
                    }
                }
                case LAG -> {
                    if (call.ignoresNulls()) {
                        return "LAG with IGNORE NULLS looks back without bound";
                    }
                }
                default -> {}
            }
        }
        if (frame.to() != 0 && isByArrival) {
            return "the frame of a window over PROCTIME() must end at the CURRENT ROW";
        }
        if (frame.to() == OverFrame.LAST) {
            return "a frame up to UNBOUNDED FOLLOWING is never complete";
        }
        if (frame.to() != 0 && !frame.isBounded()) {
            return "a frame from UNBOUNDED PRECEDING that does not end at the CURRENT ROW keeps all rows for ever";
        }
        boolean isRange = !frame.isRows() && frame.isBounded();
        if (isRange && (window.order().size() > 1 || isByArrival)) {
            return "a RANGE with a beginning needs event time as its only order";
        }
        return null;
    }

    private static String noOrder(List<SortColumn> order) {
        return order.isEmpty()
                ? "OVER without ORDER BY waits for all rows of a partition"
                : "OVER that is not ordered by event time keeps all rows for ever";
    }

    static LaminarException unbounded(String reason, SqlPosition position) {
        return new LaminarException(
                ErrorCode.UNBOUNDED_OVER,
                reason
                        + "; order by the column with the watermark or by PROCTIME(), ascending, put a window into PARTITION BY,"
                        + " or keep the first rows only, WHERE ROW_NUMBER() <= n",
                position,
                null);
    }

    /**
     * ORDER BY, LIMIT and OFFSET of a query without end.
     *
     * @param late columns of the input that make a row of the late side output; empty when nobody asks for it
     */
    Planned sorted(Planned input, List<SortColumn> order, long offset, long limit, List<Integer> late) {
        SqlPosition position = positions.ofKind(org.apache.calcite.sql.SqlKind.ORDER_BY);
        boolean isInsertOnly = RelTranslator.isInsertOnly(input.node());
        Emission running = isInsertOnly ? running(order, input) : null;
        if (order.isEmpty() && isInsertOnly) {
            running = Emission.of(Mode.ON_ARRIVAL);
        }
        if (running != null && running.judgesLate()) {
            running = running.withLate(late);
        }
        List<Field> fields = input.node().schema().fields();
        if (running == null && limit < 0) {
            throw unbounded(
                    offset > 0 ? "OFFSET without LIMIT keeps all rows for ever" : "ORDER BY keeps all rows for ever",
                    position);
        }
        if (offset == 0 && (limit < 0 || running == null)) {
            Emission emission = running == null ? Emission.of(Mode.WITH_CHANGES) : running;
            return planned(input, List.of(), order, OverFrame.RUNNING, List.of(), emission, limit, fields);
        }
        return LimitedRows.numbered(
                input, order, running == null ? Emission.of(Mode.WITH_CHANGES) : running, offset, limit);
    }

    /** An OVER with what is known of its columns. */
    static Planned planned(
            Planned input,
            List<Integer> keys,
            List<SortColumn> order,
            OverFrame frame,
            List<OverCall> calls,
            Emission emission,
            long limit,
            List<Field> fields) {
        List<Integer> times = switch (emission.mode()) {
            case BY_WATERMARK -> List.of(emission.timeColumn());
            case ON_ARRIVAL -> input.times();
            // Rows of a window leave together, before the watermark that closes it.
            case AT_WINDOW_CLOSE ->
                input.times().stream()
                        .filter(requireNonNull(input.window())::contains)
                        .toList();
            default -> List.of();
        };
        long kept = emission.mode() == Mode.WITH_CHANGES ? limit : -1;
        Schema schema = new Schema(fields, Planned.best(times));
        PlanNode node = new Over(input.node(), keys, order, frame, calls, emission, kept, schema);
        boolean hasWindow = emission.mode() == Mode.ON_ARRIVAL || emission.mode() == Mode.AT_WINDOW_CLOSE;
        return new Planned(node, times, hasWindow ? input.window() : null);
    }
}
