package io.laminar.codegen;

import io.laminar.expr.Expression;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.Literal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the calls that occur more than once among expressions over the same columns. Calls of primitives over columns and
 * constants are left out: HotSpot finds those itself, and they are cheaper than a look whether they were calculated.
 */
final class CommonCalls {
    /** Comparing subtrees costs their size at each level; past this, sharing is not looked for. */
    private static final int MAX_NODES = 4_000;

    private final Map<Expression, Integer> seen = new HashMap<>();
    private final Set<Expression> common = new LinkedHashSet<>();

    private CommonCalls() {}

    /** The calls, those inside others first. */
    static Set<Expression> of(List<Expression> expressions) {
        CommonCalls finder = new CommonCalls();
        if (expressions.stream().mapToInt(CommonCalls::size).sum() <= MAX_NODES) {
            expressions.forEach(finder::visit);
        }
        return finder.common;
    }

    private static int size(Expression expression) {
        return 1 + expression.operands().stream().mapToInt(CommonCalls::size).sum();
    }

    private void visit(Expression expression) {
        boolean isCandidate = expression instanceof Call call
                && call.function().isDeterministic()
                && (hasObjects(call) || call.operands().stream().anyMatch(CommonCalls::isCalculated));
        if (isCandidate && seen.merge(expression, 1, Integer::sum) > 1) {
            // What is inside is calculated with it, once.
            common.add(expression);
            return;
        }
        expression.operands().forEach(this::visit);
    }

    private static boolean isCalculated(Expression expression) {
        return !(expression instanceof ColumnReference || expression instanceof Literal);
    }

    private static boolean hasObjects(Call call) {
        if (!call.function().returnType().isPrimitive()) {
            return true;
        }
        for (int i = 0; i < call.function().parameterCount(); i++) {
            Class<?> parameter = call.function().parameterType(i);
            if (!parameter.isPrimitive()) {
                return true;
            }
        }
        return false;
    }
}
