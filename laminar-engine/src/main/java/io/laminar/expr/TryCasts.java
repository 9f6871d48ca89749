package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.data.LaneKind;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.function.FallibleCast;
import io.laminar.expr.function.TryCastFunctions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TRY_CAST: runs the CAST of the same types as a constant of its own, and takes its failure for NULL. */
final class TryCasts {
    private TryCasts() {}

    /** A CAST of column 0. Equal by the cast. */
    record InterpretedCast(Expression cast, Interpreter interpreter) implements FallibleCast {
        @Override
        public @Nullable Object apply(Object value) {
            return interpreter.evaluate(column -> value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof InterpretedCast that && that.cast.equals(cast);
        }

        @Override
        public int hashCode() {
            return cast.hashCode();
        }
    }

    static Expression tryCast(Expression operand, DataType target) {
        Expression cast =
                Casts.cast(new ColumnReference(0, "value", operand.type().notNull()), target.notNull());
        if (!(cast instanceof Call call) || isTotal(call)) {
            return Casts.cast(operand, target);
        }
        Class<?> source = parameterOf(operand.type());
        String method = "to" + resultOf(target);
        ScalarFunction function = FunctionCatalog.of(TryCastFunctions.class, method, source, FallibleCast.class);
        Literal plan = new Literal(new InterpretedCast(cast, Interpreter.of(cast)), DataType.VARCHAR.notNull());
        Call result = new Call(function, List.of(operand, plan), target.withNullable(true));
        return operand instanceof Literal ? Folding.fold(result) : result;
    }

    private static boolean isTotal(Call call) {
        return FunctionCatalog.isTotal(call.function())
                && call.operands().stream().allMatch(operand -> !(operand instanceof Call inner) || isTotal(inner));
    }

    private static Class<?> parameterOf(DataType type) {
        Class<?> exact = Casts.parameterOf(type);
        return exact.isPrimitive() ? exact : Object.class;
    }

    private static String resultOf(DataType type) {
        return type.kind() == Kind.BOOLEAN
                ? "Boolean"
                : switch (LaneKind.of(type)) {
                    case LONG -> "Long";
                    case DOUBLE -> "Double";
                    case OBJECT -> "Object";
                };
    }
}
