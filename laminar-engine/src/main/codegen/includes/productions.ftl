/** A query with ORDER BY and LIMIT. */
SqlNode OrderedQuery() :
{
    final SqlNode query;
}
{
    query = OrderedQueryOrExpr(ExprContext.ACCEPT_QUERY) { return query; }
}

/** An expression, in which sub-queries may stand. */
SqlNode ScalarExpression() :
{
    final SqlNode expression;
}
{
    expression = Expression(ExprContext.ACCEPT_SUB_QUERY) { return expression; }
}
