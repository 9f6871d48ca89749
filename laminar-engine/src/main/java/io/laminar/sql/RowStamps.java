package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.expr.Expression;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Stamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.jspecify.annotations.Nullable;

/**
 * What depends on when a row comes by, which is a column that it gets where it does: the clock of a window by processing time, and
 * {@code CURRENT_WATERMARK(ts)}, which is known directly behind a source.
 *
 * <pre>
 * Project [CURRENT_WATERMARK(ts)]      Project [$watermark]
 *   Filter v > 1                         Filter v > 1
 *     Scan t                               Stamp CURRENT_WATERMARK
 *                                            Scan t
 * </pre>
 */
final class RowStamps {
    /** For the table of operators. */
    static final SqlFunction CURRENT_WATERMARK = new SqlFunction(
            "CURRENT_WATERMARK",
            SqlKind.OTHER_FUNCTION,
            ReturnTypes.ARG0.andThen(SqlTypeTransforms.FORCE_NULLABLE),
            null,
            OperandTypes.ANY,
            SqlFunctionCategory.TIMEDATE);

    private static final Set<String> CLOCK = Set.of("PROCTIME", "NOW", "CURRENT_TIMESTAMP");

    private final Positions positions;
    private final Set<String> sources = new HashSet<>();

    RowStamps(Positions positions) {
        this.positions = positions;
    }

    /** Notes that a relation is a source. */
    void addSource(String name) {
        sources.add(name);
    }

    /** Whether a call is that of the clock. */
    static boolean isClock(RexNode node) {
        return node instanceof RexCall call
                && call.getOperands().isEmpty()
                && CLOCK.contains(call.getOperator().getName().toUpperCase(java.util.Locale.ROOT));
    }

    /** The input with the clock as its last column, which is its time. */
    static Planned byTheClock(Planned input, SqlPosition position) {
        if (input.node().changes() == ChangelogKind.CHANGES) {
            throw new LaminarException(
                    ErrorCode.CHANGELOG_NOT_SUPPORTED,
                    "windows by processing time over rows that change; a row that goes would be in another window than it came"
                            + " into; group the rows of the source",
                    position,
                    null);
        }
        Stamp stamp = new Stamp(input.node(), Stamp.Kind.PROCESSING_TIME);
        return new Planned(stamp, List.of(stamp.column()), null);
    }

    /**
     * The input with the clock, read where its rows come by, in a column that is calculated as such; null for any other column.
     *
     * <pre>
     * Project [v, NOW() AS arrived]        Project [v, $proctime AS arrived]
     *   Scan t                       =&gt;      Stamp PROCESSING_TIME
     *                                          Scan t
     * </pre>
     */
    static @Nullable Planned clockColumn(Planned input, int column, SqlPosition position) {
        PlanNode stamped = clockColumn(input.node(), column, position);
        return stamped == null ? null : new Planned(stamped, List.of(column), null);
    }

    private static @Nullable PlanNode clockColumn(PlanNode node, int column, SqlPosition position) {
        if (node instanceof PlanNode.Filter filter) {
            PlanNode input = clockColumn(filter.input(), column, position);
            return input == null ? null : new PlanNode.Filter(input, filter.predicate());
        }
        if (!(node instanceof PlanNode.Project project)) {
            return null;
        }
        Expression expression = project.expressions().get(column);
        List<Expression> expressions = new ArrayList<>(project.expressions());
        PlanNode input = null;
        if (expression instanceof Expression.ColumnReference below) {
            input = clockColumn(project.input(), below.index(), position);
        } else if (isClock(expression)) {
            input = byTheClock(new Planned(project.input(), List.of(), null), position)
                    .node();
            expressions.set(column, Projections.column(input, input.schema().timeColumn()));
        }
        return input == null
                ? null
                : new PlanNode.Project(
                        input, expressions, new Schema(project.schema().fields(), column));
    }

    private static boolean isClock(Expression expression) {
        return expression instanceof Expression.Call call
                && call.operands().isEmpty()
                && call.function().name().equals("CURRENT_TIMESTAMP");
    }

    /** Whether the watermark before the row is asked for. */
    static boolean asksForWatermark(List<RexNode> nodes) {
        boolean[] found = new boolean[1];
        RexVisitorImpl<Void> visitor = new RexVisitorImpl<>(true) {
            @Override
            public Void visitCall(RexCall call) {
                found[0] |= call.getOperator().equals(CURRENT_WATERMARK);
                return super.visitCall(call);
            }
        };
        RexUtil.apply(visitor, nodes, null);
        return found[0];
    }

    /** The input with the watermark before each row as its last column. */
    Planned withWatermark(Planned input) {
        return new Planned(stamped(input.node()), input.times(), input.window());
    }

    private PlanNode stamped(PlanNode node) {
        if (node instanceof PlanNode.Scan scan && sources.contains(scan.relation())) {
            if (scan.schema().timeColumn() == Schema.NO_TIME) {
                throw refused("CURRENT_WATERMARK of " + scan.relation()
                        + ", which has no watermark; declare WATERMARK FOR a column in the CREATE SOURCE");
            }
            return new Stamp(scan, Stamp.Kind.CURRENT_WATERMARK);
        }
        if (node instanceof Stamp stamp && stamp.kind() == Stamp.Kind.CURRENT_WATERMARK) {
            return stamp;
        }
        if (node instanceof PlanNode.Filter filter) {
            return new PlanNode.Filter(stamped(filter.input()), filter.predicate());
        }
        if (node instanceof PlanNode.Project project) {
            PlanNode input = stamped(project.input());
            int last = input.schema().size() - 1;
            List<Expression> expressions = new ArrayList<>(project.expressions());
            expressions.add(Projections.column(input, last));
            List<Field> fields = new ArrayList<>(project.schema().fields());
            fields.add(input.schema().field(last));
            return new PlanNode.Project(
                    input, expressions, new Schema(fields, project.schema().timeColumn()));
        }
        throw refused(
                "CURRENT_WATERMARK is known of the rows of a source, and of them alone; call it in a stream that reads the"
                        + " source, where nothing but filters and projections lies between");
    }

    /** An expression with a column in place of {@code CURRENT_WATERMARK(ts)}. */
    RexNode resolved(RexNode node, Planned stamped) {
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                if (!call.getOperator().equals(CURRENT_WATERMARK)) {
                    return super.visitCall(call);
                }
                if (!(call.getOperands().get(0) instanceof RexInputRef time)
                        || !stamped.times().contains(time.getIndex())) {
                    throw refused("CURRENT_WATERMARK takes the column that the watermark is about");
                }
                return new RexInputRef(stamped.node().schema().size() - 1, call.getType());
            }
        });
    }

    private LaminarException refused(String detail) {
        return new LaminarException(
                ErrorCode.NO_EVENT_TIME, detail, positions.ofCall(CURRENT_WATERMARK.getName()), null);
    }
}
