package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.function.CastFunctions;
import io.laminar.expr.function.FallibleCast;
import io.laminar.expr.function.JsonDocumentFunctions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Casts from and to ARRAY, MAP, ROW and JSON. As text they are JSON. */
final class NestedCasts {
    private NestedCasts() {}

    /** The conversion, or null when neither type is nested or JSON. */
    static @Nullable Expression convert(Expression operand, DataType target) {
        DataType source = operand.type();
        boolean fromText = source.isCharacter() || source.kind() == Kind.JSON;
        boolean toText = target.isCharacter() || target.kind() == Kind.JSON;
        if (fromText && toText) {
            return target.kind() == Kind.JSON ? JsonCalls.text(JsonCalls.parse(operand)) : null;
        }
        if (isNested(source) && toText) {
            Expression text = JsonCalls.text(JsonCalls.document(operand));
            return target.kind() == Kind.JSON ? text : Casts.cast(text, target.withNullable(source.nullable()));
        }
        if (target.kind() == Kind.JSON) {
            return JsonCalls.text(JsonCalls.document(operand));
        }
        if (source.kind() == Kind.JSON || (source.isCharacter() && isNested(target))) {
            return JsonCalls.decode(JsonCalls.parse(operand), target);
        }
        boolean isAlike = isNested(source)
                && source.kind() == target.kind()
                && source.arguments().size() == target.arguments().size();
        return isAlike ? elements(operand, target) : null;
    }

    private static boolean isNested(DataType type) {
        return type.kind() == Kind.ARRAY || type.kind() == Kind.MAP || type.kind() == Kind.ROW;
    }

    private static Expression elements(Expression operand, DataType target) {
        FallibleCast cast = cast(operand.type(), target);
        if (cast == null) {
            return Casts.call(CastFunctions.class, "same", target, operand);
        }
        ScalarFunction function =
                FunctionCatalog.of(JsonDocumentFunctions.class, "convert", Object.class, FallibleCast.class);
        return new Call(function, List.of(operand, new Literal(cast, DataType.VARCHAR.notNull())), target);
    }

    /** The conversion of boxed values, or null when they stay as they are. */
    private static @Nullable FallibleCast cast(DataType source, DataType target) {
        if (CommonTypes.nullable(source).equals(CommonTypes.nullable(target))) {
            return null;
        }
        boolean isAlike = isNested(source)
                && source.kind() == target.kind()
                && source.arguments().size() == target.arguments().size();
        if (!isAlike) {
            Expression cast = Casts.cast(new ColumnReference(0, "value", source.notNull()), target.notNull());
            boolean isSame = cast instanceof ColumnReference
                    || (cast instanceof Call call
                            && call.function().method().getName().equals("same"));
            return isSame
                    ? null
                    : new ScalarCast(
                            source.kind() == Kind.BOOLEAN, new TryCasts.InterpretedCast(cast, Interpreter.of(cast)));
        }
        List<@Nullable FallibleCast> parts = new ArrayList<>();
        for (int i = 0; i < source.arguments().size(); i++) {
            parts.add(cast(source.arguments().get(i), target.arguments().get(i)));
        }
        return parts.stream().allMatch(java.util.Objects::isNull)
                ? null
                : new PartsCast(source.kind(), java.util.Collections.unmodifiableList(parts));
    }

    /** A cast of boxed values, in which a boolean is 0 or 1. */
    private record ScalarCast(boolean isOfBoolean, FallibleCast cast) implements FallibleCast {
        @Override
        public @Nullable Object apply(Object value) {
            Object result = cast.apply(isOfBoolean ? !value.equals(0L) : value);
            return result instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : result;
        }
    }

    /** A cast of each element, of keys and values, or of each field; null casts nothing. */
    private record PartsCast(Kind kind, List<@Nullable FallibleCast> parts) implements FallibleCast {
        @Override
        public Object apply(Object value) {
            if (kind == Kind.ARRAY) {
                List<@Nullable Object> list = new ArrayList<>();
                ((List<?>) value).forEach(element -> list.add(part(0, element)));
                return list;
            }
            if (kind == Kind.MAP) {
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                ((Map<?, ?>) value).forEach((key, member) -> map.put(part(0, key), part(1, member)));
                return map;
            }
            @Nullable Object[] row = ((@Nullable Object[]) value).clone();
            for (int i = 0; i < row.length; i++) {
                row[i] = part(i, row[i]);
            }
            return row;
        }

        private @Nullable Object part(int index, @Nullable Object value) {
            FallibleCast cast = parts.get(index);
            return cast == null || value == null ? value : cast.apply(value);
        }
    }
}
