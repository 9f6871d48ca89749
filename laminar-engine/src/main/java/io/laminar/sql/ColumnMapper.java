package io.laminar.sql;

import io.laminar.expr.Expression;
import io.laminar.expr.ExpressionVisitor;
import java.util.List;
import java.util.function.Function;

/** Rebuilds an expression with other columns, or expressions in their place. */
final class ColumnMapper implements ExpressionVisitor<Expression> {
    private final Function<Expression.ColumnReference, Expression> mapping;

    private ColumnMapper(Function<Expression.ColumnReference, Expression> mapping) {
        this.mapping = mapping;
    }

    static Expression map(Expression expression, Function<Expression.ColumnReference, Expression> mapping) {
        return expression.accept(new ColumnMapper(mapping));
    }

    /** Whether a column that the test accepts is in the expression. */
    static boolean anyColumn(Expression expression, java.util.function.IntPredicate test) {
        return expression instanceof Expression.ColumnReference column
                ? test.test(column.index())
                : expression.operands().stream().anyMatch(operand -> anyColumn(operand, test));
    }

    @Override
    public Expression visitColumn(Expression.ColumnReference column) {
        return mapping.apply(column);
    }

    @Override
    public Expression visitLiteral(Expression.Literal literal) {
        return literal;
    }

    @Override
    public Expression visitCall(Expression.Call call) {
        return new Expression.Call(call.function(), all(call.operands()), call.type());
    }

    @Override
    public Expression visitAnd(Expression.And and) {
        return new Expression.And(all(and.operands()));
    }

    @Override
    public Expression visitOr(Expression.Or or) {
        return new Expression.Or(all(or.operands()));
    }

    @Override
    public Expression visitNot(Expression.Not not) {
        return new Expression.Not(not.operand().accept(this));
    }

    @Override
    public Expression visitIsNull(Expression.IsNull isNull) {
        return new Expression.IsNull(isNull.operand().accept(this));
    }

    @Override
    public Expression visitCase(Expression.Case caseWhen) {
        return new Expression.Case(
                all(caseWhen.conditions()),
                all(caseWhen.values()),
                caseWhen.otherwise().accept(this),
                caseWhen.type());
    }

    @Override
    public Expression visitCoalesce(Expression.Coalesce coalesce) {
        return new Expression.Coalesce(all(coalesce.operands()), coalesce.type());
    }

    private List<Expression> all(List<Expression> expressions) {
        return expressions.stream().map(expression -> expression.accept(this)).toList();
    }
}
