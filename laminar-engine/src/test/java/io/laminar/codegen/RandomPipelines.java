package io.laminar.codegen;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.expr.Expression;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expressions;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Pipelines and batches from a seed: every lane, NULLs, weights, and values at which functions fail. */
final class RandomPipelines {
    private static final DataType SMALL_DECIMAL = DataType.decimal(12, 2);
    private static final DataType BIG_DECIMAL = DataType.decimal(30, 4);
    private static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.of(Kind.SMALLINT),
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.of(Kind.REAL),
            DataType.DOUBLE,
            SMALL_DECIMAL,
            BIG_DECIMAL,
            DataType.VARCHAR,
            DataType.DATE,
            DataType.TIMESTAMP,
            DataType.of(Kind.INTERVAL_DAY));
    private static final List<String> TEXTS =
            List.of("", "a", "ab", "%b", "12", "-7", "1.5", "true", "2024-02-29", "x y");
    private static final List<String> COMPARISONS = List.of("=", "<>", "<", "<=", ">", ">=");
    private static final List<String> UNITS = List.of("SECOND", "HOUR", "DAY", "MONTH", "YEAR");

    private final Random random;
    private final Map<Schema, Map<DataType, List<Expression>>> occurred = new HashMap<>();

    RandomPipelines(long seed) {
        random = new Random(seed);
    }

    Schema schema() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (DataType type : TYPES) {
                fields.add(new Field("c" + fields.size(), i == 0 ? type.notNull() : type));
            }
        }
        return Schema.of(fields);
    }

    PipelineSpec pipeline(Schema input) {
        return pipeline(input, 6, 3);
    }

    /**
     * A pipeline.
     *
     * @param columns columns of a projection, at most
     * @param depth levels of an expression, at most
     */
    PipelineSpec pipeline(Schema input, int columns, int depth) {
        List<Stage> stages = new ArrayList<>();
        Schema current = input;
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            if (random.nextBoolean()) {
                stages.add(new FilterStage(expression(DataType.BOOLEAN, current, depth)));
            } else {
                List<Expression> expressions = new ArrayList<>();
                List<Field> fields = new ArrayList<>();
                int size = 1 + random.nextInt(columns);
                for (int column = 0; column < size; column++) {
                    Expression expression = expression(pick(TYPES), current, depth);
                    expressions.add(expression);
                    fields.add(new Field("p" + column, expression.type()));
                }
                stages.add(new ProjectStage(expressions));
                current = Schema.of(fields);
            }
        }
        return new PipelineSpec(input, stages, current);
    }

    Batch batch(Schema schema, int rows) {
        Batch batch = new Batch(schema, rows);
        boolean hasNulls = random.nextInt(4) != 0;
        boolean hasWeights = random.nextBoolean();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < schema.size(); column++) {
                DataType type = schema.type(column);
                if (hasNulls && type.nullable() && random.nextInt(5) == 0) {
                    batch.setNull(column, row);
                    continue;
                }
                Object value = value(type);
                switch (batch.kind(column)) {
                    case LONG -> batch.longs(column)[row] = value instanceof Boolean b ? (b ? 1 : 0) : (Long) value;
                    case DOUBLE -> batch.doubles(column)[row] = (Double) value;
                    case OBJECT -> batch.objects(column)[row] = value;
                }
            }
            batch.rows(row + 1);
            if (hasWeights) {
                batch.setWeight(row, random.nextInt(5) - 2);
            }
        }
        return batch;
    }

    private Object value(DataType type) {
        boolean isExtreme = random.nextInt(50) == 0;
        return switch (type.kind()) {
            case BOOLEAN -> random.nextBoolean();
            case SMALLINT -> isExtreme ? (long) Short.MIN_VALUE : small();
            case INTEGER -> isExtreme ? (long) Integer.MAX_VALUE : small();
            case BIGINT -> isExtreme ? (random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE) : small();
            case REAL -> isExtreme ? Double.NaN : (double) (float) (random.nextInt(40) / 8.0 - 2);
            case DOUBLE ->
                isExtreme
                        ? pick(List.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e300))
                        : (Double) (random.nextInt(40) / 8.0 - 2);
            case DECIMAL ->
                LaneKind.of(type) == LaneKind.LONG
                        ? (Object) (isExtreme ? 999_999_999_999L : random.nextInt(2_000) - 1_000L)
                        : new BigDecimal(
                                isExtreme
                                        ? BigInteger.TEN.pow(29)
                                        : BigInteger.valueOf(random.nextInt(200_000) - 100_000),
                                type.scale());
            case DATE -> random.nextInt(40_000) - 10_000L;
            case TIMESTAMP -> random.nextInt(2_000_000_000) * 1_000_003L - 500_000_000_000_000L;
            case INTERVAL_DAY -> random.nextInt(200_000) * 1_000_000L - 50_000_000_000L;
            default -> pick(TEXTS);
        };
    }

    private Long small() {
        return random.nextInt(20) - 5L;
    }

    /** A new expression, or one that occurred before over the same columns, so that some values are needed more than once. */
    private Expression expression(DataType type, Schema schema, int depth) {
        List<Expression> before = occurred.getOrDefault(schema, Map.of()).getOrDefault(type, List.of());
        if (!before.isEmpty() && random.nextInt(5) == 0) {
            return pick(before);
        }
        Expression result = newExpression(type, schema, depth);
        occurred.computeIfAbsent(schema, key -> new HashMap<>())
                .computeIfAbsent(type, key -> new ArrayList<>())
                .add(result);
        return result;
    }

    private Expression newExpression(DataType type, Schema schema, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return leaf(type, schema);
        }
        try {
            return switch (random.nextInt(8)) {
                case 0 -> caseWhen(type, schema, depth - 1);
                case 1 ->
                    Expressions.call(
                            "COALESCE",
                            List.of(expression(type, schema, depth - 1), expression(type, schema, depth - 1)),
                            type);
                case 2 -> conversion(type, schema, depth - 1);
                default -> operation(type, schema, depth - 1);
            };
        } catch (LaminarException e) {
            // There is no such cast or function; the draw is lost.
            return leaf(type, schema);
        }
    }

    private Expression leaf(DataType type, Schema schema) {
        List<Integer> candidates = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            if (schema.type(i).withNullable(true).equals(type.withNullable(true))) {
                candidates.add(i);
            }
        }
        if (candidates.isEmpty() || random.nextInt(4) == 0) {
            boolean isNull = random.nextInt(10) == 0;
            return new Literal(isNull ? null : value(type), type.withNullable(isNull));
        }
        int column = pick(candidates);
        return new ColumnReference(column, schema.field(column).name(), schema.type(column));
    }

    private Expression caseWhen(DataType type, Schema schema, int depth) {
        return Expressions.call(
                "CASE",
                List.of(
                        expression(DataType.BOOLEAN, schema, depth),
                        expression(type, schema, depth),
                        expression(DataType.BOOLEAN, schema, depth),
                        expression(type, schema, depth),
                        expression(type, schema, depth)),
                type);
    }

    private Expression conversion(DataType type, Schema schema, int depth) {
        Expression operand = expression(pick(TYPES), schema, depth);
        return random.nextInt(3) == 0 ? Expressions.tryCast(operand, type) : Expressions.cast(operand, type);
    }

    private Expression operation(DataType type, Schema schema, int depth) {
        return switch (type.kind()) {
            case BOOLEAN -> predicate(schema, depth);
            case VARCHAR -> text(schema, depth);
            case DATE, TIMESTAMP -> time(type, schema, depth);
            case INTERVAL_DAY ->
                Expressions.call(
                        "-",
                        List.of(
                                expression(DataType.TIMESTAMP, schema, depth),
                                expression(DataType.TIMESTAMP, schema, depth)),
                        type);
            default -> number(type, schema, depth);
        };
    }

    private Expression predicate(Schema schema, int depth) {
        Expression left = expression(DataType.BOOLEAN, schema, depth);
        switch (random.nextInt(8)) {
            case 0:
                return Expressions.call(
                        "AND",
                        List.of(
                                left,
                                expression(DataType.BOOLEAN, schema, depth),
                                expression(DataType.BOOLEAN, schema, depth)),
                        DataType.BOOLEAN);
            case 1:
                return Expressions.call(
                        "OR",
                        List.of(
                                left,
                                expression(DataType.BOOLEAN, schema, depth),
                                expression(DataType.BOOLEAN, schema, depth)),
                        DataType.BOOLEAN);
            case 2:
                return Expressions.call("NOT", List.of(left), DataType.BOOLEAN);
            case 3:
                return Expressions.call(
                        pick(List.of("IS NULL", "IS NOT NULL")),
                        List.of(expression(pick(TYPES), schema, depth)),
                        DataType.BOOLEAN);
            case 4:
                return Expressions.call(
                        pick(List.of("LIKE", "NOT LIKE", "STARTS_WITH")),
                        List.of(
                                expression(DataType.VARCHAR, schema, depth),
                                new Literal(pick(List.of("%", "a%", "_b", "%1%")), DataType.VARCHAR.notNull())),
                        DataType.BOOLEAN);
            default:
                DataType type = pick(TYPES);
                return Expressions.call(
                        random.nextInt(5) == 0
                                ? pick(List.of("IS DISTINCT FROM", "IS NOT DISTINCT FROM"))
                                : pick(COMPARISONS),
                        List.of(expression(type, schema, depth), expression(type, schema, depth)),
                        DataType.BOOLEAN);
        }
    }

    private Expression number(DataType type, Schema schema, int depth) {
        if (type.kind() == Kind.BIGINT && random.nextInt(4) == 0) {
            return random.nextBoolean()
                    ? Expressions.call("CHAR_LENGTH", List.of(expression(DataType.VARCHAR, schema, depth)), type)
                    : Expressions.call("EXTRACT", List.of(unit(), expression(DataType.TIMESTAMP, schema, depth)), type);
        }
        if (type.kind() == Kind.DOUBLE && random.nextInt(4) == 0) {
            return Expressions.call(
                    "SAFE_DIVIDE",
                    List.of(expression(type, schema, depth), expression(DataType.INTEGER, schema, depth)),
                    type);
        }
        if (random.nextInt(6) == 0) {
            return Expressions.call(pick(List.of("-", "ABS", "ROUND")), List.of(expression(type, schema, depth)), type);
        }
        DataType other = type.isApproximate() ? pick(TYPES) : type;
        return Expressions.call(
                pick(List.of("+", "-", "*", "/", "%", "GREATEST", "LEAST", "NULLIF")),
                List.of(expression(type, schema, depth), expression(other.isNumeric() ? other : type, schema, depth)),
                type);
    }

    private Expression text(Schema schema, int depth) {
        Expression text = expression(DataType.VARCHAR, schema, depth);
        return switch (random.nextInt(4)) {
            case 0 -> Expressions.call(pick(List.of("UPPER", "TRIM", "REVERSE")), List.of(text), DataType.VARCHAR);
            case 1 ->
                Expressions.call(
                        "SUBSTRING",
                        List.of(
                                text,
                                expression(DataType.INTEGER, schema, depth),
                                expression(DataType.INTEGER, schema, depth)),
                        DataType.VARCHAR);
            case 2 ->
                Expressions.call(
                        "REGEXP_EXTRACT",
                        List.of(text, new Literal("[0-9]+", DataType.VARCHAR.notNull())),
                        DataType.VARCHAR);
            default ->
                Expressions.call("||", List.of(text, expression(DataType.VARCHAR, schema, depth)), DataType.VARCHAR);
        };
    }

    private Expression time(DataType type, Schema schema, int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> Expressions.call("FLOOR", List.of(unit(), expression(type, schema, depth)), type);
            case 1 ->
                Expressions.call(
                        "TIMESTAMPADD",
                        List.of(unit(), expression(DataType.INTEGER, schema, depth), expression(type, schema, depth)),
                        type);
            default ->
                Expressions.call(
                        pick(List.of("+", "-")),
                        List.of(
                                expression(type, schema, depth),
                                expression(DataType.of(Kind.INTERVAL_DAY), schema, depth)),
                        type);
        };
    }

    private Literal unit() {
        return new Literal(pick(UNITS), DataType.VARCHAR.notNull());
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
