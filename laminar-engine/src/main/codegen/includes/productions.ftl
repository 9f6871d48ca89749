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
    final SqlIntervalQualifier interval;
}
{
    <INFIX_CAST> { checkNonQueryExpression(exprContext); }
    {
        list.add(new SqlParserUtil.ToTreeListItem(SqlLibraryOperators.INFIX_CAST, s.pos()));
    }
    (
        <INTERVAL> interval = IntervalQualifier() { list.add(interval); }
    |
        type = DataType() { list.add(type); }
    )
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

/** The rest of {@code time AT TIME ZONE zone}. */
void AtTimeZone(List<Object> list, ExprContext exprContext, Span s) :
{
}
{
    <AT> <TIME> <ZONE>
    {
        checkNonQueryExpression(exprContext);
        list.add(new SqlParserUtil.ToTreeListItem(InfixOperators.AT_TIME_ZONE, getPos()));
    }
    AddExpression2b(list, ExprContext.ACCEPT_SUB_QUERY)
}

/** {@code ARRAY<T>} or {@code ROW<a T, b T>}. */
SqlTypeNameSpec AngleTypeName() :
{
    final SqlDataTypeSpec element;
    final List<SqlIdentifier> names = new ArrayList<SqlIdentifier>();
    final List<SqlDataTypeSpec> types = new ArrayList<SqlDataTypeSpec>();
}
{
    <ARRAY> <LT> element = DataType() <GT>
    {
        return new SqlCollectionTypeNameSpec(element.getTypeNameSpec(), SqlTypeName.ARRAY, getPos());
    }
|
    ( <ROW> | LOOKAHEAD({ atStruct() }) <IDENTIFIER> ) <LT>
    NullableField(names, types) ( <COMMA> NullableField(names, types) )* <GT>
    {
        return new SqlRowTypeNameSpec(getPos(), names, types);
    }
}

/** A field of {@code ROW<...>}, which may be NULL unless it says otherwise. */
void NullableField(List<SqlIdentifier> names, List<SqlDataTypeSpec> types) :
{
    final SqlIdentifier name;
    final SqlDataTypeSpec type;
    final boolean isNullable;
}
{
    name = SimpleIdentifier()
    type = DataType()
    isNullable = NotNullOpt()
    {
        names.add(name);
        types.add(type.withNullable(isNullable, getPos()));
    }
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
