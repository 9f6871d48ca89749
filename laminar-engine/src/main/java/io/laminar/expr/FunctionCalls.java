package io.laminar.expr;

import static io.laminar.expr.Casts.call;
import static io.laminar.expr.Casts.cast;
import static io.laminar.expr.Casts.constant;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.expr.Expression.And;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.Case;
import io.laminar.expr.Expression.Coalesce;
import io.laminar.expr.Expression.IsNull;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expression.Not;
import io.laminar.expr.Expression.Or;
import io.laminar.expr.function.ComparisonFunctions;
import io.laminar.expr.function.DecimalFunctions;
import io.laminar.expr.function.NumberPattern;
import io.laminar.expr.function.PatternFunctions;
import io.laminar.expr.function.RegexFunctions;
import io.laminar.expr.function.RegularExpression;
import io.laminar.expr.function.StringFunctions;
import io.laminar.expr.function.TimeFunctions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Translates a named call: forms that are nodes of their own, operators, functions whose types depend on their operands, and the catalogue. */
final class FunctionCalls {
    private FunctionCalls() {}

    static Expression call(String name, List<Expression> operands, DataType type) {
        String upper = name.toUpperCase(Locale.ROOT);
        Expression result = form(upper, operands, type);
        if (result == null) {
            result = operator(upper, operands, type);
        }
        if (result == null) {
            result = polymorphic(upper, operands, type);
        }
        if (result == null) {
            result = JsonCalls.standard(upper, operands, type);
        }
        return result == null ? fromCatalogue(upper, operands, type) : result;
    }

    /** Calls that are no functions since they do not evaluate all operands, or are true of NULL. */
    private static @Nullable Expression form(String name, List<Expression> operands, DataType type) {
        return switch (name) {
            case "AND" -> operands.size() == 1 ? operands.get(0) : new And(operands);
            case "OR" -> operands.size() == 1 ? operands.get(0) : new Or(operands);
            case "NOT" -> new Not(operands.get(0));
            case "IS NULL", "IS UNKNOWN" -> new IsNull(operands.get(0));
            case "IS NOT NULL", "IS NOT UNKNOWN" -> new Not(new IsNull(operands.get(0)));
            case "IS TRUE" -> orElse(operands.get(0), false);
            case "IS NOT TRUE" -> new Not(orElse(operands.get(0), false));
            case "IS FALSE" -> new Not(orElse(operands.get(0), true));
            case "IS NOT FALSE" -> orElse(operands.get(0), true);
            case "IS DISTINCT FROM" -> Comparisons.distinct(operands.get(0), operands.get(1));
            case "IS NOT DISTINCT FROM" -> new Not(Comparisons.distinct(operands.get(0), operands.get(1)));
            case "COALESCE", "IFNULL", "NVL" -> new Coalesce(castAll(operands, type), type);
            case "NULLIF" ->
                new Case(
                        List.of(Comparisons.compare("equal", operands.get(0), operands.get(1))),
                        List.of(new Literal(null, type.withNullable(true))),
                        castTo(operands.get(0), type),
                        type.withNullable(true));
            case "CASE", "IF", "IIF" -> caseWhen(operands, type);
            case "ROW" -> Rows.of(operands, type);
            case "MAP" -> Rows.map(operands, type);
            case "TYPEOF", "PG_TYPEOF" -> new Literal(operands.get(0).type().sqlName(), DataType.VARCHAR.notNull());
            default -> null;
        };
    }

    private static Expression orElse(Expression operand, boolean value) {
        DataType type = DataType.BOOLEAN.notNull();
        return operand.type().nullable() ? new Coalesce(List.of(operand, new Literal(value, type)), type) : operand;
    }

    /** Condition, value, condition, value, ..., otherwise. */
    private static Expression caseWhen(List<Expression> operands, DataType type) {
        List<Expression> conditions = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i + 1 < operands.size(); i += 2) {
            conditions.add(operands.get(i));
            values.add(castTo(operands.get(i + 1), type));
        }
        Expression otherwise = operands.size() % 2 == 0
                ? new Literal(null, type.withNullable(true))
                : castTo(operands.get(operands.size() - 1), type);
        return new Case(conditions, values, otherwise, type);
    }

    private static @Nullable Expression operator(String name, List<Expression> operands, DataType type) {
        String comparison = Comparisons.methodOf(name);
        if (comparison != null) {
            return Comparisons.compare(comparison, operands.get(0), operands.get(1));
        }
        return switch (name) {
            case "+", "-", "*", "/", "%", "MOD" -> arithmetic(name.equals("MOD") ? "%" : name, operands, type);
            case "||", "CONCAT" -> operands.isEmpty() ? null : concat(operands, type);
            case "LIKE" -> like(operands);
            case "NOT LIKE" -> new Not(like(operands));
            case "ILIKE" -> like(lowerCase(operands));
            case "NOT ILIKE" -> new Not(like(lowerCase(operands)));
            case "NOT RLIKE" -> new Not(fromCatalogue("RLIKE", operands, type));
            case "SIMILAR TO" -> similar(operands, type);
            case "NOT SIMILAR TO" -> new Not(similar(operands, type));
            case "~" -> fromCatalogue(operands.size() == 1 ? "BITNOT" : "REGEXP_LIKE", operands, type);
            case "!~" -> new Not(fromCatalogue("REGEXP_LIKE", operands, type));
            case "~*" -> matchesIgnoringCase(operands, type);
            case "!~*" -> new Not(matchesIgnoringCase(operands, type));
            case "BETWEEN" ->
                new And(List.of(
                        Comparisons.compare("greaterOrEqual", operands.get(0), operands.get(1)),
                        Comparisons.compare("lessOrEqual", operands.get(0), operands.get(2))));
            case "IN" -> in(operands);
            case "NOT IN" -> new Not(in(operands));
            default -> null;
        };
    }

    private static Expression arithmetic(String operator, List<Expression> operands, DataType type) {
        for (Expression operand : operands) {
            if (operand.type().kind() == Kind.NULL) {
                return new Literal(null, type.withNullable(true));
            }
        }
        if (operands.size() == 1) {
            return operator.equals("+") ? castTo(operands.get(0), type) : Arithmetic.negate(operands.get(0), type);
        }
        if (TemporalArithmetic.applies(operands)) {
            return TemporalArithmetic.binary(operator, operands.get(0), operands.get(1), type);
        }
        if (operands.stream().anyMatch(operand -> !operand.type().isNumeric())) {
            throw FunctionCatalog.notFound(operator, types(operands));
        }
        return Arithmetic.binary(operator, operands.get(0), operands.get(1), type);
    }

    private static Expression concat(List<Expression> operands, DataType type) {
        if (type.kind() == Kind.BINARY || type.kind() == Kind.VARBINARY) {
            Expression bytes = operands.get(0);
            for (Expression operand : operands.subList(1, operands.size())) {
                bytes = Casts.call(StringFunctions.class, "concat", type, bytes, operand);
            }
            return bytes;
        }
        Expression result = castTo(operands.get(0), DataType.VARCHAR);
        for (int i = 1; i < operands.size(); i++) {
            result = Casts.call(
                    StringFunctions.class, "concat", type, result, castTo(operands.get(i), DataType.VARCHAR));
        }
        return castTo(result, type);
    }

    private static Expression like(List<Expression> operands) {
        List<Expression> texts = castAll(operands, DataType.VARCHAR);
        DataType free = DataType.VARCHAR.withNullable(anyNullable(texts.subList(1, texts.size())));
        Expression pattern = ReadOnce.of(
                texts.size() == 2
                        ? Casts.call(StringFunctions.class, "likePattern", free, texts.get(1))
                        : Casts.call(StringFunctions.class, "likePatternWithEscape", free, texts.get(1), texts.get(2)));
        ScalarFunction like = FunctionCatalog.resolve("LIKE", List.of(DataType.VARCHAR, DataType.VARCHAR))
                .orElseThrow()
                .function();
        return new Call(like, List.of(texts.get(0), pattern), DataType.BOOLEAN.withNullable(anyNullable(texts)));
    }

    private static Expression matchesIgnoringCase(List<Expression> operands, DataType type) {
        Literal flags = new Literal("i", DataType.VARCHAR.notNull());
        return fromCatalogue("REGEXP_LIKE", List.of(operands.get(0), operands.get(1), flags), type);
    }

    private static Expression similar(List<Expression> operands, DataType type) {
        List<Expression> texts = castAll(operands, DataType.VARCHAR);
        Expression escape = texts.size() == 3 ? texts.get(2) : new Literal("", DataType.VARCHAR.notNull());
        Expression pattern = ReadOnce.of(Casts.call(
                RegexFunctions.class,
                "similarPattern",
                DataType.VARCHAR.withNullable(anyNullable(List.of(texts.get(1), escape))),
                texts.get(1),
                escape));
        ScalarFunction matches =
                FunctionCatalog.of(RegexFunctions.class, "matches", String.class, RegularExpression.class);
        return new Call(matches, List.of(texts.get(0), pattern), type);
    }

    private static List<Expression> lowerCase(List<Expression> operands) {
        return operands.stream()
                .map(operand -> {
                    Expression text = castTo(operand, DataType.VARCHAR);
                    return Folding.fold(Casts.call(StringFunctions.class, "lower", text.type(), text));
                })
                .toList();
    }

    private static Expression in(List<Expression> operands) {
        List<Expression> comparisons = operands.subList(1, operands.size()).stream()
                .map(candidate -> Comparisons.compare("equal", operands.get(0), candidate))
                .toList();
        return comparisons.size() == 1 ? comparisons.get(0) : new Or(comparisons);
    }

    private static @Nullable Expression polymorphic(String name, List<Expression> operands, DataType type) {
        return switch (name) {
            case "GREATEST", "LEAST" -> extreme(name, operands, type);
            case "ABS", "SIGN", "CEIL", "CEILING", "FLOOR", "ROUND", "TRUNCATE", "TRUNC" ->
                !operands.isEmpty() && operands.get(0).type().kind() == Kind.DECIMAL
                        ? decimal(name, operands, type)
                        : null;
            case "TO_CHAR" -> isExact(operands.get(0).type()) ? numberToText(operands, type) : null;
            case "EXTRACT", "DATE_PART" -> extract(operands, type);
            case "YEAR", "QUARTER", "MONTH", "WEEK", "HOUR", "MINUTE", "SECOND" -> field(name, operands, type);
            case "DAYOFYEAR" -> field("DOY", operands, type);
            case "DAYOFMONTH" -> field("DAY", operands, type);
            case "DAYOFWEEK" -> field("DOW", operands, type);
            default -> null;
        };
    }

    private static Expression extreme(String name, List<Expression> operands, DataType type) {
        String method = name.toLowerCase(Locale.ROOT);
        List<Expression> values = castAll(operands, type);
        Expression result = values.get(0);
        for (Expression value : values.subList(1, values.size())) {
            result = Casts.call(ComparisonFunctions.class, method, type, result, value);
        }
        return result;
    }

    /** Functions of a DECIMAL, calculated as a BigDecimal; the precision leaves room for a digit more. */
    private static Expression decimal(String name, List<Expression> operands, DataType type) {
        Expression operand = operands.get(0);
        DataType source = operand.type();
        Expression big = Casts.big(operand);
        DataType wide = DataType.decimal(38, source.scale()).withNullable(source.nullable());
        String method = switch (name) {
            case "ABS" -> "absolute";
            case "CEIL", "CEILING" -> "ceiling";
            case "TRUNC" -> "truncate";
            default -> name.toLowerCase(Locale.ROOT);
        };
        return switch (method) {
            case "absolute" -> castTo(Casts.call(DecimalFunctions.class, method, wide, big), type);
            case "sign" ->
                castTo(
                        Casts.call(
                                DecimalFunctions.class, method, DataType.BIGINT.withNullable(source.nullable()), big),
                        type);
            case "floor", "ceiling" ->
                castTo(
                        Casts.call(DecimalFunctions.class, method, wide, big, constant(38), constant(source.scale())),
                        type);
            default -> {
                Expression digits = operands.size() > 1 ? castTo(operands.get(1), DataType.BIGINT) : constant(0);
                yield castTo(
                        Casts.call(
                                DecimalFunctions.class,
                                method,
                                wide.withNullable(
                                        source.nullable() || digits.type().nullable()),
                                big,
                                digits,
                                constant(38),
                                constant(source.scale())),
                        type);
            }
        };
    }

    private static boolean isExact(DataType type) {
        return type.isNumeric() && !type.isApproximate();
    }

    /** A pattern writes all digits of a DECIMAL, whatever its precision. */
    private static Expression numberToText(List<Expression> operands, DataType type) {
        ScalarFunction function =
                FunctionCatalog.of(PatternFunctions.class, "toChar", BigDecimal.class, NumberPattern.class);
        Expression pattern = CatalogCalls.read(NumberPattern.class, castTo(operands.get(1), DataType.VARCHAR));
        return new Call(function, List.of(Casts.big(operands.get(0)), pattern), type);
    }

    private static Expression field(String unit, List<Expression> operands, DataType type) {
        return call("EXTRACT", List.of(new Literal(unit, DataType.VARCHAR.notNull()), operands.get(0)), type);
    }

    /** EXTRACT of intervals and times of day; null for all else, which the catalogue has. */
    private static @Nullable Expression extract(List<Expression> operands, DataType type) {
        if (operands.size() != 2) {
            return null;
        }
        Kind kind = operands.get(1).type().kind();
        if (kind != Kind.INTERVAL_DAY && kind != Kind.INTERVAL_YEAR && kind != Kind.TIME) {
            return null;
        }
        String method = kind == Kind.INTERVAL_YEAR ? "extractFromMonths" : "extractFromInterval";
        ScalarFunction function =
                FunctionCatalog.of(TimeFunctions.class, method, io.laminar.expr.function.TimeUnit.class, long.class);
        Signature signature = Signature.of(List.of(Kind.VARCHAR, kind), Kind.BIGINT);
        Signature.Binding binding = signature.bind(types(operands)).orElseThrow();
        return CatalogCalls.plain(function, signature, binding, operands, type);
    }

    private static Expression fromCatalogue(String name, List<Expression> operands, DataType type) {
        FunctionCatalog.Entry entry = FunctionCatalog.resolve(name, types(operands))
                .orElseThrow(() -> FunctionCatalog.notFound(name, types(operands)));
        return CatalogCalls.call(entry, operands, type);
    }

    private static List<Expression> castAll(List<Expression> operands, DataType type) {
        Function<Expression, Expression> toType = operand -> castTo(operand, type);
        return operands.stream().map(toType).toList();
    }

    private static Expression castTo(Expression operand, DataType type) {
        return cast(operand, type.withNullable(operand.type().nullable()));
    }

    private static boolean anyNullable(List<Expression> operands) {
        return operands.stream().anyMatch(operand -> operand.type().nullable());
    }

    private static List<DataType> types(List<Expression> operands) {
        return operands.stream().map(Expression::type).toList();
    }
}
