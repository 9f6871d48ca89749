package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.plan.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Reads windows out of calls, with checks. */
final class Windows {
    private static final long MOST_WINDOWS_OF_A_ROW = 10_000;

    private Windows() {}

    /**
     * The window of a TUMBLE or HOP.
     *
     * @param firstInterval operand at which the intervals begin
     * @param timeColumn column of the input
     */
    static Window of(RexCall call, int firstInterval, Planned input, int timeColumn, SqlPosition position) {
        String name = call.getOperator().getName().replace("$", "");
        boolean isTumble = call.getKind() == SqlKind.TUMBLE || name.equalsIgnoreCase("TUMBLE");
        boolean isHop = call.getKind() == SqlKind.HOP || name.equalsIgnoreCase("HOP");
        if (!isTumble && !isHop) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "window " + name + " is not supported yet; there are TUMBLE and HOP",
                    position,
                    null);
        }
        requireTimeColumn(input, timeColumn, name, position);
        List<Long> intervals = new ArrayList<>();
        for (RexNode operand :
                call.getOperands().subList(firstInterval, call.getOperands().size())) {
            intervals.add(micros(operand, name, position));
        }
        if (isTumble && (intervals.size() == 1 || intervals.size() == 2)) {
            long size = positive(intervals.get(0), "size", name, position);
            return new Window.Tumble(timeColumn, size, intervals.size() > 1 ? intervals.get(1) : 0);
        }
        if (isHop && (intervals.size() == 2 || intervals.size() == 3)) {
            long slide = positive(intervals.get(0), "slide", name, position);
            long size = positive(intervals.get(1), "size", name, position);
            requireBearable(slide, size, position);
            return new Window.Hop(timeColumn, slide, size, intervals.size() > 2 ? intervals.get(2) : 0);
        }
        throw new LaminarException(
                ErrorCode.INVALID_WINDOW,
                isTumble ? "TUMBLE takes a size and an offset" : "HOP takes a slide, a size and an offset",
                position,
                null);
    }

    /** Each row is added to each of its windows, so that there must not be too many. */
    private static void requireBearable(long slide, long size, SqlPosition position) {
        if (size / slide > MOST_WINDOWS_OF_A_ROW) {
            throw new LaminarException(
                    ErrorCode.INVALID_WINDOW,
                    "each row would count in " + size / slide + " windows of this HOP, but at most "
                            + MOST_WINDOWS_OF_A_ROW + " are possible; use a longer slide or a shorter size",
                    position,
                    null);
        }
    }

    static long sizeMicros(Window window) {
        if (window instanceof Window.Tumble tumble) {
            return tumble.sizeMicros();
        }
        return window instanceof Window.Hop hop ? hop.sizeMicros() : -1;
    }

    private static void requireTimeColumn(Planned input, int timeColumn, String name, SqlPosition position) {
        if (input.times().contains(timeColumn)) {
            return;
        }
        String column = input.node().schema().field(timeColumn).name();
        String remedy = input.times().isEmpty()
                ? "its input has no watermark; declare WATERMARK FOR " + column + " in the CREATE SOURCE"
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
        throw new LaminarException(
                ErrorCode.INVALID_WINDOW,
                name + " takes constant intervals of days or less, such as INTERVAL '1' MINUTE",
                position,
                null);
    }

    private static long positive(long micros, String what, String name, SqlPosition position) {
        if (micros <= 0) {
            throw new LaminarException(
                    ErrorCode.INVALID_WINDOW, what + " of " + name + " must be longer than nothing", position, null);
        }
        return micros;
    }
}
