package io.laminar.expr;

import io.laminar.api.LaminarException;
import io.laminar.expr.Expression.And;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.Case;
import io.laminar.expr.Expression.Coalesce;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.IsNull;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expression.Not;
import io.laminar.expr.Expression.Or;
import java.util.List;

/**
 * Evaluates what does not depend on a row, from the leaves up.
 *
 * <pre>
 *   before   (price * (1 + 2)) &gt; CAST('7' AS DOUBLE)
 *   after    (price * 3) &gt; 7.0
 * </pre>
 */
final class Folding implements ExpressionVisitor<Expression> {
    private static final Folding INSTANCE = new Folding();

    private Folding() {}

    static Expression fold(Expression expression) {
        return expression.accept(INSTANCE);
    }

    @Override
    public Expression visitColumn(ColumnReference column) {
        return column;
    }

    @Override
    public Expression visitLiteral(Literal literal) {
        return literal;
    }

    @Override
    public Expression visitCall(Call call) {
        Call folded = new Call(call.function(), all(call.operands()), call.type());
        return call.function().isDeterministic() ? evaluate(folded) : folded;
    }

    @Override
    public Expression visitAnd(And and) {
        return evaluate(new And(all(and.operands())));
    }

    @Override
    public Expression visitOr(Or or) {
        return evaluate(new Or(all(or.operands())));
    }

    @Override
    public Expression visitNot(Not not) {
        return evaluate(new Not(fold(not.operand())));
    }

    @Override
    public Expression visitIsNull(IsNull isNull) {
        return evaluate(new IsNull(fold(isNull.operand())));
    }

    @Override
    public Expression visitCase(Case caseWhen) {
        return evaluate(new Case(
                all(caseWhen.conditions()), all(caseWhen.values()), fold(caseWhen.otherwise()), caseWhen.type()));
    }

    @Override
    public Expression visitCoalesce(Coalesce coalesce) {
        return evaluate(new Coalesce(all(coalesce.operands()), coalesce.type()));
    }

    private static List<Expression> all(List<Expression> expressions) {
        return expressions.stream().map(Folding::fold).toList();
    }

    private static Expression evaluate(Expression expression) {
        if (!expression.operands().stream().allMatch(Literal.class::isInstance)) {
            return expression;
        }
        try {
            Object value = Interpreter.of(expression).evaluate(Folding::noColumn);
            return new Literal(value, expression.type());
        } catch (LaminarException e) {
            // The row that reaches the expression raises it; another branch may be taken.
            return expression;
        }
    }

    private static Object noColumn(int column) {
        throw new IllegalStateException("a constant has no column " + column);
    }
}
