package io.laminar.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * What a filter above calls with OVER demands of ranks: the greatest that it lets through.
 *
 * @param limits greatest number of each rank that has one
 * @param isAll whether the filter demands nothing else, and of one call alone
 */
record RankLimit(Map<RexOver, Long> limits, boolean isAll) {
    private static final RexBuilder BUILDER = new RexBuilder(Types.FACTORY);
    static final RankLimit NONE = new RankLimit(Map.of(), false);

    RankLimit {
        limits = Map.copyOf(limits);
    }

    /** @param number the number that an expression without columns is, or null */
    static RankLimit of(Filter filter, Project project, Function<RexNode, @Nullable BigDecimal> number) {
        RexNode condition = RelOptUtil.pushPastProject(filter.getCondition(), project);
        Map<RexOver, Long> limits = new HashMap<>();
        boolean isAll = true;
        for (RexNode conjunct : conjuncts(RexUtil.expandSearch(BUILDER, null, condition))) {
            isAll &= limit(conjunct, limits, number);
        }
        return new RankLimit(limits, isAll && limits.size() == 1);
    }

    private static List<RexNode> conjuncts(RexNode condition) {
        List<RexNode> conjuncts = new ArrayList<>();
        if (condition.getKind() == SqlKind.AND) {
            ((RexCall) condition).getOperands().forEach(operand -> conjuncts.addAll(conjuncts(operand)));
        } else {
            conjuncts.add(condition);
        }
        return conjuncts;
    }

    /** Takes down the limit that a condition sets; tells whether it says no more than that. */
    private static boolean limit(
            RexNode condition, Map<RexOver, Long> limits, Function<RexNode, @Nullable BigDecimal> numbers) {
        if (!(condition instanceof RexCall call) || call.getOperands().size() != 2) {
            return false;
        }
        RexNode left = withoutCast(call.getOperands().get(0));
        RexNode right = withoutCast(call.getOperands().get(1));
        boolean isReversed = right instanceof RexOver;
        RexOver rank = rank(isReversed ? right : left);
        BigDecimal number = numbers.apply(isReversed ? left : right);
        SqlKind kind = isReversed ? call.getKind().reverse() : call.getKind();
        if (rank == null || number == null) {
            return false;
        }
        BigDecimal floor = number.setScale(0, java.math.RoundingMode.FLOOR);
        boolean isWhole = floor.compareTo(number) == 0;
        BigDecimal limit = switch (kind) {
            case LESS_THAN -> isWhole ? floor.subtract(BigDecimal.ONE) : floor;
            case LESS_THAN_OR_EQUAL, EQUALS -> floor;
            default -> null;
        };
        if (limit == null) {
            return false;
        }
        limits.merge(
                rank,
                Math.max(0, limit.min(BigDecimal.valueOf(Integer.MAX_VALUE)).longValueExact()),
                Math::min);
        return kind != SqlKind.EQUALS || (isWhole && floor.compareTo(BigDecimal.ONE) == 0);
    }

    private static @Nullable RexOver rank(RexNode node) {
        return node instanceof RexOver over
                        && (over.getKind() == SqlKind.ROW_NUMBER
                                || over.getKind() == SqlKind.RANK
                                || over.getKind() == SqlKind.DENSE_RANK)
                ? over
                : null;
    }

    static RexNode withoutCast(RexNode node) {
        return node.getKind() == SqlKind.CAST
                ? withoutCast(((RexCall) node).getOperands().get(0))
                : node;
    }
}
