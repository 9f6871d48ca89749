package io.laminar.sql;

import io.laminar.expr.Expression;

/** Finds calls that need no row, which are worth to be evaluated before the query runs. */
final class ConstantCalls {
    private ConstantCalls() {}

    /** Whether the expression has a call whose operands are all constant. */
    static boolean in(Expression expression) {
        return isConstantCall(expression) || expression.operands().stream().anyMatch(ConstantCalls::in);
    }

    private static boolean isConstantCall(Expression expression) {
        return expression instanceof Expression.Call && !hasColumn(expression);
    }

    private static boolean hasColumn(Expression expression) {
        return expression instanceof Expression.ColumnReference
                || expression.operands().stream().anyMatch(ConstantCalls::hasColumn);
    }
}
