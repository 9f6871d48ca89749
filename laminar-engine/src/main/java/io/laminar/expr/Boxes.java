package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.data.LaneKind;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.function.BoxFunctions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of any type as the objects that arrays, maps and rows hold: functions that take or give elements have one
 * method for all types, and the conversions around it are calls of their own, which EXPLAIN does not show.
 */
final class Boxes {
    private Boxes() {}

    /** The value as an object; itself where it is one. */
    static Expression box(Expression operand) {
        DataType type = operand.type();
        if (LaneKind.of(type) == LaneKind.OBJECT) {
            return operand;
        }
        ScalarFunction function = FunctionCatalog.of(BoxFunctions.class, "box", Casts.parameterOf(type));
        Call call = new Call(function, List.of(operand), typeOf(type));
        return operand instanceof Expression.Literal ? Folding.fold(call) : call;
    }

    /** The type of an expression whose value is a boxed value of a type. */
    static DataType typeOf(DataType type) {
        return LaneKind.of(type) == LaneKind.OBJECT
                ? type
                : new DataType(Kind.ROW, DataType.UNSPECIFIED, 0, type.nullable(), List.of(type), List.of(""));
    }

    /** The type that a boxed value has, or null when the type is not one of boxed values. */
    static @Nullable DataType boxedBy(DataType type) {
        return type.kind() == Kind.ROW && type.fieldNames().equals(List.of(""))
                ? type.arguments().get(0)
                : null;
    }

    /** The value of a type from the object. */
    static Expression unbox(Expression boxed, DataType type) {
        LaneKind lane = LaneKind.of(type);
        if (lane == LaneKind.OBJECT) {
            return boxed;
        }
        String method =
                type.kind() == Kind.BOOLEAN ? "unboxBoolean" : lane == LaneKind.LONG ? "unboxLong" : "unboxDouble";
        return new Call(
                FunctionCatalog.of(BoxFunctions.class, method, Object.class),
                List.of(boxed),
                type.withNullable(boxed.type().nullable()));
    }
}
