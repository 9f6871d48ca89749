package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.expr.Expression;
import io.laminar.expr.Expressions;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.plan.OverFrame;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** LIMIT and OFFSET by numbers that rows get and lose again. */
final class LimitedRows {
    private LimitedRows() {}

    /** Rows {@code offset + 1} to {@code offset + limit} in order. */
    static Planned numbered(Planned input, List<SortColumn> order, Over.Emission emission, long offset, long limit) {
        int columns = input.node().schema().size();
        List<Field> fields = new ArrayList<>(input.node().schema().fields());
        fields.add(new Field("over$" + columns, DataType.BIGINT.notNull()));
        OverCall number = new OverCall(
                OverCall.Function.ROW_NUMBER,
                null,
                AggregateCall.NONE,
                BigDecimal.ZERO,
                AggregateCall.NONE,
                false,
                DataType.BIGINT.notNull());
        long last = limit < 0 ? -1 : Math.addExact(offset, limit);
        Planned numbered = OverEmissions.planned(
                input, List.of(), order, OverFrame.RUNNING, List.of(number), emission, last, fields);
        Expression column = Projections.column(numbered.node(), columns);
        List<Expression> conditions = new ArrayList<>();
        if (offset > 0) {
            conditions.add(compare(">", column, offset));
        }
        if (last >= 0) {
            conditions.add(compare("<=", column, last));
        }
        Expression condition = conditions.size() == 1 ? conditions.get(0) : new Expression.And(conditions);
        PlanNode filter = new PlanNode.Filter(numbered.node(), condition);
        return Projections.first(new Planned(filter, numbered.times(), numbered.window()), columns);
    }

    private static Expression compare(String operator, Expression column, long number) {
        return Expressions.call(
                operator,
                List.of(column, new Expression.Literal(number, DataType.BIGINT.notNull())),
                DataType.BOOLEAN.notNull());
    }
}
