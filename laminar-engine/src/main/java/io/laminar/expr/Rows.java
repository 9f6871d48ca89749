package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.ScalarFunction.Notation;
import io.laminar.expr.function.MapFunctions;
import io.laminar.expr.function.RowFunctions;
import java.util.ArrayList;
import java.util.List;

/** Calls that make rows and maps, and read the fields of rows. */
final class Rows {
    private Rows() {}

    static Expression field(Expression row, int index) {
        DataType type = row.type().arguments().get(index);
        DataType result = type.withNullable(type.nullable() || row.type().nullable());
        ScalarFunction function = FunctionCatalog.of(RowFunctions.class, "field", Object[].class, long.class);
        ScalarFunction named = new ScalarFunction(
                row.type().fieldNames().get(index), function.method(), function.nullRule(), true, Notation.MEMBER);
        return Boxes.unbox(new Call(named, List.of(row, Casts.constant(index)), Boxes.typeOf(result)), result);
    }

    /** A row of the operands, each as the type of its field. */
    static Expression of(List<Expression> operands, DataType type) {
        List<Expression> fields = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Expression operand = operands.get(i);
            DataType field = type.arguments().get(i);
            fields.add(Boxes.box(
                    Casts.cast(operand, field.withNullable(operand.type().nullable()))));
        }
        return new Call(FunctionCatalog.of(RowFunctions.class, "row", Object[].class), fields, type);
    }

    /** A map of keys and values by turns. */
    static Expression map(List<Expression> operands, DataType type) {
        List<Expression> entries = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Expression operand = operands.get(i);
            DataType part = type.arguments().get(i % 2);
            entries.add(Boxes.box(
                    Casts.cast(operand, part.withNullable(operand.type().nullable()))));
        }
        return new Call(FunctionCatalog.of(MapFunctions.class, "map", Object[].class), entries, type);
    }
}
