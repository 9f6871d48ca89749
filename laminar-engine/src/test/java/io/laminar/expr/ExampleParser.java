package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.data.Temporals;
import io.laminar.expr.Expression.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the calls and constants of the functions' examples: {@code LPAD('7', 3, '0')}, {@code 7 / 2}. */
final class ExampleParser {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*('(?:[^']|'')*'|-?[0-9]+(?:\\.[0-9]+)?(?:e-?[0-9]+)?|[A-Za-z_0-9]+|\\|\\||[-+*/%(),\\[\\]])");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private ExampleParser(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            end = matcher.end();
            matcher.region(end, text.length());
        }
        if (end != text.stripTrailing().length()) {
            throw new IllegalArgumentException("cannot read '" + text.substring(end) + "' of " + text);
        }
    }

    static Expression parse(String text) {
        ExampleParser parser = new ExampleParser(text);
        Expression expression = parser.operation();
        if (parser.at != parser.tokens.size()) {
            throw new IllegalArgumentException("left over in " + text + " from " + parser.tokens.get(parser.at));
        }
        return expression;
    }

    private Expression operation() {
        Expression left = operand();
        if (at < tokens.size() && "+-*/%||".contains(tokens.get(at))) {
            String operator = next();
            return call(operator, List.of(left, operand()));
        }
        return left;
    }

    private Expression operand() {
        Expression operand = primary();
        while (at < tokens.size() && tokens.get(at).equals("[")) {
            next();
            Expression index = operation();
            next();
            operand = call("[]", List.of(operand, index));
        }
        return operand;
    }

    private Expression primary() {
        String token = next();
        if (token.startsWith("'")) {
            return text(token);
        }
        if (Character.isDigit(token.charAt(token.length() - 1)) && !Character.isLetter(token.charAt(0))) {
            return token.contains("e") || token.contains(".")
                    ? new Literal(Double.parseDouble(token), DataType.DOUBLE.notNull())
                    : new Literal(Long.parseLong(token), DataType.BIGINT.notNull());
        }
        boolean isCall = at < tokens.size() && tokens.get(at).equals("(");
        return switch (isCall && !token.equals("CAST") ? "" : token) {
            case "TRUE", "FALSE" -> new Literal(token.equals("TRUE"), DataType.BOOLEAN.notNull());
            case "NULL" -> new Literal(null, DataType.of(Kind.NULL));
            case "TIMESTAMP" -> Expressions.cast(text(next()), DataType.TIMESTAMP.notNull());
            case "DATE" -> Expressions.cast(text(next()), DataType.DATE.notNull());
            case "INTERVAL" -> interval(String.valueOf(text(next()).value()), next());
            case "CAST" -> {
                next();
                Expression operand = operation();
                next();
                DataType type = DataType.of(Kind.valueOf(next()));
                next();
                yield Expressions.cast(operand, type.withNullable(operand.type().nullable()));
            }
            default -> {
                String end = next().equals("[") ? "]" : ")";
                List<Expression> operands = new ArrayList<>();
                while (!tokens.get(at).equals(end)) {
                    operands.add(operation());
                    if (tokens.get(at).equals(",")) {
                        at++;
                    }
                }
                next();
                yield call(token, operands);
            }
        };
    }

    private static Literal text(String token) {
        return new Literal(token.substring(1, token.length() - 1).replace("''", "'"), DataType.VARCHAR.notNull());
    }

    private static Literal interval(String count, String unit) {
        long number = Long.parseLong(count);
        return switch (unit) {
            case "YEAR" -> literal(number * 12, Kind.INTERVAL_YEAR);
            case "MONTH" -> literal(number, Kind.INTERVAL_YEAR);
            case "DAY" -> literal(number * Temporals.MICROS_PER_DAY, Kind.INTERVAL_DAY);
            case "MINUTE" -> literal(number * 60 * Temporals.MICROS_PER_SECOND, Kind.INTERVAL_DAY);
            case "SECOND" -> literal(number * Temporals.MICROS_PER_SECOND, Kind.INTERVAL_DAY);
            default -> throw new IllegalArgumentException("no example has had " + unit + " before");
        };
    }

    private static Literal literal(long value, Kind kind) {
        return new Literal(value, DataType.of(kind).notNull());
    }

    private static Expression call(String name, List<Expression> operands) {
        List<DataType> types = operands.stream().map(Expression::type).toList();
        if (name.equals("MAP")) {
            DataType type = new DataType(
                    Kind.MAP, DataType.UNSPECIFIED, 0, true, List.of(types.get(0), types.get(1)), List.of());
            return Expressions.call(name, operands, type);
        }
        DataType result = FunctionCatalog.resolve(name, types)
                .flatMap(entry -> entry.signature().bind(types))
                .orElseThrow(() -> new IllegalArgumentException("no " + name + types))
                .result();
        return Expressions.call(name, operands, result);
    }

    private String next() {
        return tokens.get(at++);
    }
}
