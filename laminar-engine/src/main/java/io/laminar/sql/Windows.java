package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Reads windows out of calls, with checks. */
final class Windows {
    /** The windows that there are. */
    static final Set<String> NAMES = Set.of("TUMBLE", "HOP", "SESSION", "CUMULATE");

    private static final long MOST_WINDOWS_OF_A_ROW = 10_000;

    private Windows() {}

    /**
     * The window of a call; a SESSION without its keys.
     *
     * @param firstInterval operand at which the intervals begin
     * @param timeColumn column of the input
     */
    static Window of(RexCall call, int firstInterval, Planned input, int timeColumn, SqlPosition position) {
        String name = name(call);
        if (!NAMES.contains(name)) {
            throw new LaminarException(ErrorCode.UNSUPPORTED, "there is no window " + name, position, null);
        }
        requireTimeColumn(input, timeColumn, name, position);
        List<Long> intervals = new ArrayList<>();
        for (RexNode operand :
                call.getOperands().subList(firstInterval, call.getOperands().size())) {
            intervals.add(micros(operand, name, position));
        }
        Window window = of(name, timeColumn, intervals, position);
        if (window == null) {
            throw invalid(
                    switch (name) {
                        case "TUMBLE" -> "TUMBLE takes a size and an offset";
                        case "HOP" -> "HOP takes a slide, a size and an offset";
                        case "CUMULATE" -> "CUMULATE takes a step, a max and an offset";
                        default -> "SESSION takes a gap";
                    },
                    position);
        }
        return window;
    }

    private static @Nullable Window of(String name, int timeColumn, List<Long> intervals, SqlPosition position) {
        int required = name.equals("HOP") || name.equals("CUMULATE") ? 2 : 1;
        int most = name.equals("SESSION") ? 1 : required + 1;
        if (intervals.size() < required || intervals.size() > most) {
            return null;
        }
        long first = intervals.get(0);
        long offset = intervals.size() > required ? intervals.get(required) : 0;
        return switch (name) {
            case "TUMBLE" -> new Window.Tumble(timeColumn, positive(first, "size", name, position), offset);
            case "SESSION" -> new Window.Session(timeColumn, positive(first, "gap", name, position), List.of());
            case "HOP" -> {
                long slide = positive(first, "slide", name, position);
                long size = positive(intervals.get(1), "size", name, position);
                requireBearable(slide, size, name, position);
                yield new Window.Hop(timeColumn, slide, size, offset);
            }
            default -> {
                long step = positive(first, "step", name, position);
                long max = positive(intervals.get(1), "max", name, position);
                if (max % step != 0) {
                    throw invalid("max of CUMULATE must be a multiple of its step", position);
                }
                requireBearable(step, max, name, position);
                yield new Window.Cumulate(timeColumn, step, max, offset);
            }
        };
    }

    /** The name of the window of a call, in a table function as well as in GROUP BY. */
    static String name(RexCall call) {
        return call.getOperator().getName().replace("$", "").toUpperCase(Locale.ROOT);
    }

    /** Each row is added to each of its windows, so that there must not be too many. */
    private static void requireBearable(long slide, long size, String name, SqlPosition position) {
        if (size / slide > MOST_WINDOWS_OF_A_ROW) {
            boolean isHop = name.equals("HOP");
            throw invalid(
                    "each row would count in " + size / slide + " windows of this " + name + ", but at most "
                            + MOST_WINDOWS_OF_A_ROW + " are possible; use a longer " + (isHop ? "slide" : "step")
                            + " or a shorter " + (isHop ? "size" : "max"),
                    position);
        }
    }

    private static void requireTimeColumn(Planned input, int timeColumn, String name, SqlPosition position) {
        if (input.times().contains(timeColumn)) {
            return;
        }
        String column = input.node().schema().field(timeColumn).name();
        String remedy = input.times().isEmpty()
                ? "its input has no watermark; "
                        + (hasJoin(input.node())
                                ? "the time of a side that is never NULL goes on above a join whose conditions say how far"
                                        + " it may be behind a time of the other side, such as a.ts BETWEEN b.ts - INTERVAL"
                                        + " '5' MINUTE AND b.ts"
                                : "declare WATERMARK FOR " + column + " in the CREATE SOURCE")
                : "its time columns are "
                        + input.times().stream()
                                .map(time -> input.node().schema().field(time).name())
                                .collect(Collectors.joining(", "));
        throw new LaminarException(
                ErrorCode.NO_EVENT_TIME,
                name + " over " + column + ", which is no time column; " + remedy,
                position,
                null);
    }

    private static boolean hasJoin(PlanNode node) {
        return (node instanceof PlanNode.Join join && join.strategy() == PlanNode.Join.Strategy.REGULAR)
                || node.inputs().stream().anyMatch(Windows::hasJoin);
    }

    private static long micros(RexNode operand, String name, SqlPosition position) {
        if (operand instanceof RexCall negation && negation.getKind() == SqlKind.MINUS_PREFIX) {
            return -micros(negation.getOperands().get(0), name, position);
        }
        if (operand instanceof RexLiteral literal
                && SqlTypeUtil.isInterval(literal.getType())
                && !literal.getType().getIntervalQualifier().isYearMonth()) {
            BigDecimal millis = literal.getValueAs(BigDecimal.class);
            if (millis != null) {
                return Math.multiplyExact(millis.longValue(), 1000L);
            }
        }
        throw invalid(name + " takes constant intervals of days or less, such as INTERVAL '1' MINUTE", position);
    }

    private static long positive(long micros, String what, String name, SqlPosition position) {
        if (micros <= 0) {
            throw invalid(what + " of " + name + " must be longer than nothing", position);
        }
        return micros;
    }

    /** A session cannot tell whether it falls apart when a row of it goes. */
    static void requireInsertOnly(PlanNode input, SqlPosition position) {
        if (input.changes() == ChangelogKind.CHANGES) {
            throw new LaminarException(
                    ErrorCode.CHANGELOG_NOT_SUPPORTED,
                    "sessions of rows that change; they need an input whose rows are only inserted",
                    position,
                    null);
        }
    }

    private static LaminarException invalid(String detail, SqlPosition position) {
        return new LaminarException(ErrorCode.INVALID_WINDOW, detail, position, null);
    }
}
