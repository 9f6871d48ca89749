package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.data.LaneKind;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.json.JsonDocument;
import java.util.ArrayList;
import java.util.List;

/** Makes calls of catalogue functions: brings operands to the types that the method takes, and its result to the type asked for. */
final class CatalogCalls {
    private CatalogCalls() {}

    static Expression call(FunctionCatalog.Entry entry, List<Expression> operands, DataType asked) {
        List<DataType> types = operands.stream().map(Expression::type).toList();
        Signature signature = entry.signature();
        Signature.Binding binding =
                signature.bind(types).orElseThrow(() -> FunctionCatalog.notFound(entry.name(), types));
        if (!signature.isGeneric()) {
            return plain(entry.function(), signature, binding, operands, asked);
        }
        DataType result = binding.result().withNullable(entry.mayBeNull(types));
        boolean isBoxed = entry.function().method().getReturnType() == Object.class;
        Call call = new Call(
                entry.function(),
                converted(entry.function(), signature, binding, operands),
                isBoxed ? Boxes.typeOf(result) : result);
        boolean isDocument = entry.function().method().getReturnType() == JsonDocument.class;
        Expression value = isBoxed ? Boxes.unbox(call, result) : isDocument ? JsonCalls.text(call) : call;
        return isSameBut(result, asked) ? value : Casts.cast(value, asked.withNullable(result.nullable()));
    }

    /** A call of a function without type variables; a result of the kind asked for takes the type as it was asked for. */
    static Expression plain(
            ScalarFunction function,
            Signature signature,
            Signature.Binding binding,
            List<Expression> operands,
            DataType asked) {
        List<Expression> converted = converted(function, signature, binding, operands);
        Kind result = binding.result().kind();
        boolean isSameKind = result == asked.kind() || (result == Kind.VARCHAR && asked.isCharacter());
        if ((isSameKind && result != Kind.DECIMAL)
                || (LaneKind.of(asked) == LaneKind.DOUBLE && result == Kind.DOUBLE)) {
            DataType type = asked.kind() == Kind.REAL ? binding.result() : asked;
            return castTo(new Call(function, converted, type), asked);
        }
        DataType type = binding.result().withNullable(asked.nullable());
        return castTo(new Call(function, converted, type), asked);
    }

    private static List<Expression> converted(
            ScalarFunction function, Signature signature, Signature.Binding binding, List<Expression> operands) {
        List<Expression> converted = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Expression operand = operands.get(i);
            DataType target = binding.operands().get(i);
            boolean isExact = signature.parameter(i) instanceof TypeTemplate.Exact;
            boolean fits = isExact ? operand.type().kind() == target.kind() : isSameBut(operand.type(), target);
            Class<?> javaType = function.parameterType(i);
            if (javaType == JsonDocument.class) {
                converted.add(
                        signature.parameter(i) instanceof TypeTemplate.Castable
                                ? JsonCalls.document(operand)
                                : JsonCalls.parse(fits ? operand : castTo(operand, DataType.VARCHAR)));
                continue;
            }
            Expression value = fits ? operand : castTo(operand, target);
            converted.add(javaType == Object.class ? Boxes.box(value) : read(javaType, value));
        }
        return converted;
    }

    /** The object of a Java type that a text is, such as a compiled pattern; the value itself for types that rows have. */
    static Expression read(Class<?> javaType, Expression value) {
        ScalarFunction reader = FunctionCatalog.constantReader(javaType);
        return reader == null ? value : ReadOnce.of(new Call(reader, List.of(value), value.type()));
    }

    /** Whether the types are the same but for nullability, the length of text, and what is JSON and what is text. */
    private static boolean isSameBut(DataType one, DataType other) {
        return CommonTypes.textual(one).equals(CommonTypes.textual(other));
    }

    private static Expression castTo(Expression operand, DataType type) {
        return Casts.cast(operand, type.withNullable(operand.type().nullable()));
    }
}
