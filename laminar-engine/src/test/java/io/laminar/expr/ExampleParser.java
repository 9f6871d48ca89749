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
            "\\s*('(?:[^']|'')*'|-?[0-9]+(?:\\.[0-9]+)?(?:e-?[0-9]+)?|[A-Za-z_0-9]+|\\|\\||[-+*/%(),])");

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
        return switch (isCall ? "" : token) {
            case "TRUE", "FALSE" -> new Literal(token.equals("TRUE"), DataType.BOOLEAN.notNull());
            case "NULL" -> new Literal(null, DataType.of(Kind.NULL));
            case "TIMESTAMP" -> Expressions.cast(text(next()), DataType.TIMESTAMP.notNull());
            case "DATE" -> Expressions.cast(text(next()), DataType.DATE.notNull());
            case "INTERVAL" -> interval(String.valueOf(text(next()).value()), next());
            default -> {
                next();
                List<Expression> operands = new ArrayList<>();
                while (!tokens.get(at).equals(")")) {
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
            case "YEAR" ->
                new Literal(number * 12, DataType.of(Kind.INTERVAL_YEAR).notNull());
            case "DAY" ->
                new Literal(
                        number * Temporals.MICROS_PER_DAY,
                        DataType.of(Kind.INTERVAL_DAY).notNull());
            default ->
                new Literal(
                        number * Temporals.MICROS_PER_SECOND,
                        DataType.of(Kind.INTERVAL_DAY).notNull());
        };
    }

    private static Expression call(String name, List<Expression> operands) {
        List<DataType> types = operands.stream().map(Expression::type).toList();
        Kind result = FunctionCatalog.resolve(name, types)
                .orElseThrow(() -> new IllegalArgumentException("no " + name + types))
                .result();
        return Expressions.call(name, operands, result == Kind.TIMESTAMP ? DataType.TIMESTAMP : DataType.of(result));
    }

    private String next() {
        return tokens.get(at++);
    }
}
