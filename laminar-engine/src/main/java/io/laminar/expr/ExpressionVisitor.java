package io.laminar.expr;

/** One method per kind of {@link Expression}; a new kind makes the compiler list every place that needs it. */
public interface ExpressionVisitor<R> {
    R visitColumn(Expression.ColumnReference column);

    R visitLiteral(Expression.Literal literal);

    R visitCall(Expression.Call call);

    R visitAnd(Expression.And and);

    R visitOr(Expression.Or or);

    R visitNot(Expression.Not not);

    R visitIsNull(Expression.IsNull isNull);

    R visitCase(Expression.Case caseWhen);

    R visitCoalesce(Expression.Coalesce coalesce);
}
