package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Suggestions;
import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Fits the query of an UPDATE to the columns of its table. */
final class Updates {
    private final Schema target;

    /** For each new value the column of the table. */
    private final List<Integer> columns = new ArrayList<>();

    Updates(Statement.Update update, Schema target) {
        this.target = target;
        for (String name : update.columns()) {
            int column = target.indexOf(name);
            if (column < 0) {
                throw new LaminarException(
                        ErrorCode.COLUMN_NOT_FOUND,
                        update.target() + " has no column " + name + Suggestions.didYouMean(name, target.names()),
                        update.position(),
                        null);
            }
            if (columns.contains(column)) {
                throw new LaminarException(
                        ErrorCode.VALIDATION_ERROR, "column " + name + " is given twice", update.position(), null);
            }
            columns.add(column);
        }
    }

    /** A {@code ?} for a value has the type of its column. */
    SqlNode withTypedParameters(SqlNode query) {
        SqlNodeList items = ((SqlSelect) query).getSelectList();
        for (int i = 0; i < columns.size(); i++) {
            if (items.get(i) instanceof SqlDynamicParam parameter) {
                var type = Types.toCalcite(target.type(columns.get(i)).withNullable(true));
                items.set(
                        i,
                        SqlStdOperatorTable.CAST.createCall(
                                parameter.getParserPosition(), parameter, SqlTypeUtil.convertTypeToSpec(type)));
            }
        }
        return query;
    }

    /** The columns of the table as they are, and then as they become. */
    QueryPlan beforeAndAfter(QueryPlan plan) {
        PlanNode root = plan.root();
        List<Expression> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) {
            expressions.add(Projections.column(root, columns.size() + i));
            names.add(target.field(i).name());
        }
        for (int i = 0; i < target.size(); i++) {
            int given = columns.indexOf(i);
            expressions.add(
                    given < 0
                            ? Projections.column(root, columns.size() + i)
                            : RexTranslator.convertTo(target.type(i), Projections.column(root, given)));
            names.add("new_" + target.field(i).name());
        }
        Planned projected = Projections.project(new Planned(root, plan.timeColumns(), null), expressions, names);
        return new QueryPlan(projected.node(), List.of(), null);
    }
}
