package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.Case;
import io.laminar.expr.Expression.IsNull;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.function.ComparisonFunctions;
import io.laminar.expr.function.JsonDocumentFunctions;
import io.laminar.expr.function.JsonQueryFunctions;
import io.laminar.expr.json.JsonDocument;
import io.laminar.expr.json.JsonEncoding;
import io.laminar.expr.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON in expressions. A document is an operand of its own, made by a call that functions over the same text share:
 *
 * <pre>
 *   j -&gt; 'a' -&gt;&gt; 'b'     =>     GET_TEXT(GET(PARSE(j), 'a'), 'b')
 * </pre>
 */
final class JsonCalls {
    private static final DataType JSON = DataType.of(Kind.JSON);
    private static final ScalarFunction PARSE = FunctionCatalog.of(JsonDocumentFunctions.class, "parse", String.class);
    private static final ScalarFunction PATH = FunctionCatalog.of(JsonDocumentFunctions.class, "path", String.class);
    private static final ScalarFunction TEXT =
            FunctionCatalog.of(JsonDocumentFunctions.class, "text", JsonDocument.class);
    private static final ScalarFunction ENCODE =
            FunctionCatalog.of(JsonDocumentFunctions.class, "encode", Object.class, JsonEncoding.class);
    private static final ScalarFunction DECODE =
            FunctionCatalog.of(JsonDocumentFunctions.class, "decode", JsonDocument.class, JsonEncoding.class);

    private JsonCalls() {}

    /** The document of JSON text. */
    static Expression parse(Expression text) {
        if (text instanceof Call call && call.function().equals(TEXT)) {
            return call.operands().get(0);
        }
        return new Call(PARSE, List.of(text), JSON.withNullable(text.type().nullable()));
    }

    /** Whether a call makes the document of JSON text. */
    static boolean isParse(Call call) {
        return call.function().equals(PARSE);
    }

    /** JSON text of a document. */
    static Expression text(Expression document) {
        return new Call(
                TEXT, List.of(document), JSON.withNullable(document.type().nullable()));
    }

    /** The document of any value; text becomes a JSON string. */
    static Expression document(Expression operand) {
        if (operand.type().kind() == Kind.NULL || (operand instanceof Literal literal && literal.value() == null)) {
            return new Literal(null, JSON);
        }
        if (operand.type().kind() == Kind.JSON) {
            return parse(operand);
        }
        JsonEncoding encoding = new JsonEncoding(operand.type());
        return new Call(
                ENCODE,
                List.of(Boxes.box(operand), constant(encoding)),
                JSON.withNullable(operand.type().nullable()));
    }

    /** The value of a type that a document is. */
    static Expression decode(Expression document, DataType type) {
        DataType nullable = type.withNullable(true);
        Call call = new Call(DECODE, List.of(document, constant(new JsonEncoding(nullable))), Boxes.typeOf(nullable));
        return Boxes.unbox(call, nullable);
    }

    private static Literal constant(Object value) {
        return new Literal(value, DataType.VARCHAR.notNull());
    }

    /** Functions of the standard, as Calcite gives them, with flags among the operands. */
    static @Nullable Expression standard(String name, List<Expression> operands, DataType type) {
        return switch (name) {
            case "JSON_VALUE" -> value(operands, type);
            case "JSON_QUERY" -> query(operands);
            case "JSON_EXISTS" -> exists(operands);
            case "JSON_OBJECT" -> built("object", operands, true);
            case "JSON_ARRAY" -> built("array", operands, false);
            case "FORMAT JSON" -> text(parse(operands.get(0)));
            default -> name.startsWith("IS JSON ") || name.startsWith("IS NOT JSON ") ? is(name, operands) : null;
        };
    }

    private static Expression value(List<Expression> operands, DataType type) {
        Expression document = parse(operands.get(0));
        Expression path = path(operands.get(1));
        Behavior onEmpty = Behavior.of(operands, "EMPTY");
        Behavior onError = Behavior.of(operands, "ERROR");
        DataType text = DataType.VARCHAR;
        Expression found = call("value", text, document, path, truth(onEmpty.isError()), truth(onError.isError()));
        DataType nullable = type.isCharacter() ? text : type.withNullable(true);
        Expression result = onError.isError() ? Casts.cast(found, nullable) : TryCasts.tryCast(found, nullable);
        if (onEmpty.value == null && onError.value == null) {
            return result;
        }
        Expression outcome = call(
                "outcome",
                DataType.BIGINT.withNullable(
                        document.type().nullable() || path.type().nullable()),
                document,
                path);
        List<Expression> conditions = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        if (onEmpty.value != null) {
            conditions.add(isOutcome(outcome, 1));
            values.add(castTo(onEmpty.value, nullable));
        }
        if (onError.value != null) {
            conditions.add(isOutcome(outcome, 2));
            values.add(castTo(onError.value, nullable));
            if (!nullable.isCharacter()) {
                conditions.add(new Expression.And(
                        List.of(isOutcome(outcome, 0), new Expression.Not(new IsNull(found)), new IsNull(result))));
                values.add(castTo(onError.value, nullable));
            }
        }
        return new Case(conditions, values, result, nullable);
    }

    private static Expression isOutcome(Expression outcome, long expected) {
        return Casts.call(
                ComparisonFunctions.class,
                "equal",
                DataType.BOOLEAN.withNullable(outcome.type().nullable()),
                outcome,
                Casts.constant(expected));
    }

    private static Expression castTo(Expression operand, DataType type) {
        return Casts.cast(operand, type.withNullable(operand.type().nullable()));
    }

    /** What stands before ON EMPTY or ON ERROR: nothing, ERROR, or DEFAULT with a value. */
    private record Behavior(@Nullable String word, @Nullable Expression value) {
        static Behavior of(List<Expression> operands, String event) {
            int at = 2;
            while (at + 1 < operands.size()) {
                String word = flag(operands.get(at));
                boolean isDefault = "DEFAULT".equals(word);
                int end = at + (isDefault ? 2 : 1);
                if (event.equals(flag(operands.get(end)))) {
                    return new Behavior(word, isDefault ? operands.get(at + 1) : null);
                }
                at = end + 1;
            }
            return new Behavior(null, null);
        }

        boolean isError() {
            return "ERROR".equals(word);
        }
    }

    private static boolean isFlag(Expression operand, String name) {
        return name.equals(flag(operand));
    }

    private static @Nullable String flag(Expression operand) {
        return operand instanceof Literal literal && literal.value() instanceof String text ? text : null;
    }

    private static Expression query(List<Expression> operands) {
        Expression document = parse(operands.get(0));
        Expression path = path(operands.get(1));
        Expression result = call("query", JSON, document, path, operands.get(2), operands.get(3), operands.get(4));
        return text(result);
    }

    private static Expression exists(List<Expression> operands) {
        Expression onError = operands.size() > 2 ? operands.get(2) : constant("FALSE");
        return call("exists", DataType.BOOLEAN, parse(operands.get(0)), path(operands.get(1)), onError);
    }

    private static Expression is(String name, List<Expression> operands) {
        boolean isNegated = name.startsWith("IS NOT");
        Expression operand = castTo(operands.get(0), DataType.VARCHAR);
        Expression result = call(
                "isJson",
                DataType.BOOLEAN.withNullable(operand.type().nullable()),
                parse(operand),
                constant(name.substring(name.lastIndexOf(' ') + 1)));
        return isNegated ? new Expression.Not(result) : result;
    }

    /** A flag for NULLs, and then elements, or names and values by turns. */
    private static Expression built(String method, List<Expression> operands, boolean hasNames) {
        List<Expression> all = new ArrayList<>();
        all.add(truth(isFlag(operands.get(0), "ABSENT_ON_NULL")));
        for (int i = 1; i < operands.size(); i++) {
            boolean isName = hasNames && i % 2 == 1;
            all.add(isName ? castTo(operands.get(i), DataType.VARCHAR) : document(operands.get(i)));
        }
        ScalarFunction function = FunctionCatalog.of(JsonQueryFunctions.class, method, boolean.class, Object[].class);
        return text(new Call(function, all, JSON.notNull()));
    }

    /** The path of a text; one that is malformed is refused at once where it is constant. */
    private static Expression path(Expression path) {
        String constant = flag(path);
        if (constant != null) {
            return new Literal(JsonPath.parse(constant), path.type());
        }
        return ReadOnce.of(new Call(PATH, List.of(path), path.type()));
    }

    private static Literal truth(boolean value) {
        return new Literal(value, DataType.BOOLEAN.notNull());
    }

    private static Call call(String method, DataType type, Expression... operands) {
        ScalarFunction function = FunctionCatalog.named(JsonQueryFunctions.class, method);
        return new Call(function, List.of(operands), type);
    }
}
