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

/** The rest of {@code expression :: type}. */
void InfixCast(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlDataTypeSpec type;
}
{
    <INFIX_CAST> { checkNonQueryExpression(exprContext); }
    type = DataType()
    {
        list.add(new SqlParserUtil.ToTreeListItem(SqlLibraryOperators.INFIX_CAST, s.pos()));
        list.add(type);
    }
}

/** The rest of {@code json -> key} and the like. */
void JsonOperation(List<Object> list, ExprContext exprContext, Span s) :
{
    final SqlOperator op;
}
{
    op = JsonOperator()
    {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(op, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** An operator of JSON. A question mark behind an operand cannot be a parameter. */
SqlOperator JsonOperator() :
{
}
{
    <LAMBDA> { return JsonOperators.GET; }
|   <JSON_GET_TEXT> { return JsonOperators.GET_TEXT; }
|   <JSON_GET_PATH> { return JsonOperators.GET_PATH; }
|   <JSON_GET_PATH_TEXT> { return JsonOperators.GET_PATH_TEXT; }
|   <JSON_CONTAINS> { return JsonOperators.CONTAINS; }
|   <JSON_CONTAINED> { return JsonOperators.CONTAINED; }
|   LOOKAHEAD(2) <HOOK> <VERTICAL_BAR> { return JsonOperators.EXISTS_ANY; }
|   LOOKAHEAD(2) <HOOK> <AMPERSAND> { return JsonOperators.EXISTS_ALL; }
|   <HOOK> { return JsonOperators.EXISTS; }
}

/** LATERAL f(x), without the alias. */
SqlNode LateralFunction() :
{
    final SqlIdentifier name;
    SqlNode function;
}
{
    <LATERAL> name = CompoundTableIdentifier()
    function = ImplicitTableFunctionCallArgs(name)
    function = WithOrdinality(function)
    { return function; }
}

/** A function in FROM, as what UNNEST takes when positions are asked for. */
SqlNode WithOrdinality(SqlNode function) :
{
}
{
    [
        LOOKAHEAD(2) <WITH> <ORDINALITY>
        { function = SqlStdOperatorTable.UNNEST_WITH_ORDINALITY.createCall(getPos(), function); }
    ]
    { return function; }
}
