package io.laminar.expr;

import io.laminar.api.DataType;
import java.util.List;

/** Makes typed expressions: finds the function for the operands and inserts the conversions it needs. */
public final class Expressions {
    private Expressions() {}

    /**
     * A call of an operator or function.
     *
     * @param name operator symbol ({@code + - * / % = <> < <= > >= || LIKE}) or SQL name of a function; case is ignored
     * @param operands in SQL order
     * @param type what the validator says the result is; the expression has exactly this type, nullability aside
     * @throws io.laminar.api.LaminarException with {@code FUNCTION_NOT_FOUND} when there is none for these operands
     */
    public static Expression call(String name, List<Expression> operands, DataType type) {
        return FunctionCalls.call(name, operands, type);
    }

    /**
     * CAST. A value that does not fit raises an error of the row.
     *
     * @param target the expression has exactly this type, nullability aside; an operand that has it already is returned as it is
     * @throws io.laminar.api.LaminarException with {@code INVALID_CAST} when no value of the type can ever be cast
     */
    public static Expression cast(Expression operand, DataType target) {
        return Casts.cast(operand, target);
    }

    /** TRY_CAST: NULL for a value that does not fit. */
    public static Expression tryCast(Expression operand, DataType target) {
        return TryCasts.tryCast(operand, target);
    }

    /** The same expression with every deterministic part without columns evaluated; parts that raise errors stay. */
    public static Expression fold(Expression expression) {
        return Folding.fold(expression);
    }

    /** A field of a ROW, from 0; NULL when the row is. */
    public static Expression field(Expression row, int index) {
        return Rows.field(row, index);
    }
}
