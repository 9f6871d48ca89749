package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Suggestions;
import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Fits the query of an INSERT to the columns of its target. */
final class Inserts {
    private final Statement.Insert insert;
    private final Schema target;

    /** For each column of the query the column of the target. */
    private final List<Integer> columns;

    Inserts(Statement.Insert insert, Schema target) {
        this.insert = insert;
        this.target = target;
        this.columns = columns(insert, target);
    }

    private static List<Integer> columns(Statement.Insert insert, Schema target) {
        List<Integer> columns = new ArrayList<>();
        for (String name : insert.columns()) {
            int column = target.indexOf(name);
            if (column < 0) {
                throw new LaminarException(
                        ErrorCode.COLUMN_NOT_FOUND,
                        insert.target() + " has no column " + name + Suggestions.didYouMean(name, target.names()),
                        insert.position(),
                        null);
            }
            if (columns.contains(column)) {
                throw new LaminarException(
                        ErrorCode.VALIDATION_ERROR, "column " + name + " is given twice", insert.position(), null);
            }
            columns.add(column);
        }
        for (int i = 0; insert.columns().isEmpty() && i < target.size(); i++) {
            columns.add(i);
        }
        return columns;
    }

    /** A {@code ?} in VALUES has the type of its column. */
    SqlNode withTypedParameters(SqlNode query) {
        if (query.getKind() == SqlKind.VALUES) {
            for (SqlNode row : ((SqlCall) query).getOperandList()) {
                if (row.getKind() == SqlKind.ROW) {
                    typeParameters((SqlCall) row);
                }
            }
        }
        return query;
    }

    private void typeParameters(SqlCall row) {
        for (int i = 0; i < Math.min(row.operandCount(), columns.size()); i++) {
            if (row.operand(i) instanceof SqlDynamicParam parameter) {
                var type = Types.toCalcite(target.type(columns.get(i)).withNullable(true));
                row.setOperand(
                        i,
                        SqlStdOperatorTable.CAST.createCall(
                                parameter.getParserPosition(), parameter, SqlTypeUtil.convertTypeToSpec(type)));
            }
        }
    }

    /** The query with the columns of the target in their order; those without a value are NULL. */
    QueryPlan intoTarget(QueryPlan plan) {
        PlanNode root = plan.root();
        if (root.schema().size() != columns.size()) {
            throw new LaminarException(
                    ErrorCode.VALIDATION_ERROR,
                    "INSERT INTO " + insert.target() + " needs " + columns.size() + " values ("
                            + String.join(
                                    ", ",
                                    columns.stream()
                                            .map(column -> target.field(column).name())
                                            .toList())
                            + ") but got " + root.schema().size(),
                    insert.query().position(),
                    null);
        }
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) {
            expressions.add(value(root, i));
        }
        Planned projected =
                Projections.project(new Planned(root, plan.timeColumns(), null), expressions, target.names());
        return new QueryPlan(projected.node(), projected.times(), null);
    }

    private Expression value(PlanNode root, int column) {
        Field field = target.field(column);
        int given = columns.indexOf(column);
        if (given >= 0) {
            return RexTranslator.convertTo(field.type(), Projections.column(root, given));
        }
        if (!field.type().nullable()) {
            throw new LaminarException(
                    ErrorCode.NULL_NOT_ALLOWED,
                    "column " + field.name() + " of " + insert.target() + " is NOT NULL and has no value",
                    insert.position(),
                    null);
        }
        return new Expression.Literal(null, field.type());
    }
}
