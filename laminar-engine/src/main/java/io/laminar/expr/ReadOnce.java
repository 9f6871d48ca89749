package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.function.Remembered;
import java.util.ArrayList;
import java.util.List;

/**
 * Calls that read a text, as a regular expression or a path: those of a constant are made at once, and those of a
 * column only when its text is another than before.
 *
 * <pre>
 *   REGULAR_EXPRESSION(p)     =&gt;     REMEMBERED(p, what REGULAR_EXPRESSION made of the last p)
 * </pre>
 */
final class ReadOnce {
    private static final ScalarFunction READ =
            FunctionCatalog.of(Remembered.class, "read", String.class, Remembered.class);

    private ReadOnce() {}

    static Expression of(Call reader) {
        Expression folded = Folding.fold(reader);
        if (!(folded instanceof Call call)) {
            return folded;
        }
        List<Expression> operands = new ArrayList<>(call.operands());
        List<Integer> changing = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            if (!(operands.get(i) instanceof Literal)) {
                changing.add(i);
            }
        }
        if (changing.size() != 1) {
            return folded;
        }
        int index = changing.get(0);
        Expression text = operands.get(index);
        operands.set(index, new ColumnReference(0, "text", text.type().notNull()));
        Call ofText = new Call(call.function(), operands, call.type());
        Remembered place = new Remembered(text, new TryCasts.InterpretedCast(ofText, Interpreter.of(ofText)));
        return new Call(READ, List.of(text, new Literal(place, DataType.VARCHAR.notNull())), call.type());
    }
}
