package io.laminar.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.Literal;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Logic, operators and casts; what the operands are is kept in columns, so that nothing is folded. */
class InterpreterTest {
    private static final @Nullable Boolean[] TRUTHS = {true, false, null};

    private static @Nullable Object evaluate(String name, DataType type, Object... operands) {
        Expression[] columns = new Expression[operands.length];
        for (int i = 0; i < operands.length; i++) {
            columns[i] = new ColumnReference(i, "c" + i, typeOf(operands[i]));
        }
        return Interpreter.of(Expressions.call(name, List.of(columns), type)).evaluate(column -> operands[column]);
    }

    private static @Nullable Object cast(Object value, DataType from, DataType to) {
        Expression column = new ColumnReference(0, "c", from);
        return Interpreter.of(Expressions.cast(column, to)).evaluate(index -> value);
    }

    private static @Nullable Object tryCast(Object value, DataType from, DataType to) {
        Expression column = new ColumnReference(0, "c", from);
        return Interpreter.of(Expressions.tryCast(column, to)).evaluate(index -> value);
    }

    private static DataType typeOf(Object value) {
        if (value instanceof Long) {
            return DataType.BIGINT;
        }
        if (value instanceof Double) {
            return DataType.DOUBLE;
        }
        if (value instanceof BigDecimal number) {
            return DataType.decimal(38, number.scale());
        }
        return value instanceof Boolean ? DataType.BOOLEAN : DataType.VARCHAR;
    }

    private static void assertFails(ErrorCode code, String detail, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(detail);
    }

    @Test
    void logicHasThreeValues() {
        Expression a = new ColumnReference(0, "a", DataType.BOOLEAN);
        Expression b = new ColumnReference(1, "b", DataType.BOOLEAN);
        Interpreter and = Interpreter.of(new Expression.And(List.of(a, b)));
        Interpreter or = Interpreter.of(new Expression.Or(List.of(a, b)));
        Interpreter not = Interpreter.of(new Expression.Not(a));
        StringBuilder table = new StringBuilder();
        for (Boolean left : TRUTHS) {
            for (Boolean right : TRUTHS) {
                Interpreter.Columns row = column -> column == 0 ? left : right;
                table.append(and.evaluate(row))
                        .append(' ')
                        .append(or.evaluate(row))
                        .append(", ");
            }
            table.append(not.evaluate(column -> left)).append('\n');
        }
        assertThat(table.toString()).isEqualTo("""
                        true true, false true, null true, false
                        false true, false false, false null, true
                        null true, false null, null null, null
                        """);
    }

    @Test
    void whatDecidesIsNotFollowedByAnythingElse() {
        Expression fails = Expressions.call(
                "=",
                List.of(
                        Expressions.call(
                                "/",
                                List.of(new ColumnReference(0, "a", DataType.BIGINT), literal(0L)),
                                DataType.BIGINT),
                        literal(1L)),
                DataType.BOOLEAN);
        Expression no = new Literal(false, DataType.BOOLEAN);
        Expression yes = new Literal(true, DataType.BOOLEAN);
        Interpreter.Columns row = column -> 1L;
        assertThat(Interpreter.of(new Expression.And(List.of(no, fails))).evaluate(row))
                .isEqualTo(false);
        assertThat(Interpreter.of(new Expression.Or(List.of(yes, fails))).evaluate(row))
                .isEqualTo(true);
        assertThat(Interpreter.of(new Expression.Coalesce(List.of(yes, fails), DataType.BOOLEAN))
                        .evaluate(row))
                .isEqualTo(true);
        assertThat(Interpreter.of(Expressions.call("CASE", List.of(no, fails, yes), DataType.BOOLEAN))
                        .evaluate(row))
                .isEqualTo(true);
        assertFails(
                ErrorCode.DIVISION_BY_ZERO,
                "1 / 0",
                () -> Interpreter.of(new Expression.And(List.of(new Literal(null, DataType.BOOLEAN), fails)))
                        .evaluate(row));
    }

    private static Literal literal(long value) {
        return new Literal(value, DataType.BIGINT.notNull());
    }

    @Test
    void integersAreChecked() {
        assertThat(evaluate("+", DataType.INTEGER, 2_147_483_646L, 1L)).isEqualTo(2_147_483_647L);
        assertFails(
                ErrorCode.NUMERIC_OVERFLOW,
                "2147483647 + 1 does not fit INTEGER",
                () -> evaluate("+", DataType.INTEGER, 2_147_483_647L, 1L));
        assertFails(
                ErrorCode.NUMERIC_OVERFLOW,
                "-128 - 1 does not fit TINYINT",
                () -> evaluate("-", DataType.of(Kind.TINYINT), -128L, 1L));
        assertFails(
                ErrorCode.NUMERIC_OVERFLOW,
                Long.MAX_VALUE + " * 2 does not fit BIGINT",
                () -> evaluate("*", DataType.BIGINT, Long.MAX_VALUE, 2L));
        assertFails(
                ErrorCode.NUMERIC_OVERFLOW,
                "does not fit BIGINT",
                () -> evaluate("/", DataType.BIGINT, Long.MIN_VALUE, -1L));
        assertThat(evaluate("%", DataType.BIGINT, Long.MIN_VALUE, -1L)).isEqualTo(0L);
        assertFails(ErrorCode.DIVISION_BY_ZERO, "5 % 0", () -> evaluate("MOD", DataType.BIGINT, 5L, 0L));
        assertFails(ErrorCode.NUMERIC_OVERFLOW, "BIGINT", () -> evaluate("-", DataType.BIGINT, Long.MIN_VALUE));
    }

    @Test
    void doublesFollowJavaButNanEqualsItselfAndSortsLast() {
        assertThat(evaluate("/", DataType.DOUBLE, 1.0, 0.0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(evaluate("/", DataType.DOUBLE, 0.0, 0.0)).isEqualTo(Double.NaN);
        assertThat(evaluate("=", DataType.BOOLEAN, Double.NaN, Double.NaN)).isEqualTo(true);
        assertThat(evaluate("<>", DataType.BOOLEAN, Double.NaN, 1.0)).isEqualTo(true);
        assertThat(evaluate(">", DataType.BOOLEAN, Double.NaN, Double.POSITIVE_INFINITY))
                .isEqualTo(true);
        assertThat(evaluate("<", DataType.BOOLEAN, Double.NaN, 1.0)).isEqualTo(false);
        assertThat(evaluate("<=", DataType.BOOLEAN, 1.0, Double.NaN)).isEqualTo(true);
        assertThat(evaluate(">=", DataType.BOOLEAN, 1.0, Double.NaN)).isEqualTo(false);
        assertThat(evaluate("=", DataType.BOOLEAN, 0.0, -0.0)).isEqualTo(true);
    }

    @Test
    void decimalsAreExactAndRoundHalfUp() {
        assertThat(decimal("+", "1.05", "2.1", 10, 2)).isEqualTo("3.15");
        assertThat(decimal("-", "1.05", "2.1", 10, 2)).isEqualTo("-1.05");
        assertThat(decimal("*", "1.05", "-2.1", 10, 3)).isEqualTo("-2.205");
        assertThat(decimal("*", "1.05", "2.1", 10, 2)).isEqualTo("2.21");
        assertThat(decimal("/", "1.00", "3", 12, 6)).isEqualTo("0.333333");
        assertThat(decimal("/", "-2.00", "3", 12, 6)).isEqualTo("-0.666667");
        assertThat(decimal("/", "2.00", "3", 38, 20)).isEqualTo("0.66666666666666666667");
        assertThat(decimal("%", "7.5", "2.00", 10, 2)).isEqualTo("1.50");
        assertFails(
                ErrorCode.NUMERIC_OVERFLOW,
                "100.00 does not fit DECIMAL(4, 2)",
                () -> decimal("+", "99.99", "0.01", 4, 2));
        List<Expression> prices = List.of(
                new ColumnReference(0, "a", DataType.decimal(4, 2)),
                new ColumnReference(1, "b", DataType.decimal(4, 2)));
        Interpreter sum = Interpreter.of(Expressions.call("+", prices, DataType.decimal(4, 2)));
        assertFails(
                ErrorCode.NUMERIC_OVERFLOW,
                "99.99 + 0.01 does not fit DECIMAL(4, 2)",
                () -> sum.evaluate(column -> column == 0 ? 9_999L : 1L));
        assertFails(ErrorCode.DIVISION_BY_ZERO, "/ 0", () -> decimal("/", "1", "0", 10, 2));
    }

    /** Both in long lanes and as BigDecimals. */
    private static String decimal(String operator, String left, String right, int precision, int scale) {
        DataType type = DataType.decimal(precision, scale);
        String wide = text(evaluate(operator, type, new BigDecimal(left), new BigDecimal(right)), scale);
        BigDecimal first = new BigDecimal(left);
        BigDecimal second = new BigDecimal(right);
        List<Expression> columns = List.of(
                new ColumnReference(0, "a", DataType.decimal(12, first.scale())),
                new ColumnReference(1, "b", DataType.decimal(12, second.scale())));
        Object narrow = Interpreter.of(Expressions.call(operator, columns, type))
                .evaluate(
                        column -> (column == 0 ? first : second).unscaledValue().longValue());
        assertThat(text(narrow, scale)).isEqualTo(wide);
        return wide;
    }

    private static String text(@Nullable Object value, int scale) {
        return value instanceof Long unscaled
                ? BigDecimal.valueOf(unscaled, scale).toPlainString()
                : String.valueOf(value);
    }

    @Test
    void numbersOfDifferentTypesAreComparedByValue() {
        List<Expression> columns = List.of(
                new ColumnReference(0, "a", DataType.BIGINT), new ColumnReference(1, "b", DataType.decimal(10, 2)));
        Interpreter less = Interpreter.of(Expressions.call("<", columns, DataType.BOOLEAN));
        assertThat(less.evaluate(column -> column == 0 ? 10L : 1_001L)).isEqualTo(true);
        assertThat(less.evaluate(column -> column == 0 ? 10L : 1_000L)).isEqualTo(false);
        assertThat(less.evaluate(column -> column == 0 ? Long.MAX_VALUE : 1_000L))
                .isEqualTo(false);
        assertThat(less.evaluate(column -> column == 0 ? Long.MIN_VALUE : 1_000L))
                .isEqualTo(true);
    }

    @Test
    void distinctTakesNullForAValue() {
        List<Expression> columns =
                List.of(new ColumnReference(0, "a", DataType.BIGINT), new ColumnReference(1, "b", DataType.BIGINT));
        Interpreter distinct = Interpreter.of(Expressions.call("IS DISTINCT FROM", columns, DataType.BOOLEAN));
        assertThat(distinct.evaluate(column -> null)).isEqualTo(false);
        assertThat(distinct.evaluate(column -> column == 0 ? null : (Object) 1L))
                .isEqualTo(true);
        assertThat(distinct.evaluate(column -> column == 1 ? null : (Object) 1L))
                .isEqualTo(true);
        assertThat(distinct.evaluate(column -> 1L)).isEqualTo(false);
    }

    @Test
    void likeMatchesAllOfTheText() {
        for (String line : List.of(
                "abc a% true",
                "abc %c true",
                "abc %b% true",
                "abc b% false",
                "abc a_c true",
                "abc a_ false",
                "abcabc a%b_ true",
                "aab %a_b true",
                "aab %_b true",
                "ab a%b%b false",
                "% !% true",
                "x !% false",
                "a_c a!_c true",
                "abc a!_c false")) {
            List<String> words = Arrays.asList(line.split(" ", -1));
            assertThat(evaluate("LIKE", DataType.BOOLEAN, words.get(0), words.get(1), "!"))
                    .as(line)
                    .isEqualTo(Boolean.valueOf(words.get(2)));
        }
        assertThat(evaluate("NOT LIKE", DataType.BOOLEAN, "", "%")).isEqualTo(false);
        assertThat(evaluate("ILIKE", DataType.BOOLEAN, "ABC", "a%")).isEqualTo(true);
    }

    @Test
    void castsConvertOrFailWithTheValue() {
        DataType integer = DataType.INTEGER;
        DataType text = DataType.VARCHAR;
        assertThat(cast(1.9, DataType.DOUBLE, integer)).isEqualTo(1L);
        assertThat(cast(-1.9, DataType.DOUBLE, integer)).isEqualTo(-1L);
        assertThat(cast(2_147_483_647.9, DataType.DOUBLE, integer)).isEqualTo(2_147_483_647L);
        assertFails(ErrorCode.NUMERIC_OVERFLOW, "2.147483648E9", () -> cast(2_147_483_648.0, DataType.DOUBLE, integer));
        assertFails(ErrorCode.NUMERIC_OVERFLOW, "NaN", () -> cast(Double.NaN, DataType.DOUBLE, integer));
        assertFails(ErrorCode.NUMERIC_OVERFLOW, "300", () -> cast(300L, integer, DataType.of(Kind.TINYINT)));
        assertThat(cast(" 42 ", text, integer)).isEqualTo(42L);
        assertFails(ErrorCode.INVALID_CAST, "'1.9' is no INTEGER", () -> cast("1.9", text, integer));
        assertFails(
                ErrorCode.NUMERIC_OVERFLOW, "99999999999999999999", () -> cast("99999999999999999999", text, integer));
        assertFails(ErrorCode.INVALID_CAST, "'x' is no INTEGER", () -> cast("x", text, integer));
        assertThat(cast("1e3", text, DataType.DOUBLE)).isEqualTo(1000.0);
        assertFails(ErrorCode.INVALID_CAST, "'1d' is no DOUBLE", () -> cast("1d", text, DataType.DOUBLE));
        assertThat(cast("12.345", text, DataType.decimal(10, 2))).isEqualTo(1_235L);
        assertFails(ErrorCode.NUMERIC_OVERFLOW, "123", () -> cast("123", text, DataType.decimal(4, 2)));
        assertFails(ErrorCode.NUMERIC_OVERFLOW, "1e99", () -> cast("1e99", text, DataType.decimal(38, 0)));
        assertThat(cast(1_235L, DataType.decimal(10, 2), text)).isEqualTo("12.35");
        assertThat(cast(1_250L, DataType.decimal(10, 3), DataType.decimal(10, 1)))
                .isEqualTo(13L);
        assertThat(cast("yes", text, DataType.BOOLEAN)).isEqualTo(true);
        assertFails(ErrorCode.INVALID_CAST, "'perhaps'", () -> cast("perhaps", text, DataType.BOOLEAN));
        assertThat(cast("2024-02-29 12:00:00.5", text, DataType.TIMESTAMP)).isEqualTo(1_709_208_000_500_000L);
        assertThat(cast(1_709_208_000_500_000L, DataType.TIMESTAMP, text)).isEqualTo("2024-02-29 12:00:00.5");
        assertThat(cast(1_709_208_000_500_000L, DataType.TIMESTAMP, DataType.DATE))
                .isEqualTo(19_782L);
        assertThat(cast(-1L, DataType.TIMESTAMP, DataType.DATE)).isEqualTo(-1L);
        assertFails(ErrorCode.INVALID_CAST, "'2024-02-30'", () -> cast("2024-02-30", text, DataType.DATE));
        assertThat(cast("abcd", text, sized(Kind.VARCHAR, 2))).isEqualTo("ab");
        assertThat(cast("ab", text, sized(Kind.CHAR, 4))).isEqualTo("ab");
        assertFails(ErrorCode.INVALID_CAST, "can never be", () -> cast(true, DataType.BOOLEAN, DataType.DATE));
    }

    private static DataType sized(Kind kind, int length) {
        return new DataType(kind, length, 0, true, List.of(), List.of());
    }

    @Test
    void tryCastGivesNullWhereCastFails() {
        assertThat(tryCast("x", DataType.VARCHAR, DataType.INTEGER)).isNull();
        assertThat(tryCast("7", DataType.VARCHAR, DataType.INTEGER)).isEqualTo(7L);
        assertThat(tryCast("7", DataType.VARCHAR, DataType.DOUBLE)).isEqualTo(7.0);
        assertThat(tryCast("maybe", DataType.VARCHAR, DataType.BOOLEAN)).isNull();
        assertThat(tryCast(300L, DataType.BIGINT, DataType.of(Kind.TINYINT))).isNull();
        assertThat(tryCast(1e300, DataType.DOUBLE, DataType.BIGINT)).isNull();
        assertThat(tryCast("x", DataType.VARCHAR, DataType.decimal(30, 2))).isNull();
    }

    @Test
    void constantsAreFoldedAndErrorsAreLeftForTheRow() {
        Expression price = new ColumnReference(0, "price", DataType.BIGINT);
        Expression sum = Expressions.call("+", List.of(literal(1), literal(2)), DataType.BIGINT);
        Expression product = Expressions.call("*", List.of(price, sum), DataType.BIGINT);
        assertThat(Expressions.fold(product).toString()).isEqualTo("(price * 3)");
        Expression fails = Expressions.call("/", List.of(literal(1), literal(0)), DataType.BIGINT);
        assertThat(Expressions.fold(fails)).isEqualTo(fails);
        assertThat(Expressions.cast(price, DataType.BIGINT.notNull())).isSameAs(price);
    }

    @Test
    void expressionsOfOneThreadParseATextOnce() {
        Expression parsed = JsonCalls.parse(new ColumnReference(0, "j", DataType.of(DataType.Kind.JSON)));
        Interpreter.Shared shared = new Interpreter.Shared();
        Interpreter first = shared.of(parsed);
        Interpreter second = shared.of(parsed);
        String text = "{\"a\":1}";

        Object document = first.evaluate(index -> text);

        assertThat(second.evaluate(index -> text)).isSameAs(document);
        assertThat(second.evaluate(index -> "[2]")).hasToString("[2]");
        assertThat(first.evaluate(index -> null)).isNull();
        assertThat(first.evaluate(index -> text)).hasToString("{\"a\":1}");
    }
}
