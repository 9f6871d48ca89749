package io.laminar.codegen;

import io.laminar.expr.Expression;
import io.laminar.expr.Expression.And;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.Case;
import io.laminar.expr.Expression.Coalesce;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.IsNull;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expression.Not;
import io.laminar.expr.Expression.Or;
import io.laminar.expr.ExpressionVisitor;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Turns nodes with many operands into nested ones with few, that give the same values in the same order of evaluation, so
 * that they can be cut into methods.
 *
 * <pre>
 *   a1 AND ... AND a40                  (a1 AND ... AND a16) AND (a17 AND ... AND a32) AND (a33 AND ... AND a40)
 *   CASE w1 ... w40 ELSE e END    =>    CASE w1 ... w16 ELSE CASE w17 ... w32 ELSE CASE w33 ... w40 ELSE e END END END
 * </pre>
 */
final class NarrowNodes implements ExpressionVisitor<Expression> {
    private static final int MAX_OPERANDS = 16;
    private static final NarrowNodes INSTANCE = new NarrowNodes();

    private NarrowNodes() {}

    static Stage of(Stage stage) {
        return stage instanceof FilterStage filter
                ? new FilterStage(filter.predicate().accept(INSTANCE))
                : new ProjectStage(INSTANCE.all(((ProjectStage) stage).expressions()));
    }

    private List<Expression> all(List<Expression> expressions) {
        return expressions.stream().map(expression -> expression.accept(this)).toList();
    }

    private static Expression grouped(List<Expression> operands, Function<List<Expression>, Expression> node) {
        if (operands.size() <= MAX_OPERANDS) {
            return operands.size() == 1 ? operands.get(0) : node.apply(operands);
        }
        List<Expression> groups = new ArrayList<>();
        for (int from = 0; from < operands.size(); from += MAX_OPERANDS) {
            groups.add(grouped(operands.subList(from, Math.min(operands.size(), from + MAX_OPERANDS)), node));
        }
        return grouped(groups, node);
    }

    @Override
    public Expression visitAnd(And and) {
        return grouped(all(and.operands()), And::new);
    }

    @Override
    public Expression visitOr(Or or) {
        return grouped(all(or.operands()), Or::new);
    }

    @Override
    public Expression visitCoalesce(Coalesce coalesce) {
        return grouped(all(coalesce.operands()), operands -> new Coalesce(operands, coalesce.type()));
    }

    @Override
    public Expression visitCase(Case caseWhen) {
        List<Expression> conditions = all(caseWhen.conditions());
        List<Expression> values = all(caseWhen.values());
        Expression otherwise = caseWhen.otherwise().accept(this);
        int half = MAX_OPERANDS / 2;
        for (int from = (conditions.size() - 1) / half * half; from >= 0; from -= half) {
            int to = Math.min(conditions.size(), from + half);
            otherwise = new Case(conditions.subList(from, to), values.subList(from, to), otherwise, caseWhen.type());
        }
        return otherwise;
    }

    @Override
    public Expression visitCall(Call call) {
        return new Call(call.function(), all(call.operands()), call.type());
    }

    @Override
    public Expression visitNot(Not not) {
        return new Not(not.operand().accept(this));
    }

    @Override
    public Expression visitIsNull(IsNull isNull) {
        return new IsNull(isNull.operand().accept(this));
    }

    @Override
    public Expression visitColumn(ColumnReference column) {
        return column;
    }

    @Override
    public Expression visitLiteral(Literal literal) {
        return literal;
    }
}
