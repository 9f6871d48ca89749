package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.LaneKind;
import io.laminar.data.Temporals;
import io.laminar.expr.Expression;
import io.laminar.expr.Expressions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Translates scalar expressions of Calcite over the columns of one input. */
final class RexTranslator {
    private static final RexBuilder BUILDER = new RexBuilder(Types.FACTORY);

    private final Positions positions;
    private final List<? extends @Nullable Object> parameters;

    /**
     * @param positions where calls stand in the script
     * @param parameters values of the {@code ?}, in order
     */
    RexTranslator(Positions positions, List<? extends @Nullable Object> parameters) {
        this.positions = positions;
        this.parameters = parameters;
    }

    /** The expression over the columns of an input, with constant parts folded. */
    Expression translate(RexNode node, Schema input) {
        Expression expression = convert(node, input);
        return ConstantCalls.in(expression) ? Expressions.fold(expression) : expression;
    }

    private Expression convert(RexNode node, Schema input) {
        if (node instanceof RexInputRef reference) {
            Field field = input.field(reference.getIndex());
            return new Expression.ColumnReference(reference.getIndex(), field.name(), field.type());
        }
        if (node instanceof RexLiteral literal) {
            return literal(literal);
        }
        if (node instanceof RexDynamicParam parameter) {
            return parameter(parameter);
        }
        if (node instanceof RexFieldAccess access) {
            Expression row = convert(access.getReferenceExpr(), input);
            return Expressions.field(row, access.getField().getIndex());
        }
        if (node instanceof RexOver over) {
            throw unsupported("OVER is not supported yet", over.getOperator().getName());
        }
        if (node instanceof RexSubQuery) {
            throw unsupported("this kind of sub-query is not supported", "");
        }
        if (node instanceof RexCall call) {
            return call(call, input);
        }
        throw unsupported("an expression like " + node + " is not supported", "");
    }

    private Expression call(RexCall call, Schema input) {
        if (call.getKind() == SqlKind.SEARCH) {
            return convert(RexUtil.expandSearch(BUILDER, null, call), input);
        }
        if (call.getKind() == SqlKind.CASE) {
            return caseWhen(call, input);
        }
        List<Expression> operands = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            operands.add(convert(operand, input));
        }
        if (call.getOperator() instanceof UserOperator user) {
            return user.call(operands, call.getType());
        }
        return switch (call.getKind()) {
            case AND -> new Expression.And(operands);
            case OR -> new Expression.Or(operands);
            case NOT -> new Expression.Not(operands.get(0));
            case IS_NULL, IS_UNKNOWN -> new Expression.IsNull(operands.get(0));
            case IS_NOT_NULL -> new Expression.Not(new Expression.IsNull(operands.get(0)));
            case IS_TRUE -> isTrue(operands.get(0));
            case IS_FALSE -> isTrue(new Expression.Not(operands.get(0)));
            case IS_NOT_TRUE -> new Expression.Not(isTrue(operands.get(0)));
            case IS_NOT_FALSE -> new Expression.Not(isTrue(new Expression.Not(operands.get(0))));
            case COALESCE -> coalesce(operands, resultType(call.getType()));
            case CAST -> cast(operands.get(0), call.getType());
            case SAFE_CAST -> Expressions.tryCast(operands.get(0), Types.of(call.getType()));
            case PLUS_PREFIX -> operands.get(0);
            case FLOOR, CEIL -> function(call.getKind().name(), unitFirst(operands), call);
            case MINUS_PREFIX -> function("-", operands, call);
            case PLUS -> function("+", operands, call);
            case MINUS -> function("-", operands, call);
            case TIMES -> function("*", operands, call);
            case ITEM -> function("[]", operands, call);
            case DIVIDE -> function("/", operands, call);
            case MOD -> function("%", operands, call);
            case EQUALS -> function("=", operands, call);
            case NOT_EQUALS -> function("<>", operands, call);
            case LESS_THAN -> function("<", operands, call);
            case LESS_THAN_OR_EQUAL -> function("<=", operands, call);
            case GREATER_THAN -> function(">", operands, call);
            case GREATER_THAN_OR_EQUAL -> function(">=", operands, call);
            default -> function(nameOf(call.getOperator()), operands, call);
        };
    }

    /** JSON within JSON has an operator with the name of a function. */
    private static String nameOf(SqlOperator operator) {
        return operator.equals(SqlStdOperatorTable.JSON_TYPE_OPERATOR)
                ? "FORMAT JSON"
                : CatalogOperator.callOf(operator);
    }

    /** FLOOR(t TO HOUR) has the unit behind, as all other functions have it in front. */
    private static List<Expression> unitFirst(List<Expression> operands) {
        return operands.size() == 2 && operands.get(1).type().isCharacter()
                ? List.of(operands.get(1), operands.get(0))
                : operands;
    }

    private Expression function(String name, List<Expression> operands, RexCall call) {
        try {
            return Expressions.call(name, operands, resultType(call.getType()));
        } catch (LaminarException cause) {
            throw new LaminarException(
                    cause.code(), cause.detail(), cause.position().orElse(positions.ofCall(name)), cause.getCause());
        }
    }

    /** Calls give text of any length: CHAR(n) and VARCHAR(n) are for columns and casts. */
    private static DataType resultType(RelDataType type) {
        if (type.getSqlTypeName() == org.apache.calcite.sql.type.SqlTypeName.ANY) {
            return DataType.VARCHAR; // what FORMAT JSON gives
        }
        DataType exact = Types.of(type);
        return exact.isCharacter() ? DataType.VARCHAR.withNullable(exact.nullable()) : exact;
    }

    private static Expression cast(Expression operand, RelDataType target) {
        DataType type = Types.of(target);
        boolean isSame = operand.type().withNullable(type.nullable()).equals(type)
                || (operand.type().isCharacter() && type.kind() == DataType.Kind.VARCHAR && type.precision() < 0);
        return isSame ? operand : Expressions.cast(operand, type);
    }

    private static Expression isTrue(Expression operand) {
        if (!operand.type().nullable()) {
            return operand;
        }
        DataType type = DataType.BOOLEAN.notNull();
        return new Expression.Coalesce(List.of(operand, new Expression.Literal(false, type)), type);
    }

    private static Expression coalesce(List<Expression> operands, DataType type) {
        return new Expression.Coalesce(
                operands.stream().map(operand -> convertTo(type, operand)).toList(), type);
    }

    private Expression caseWhen(RexCall call, Schema input) {
        DataType type = resultType(call.getType());
        List<Expression> conditions = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        List<RexNode> operands = call.getOperands();
        for (int i = 0; i + 1 < operands.size(); i += 2) {
            conditions.add(convert(operands.get(i), input));
            values.add(convertTo(type, convert(operands.get(i + 1), input)));
        }
        Expression otherwise = convertTo(type, convert(operands.get(operands.size() - 1), input));
        return new Expression.Case(conditions, values, otherwise, type);
    }

    /** The expression with a type, nullability and length of text aside. */
    static Expression convertTo(DataType type, Expression operand) {
        DataType from = operand.type();
        boolean isSame = from.withNullable(true).equals(type.withNullable(true))
                || (from.isCharacter() && type.isCharacter())
                || (from.kind() == type.kind()
                        && type.kind() != DataType.Kind.DECIMAL
                        && type.arguments().isEmpty());
        if (isSame) {
            return operand;
        }
        if (operand instanceof Expression.Literal literal && literal.value() == null) {
            return new Expression.Literal(null, type.withNullable(true));
        }
        return Expressions.cast(operand, type.withNullable(from.nullable()));
    }

    /** Whether an expression is a parameter that has no value yet, since the statement is only being prepared. */
    boolean isOpen(RexNode node) {
        return node instanceof RexDynamicParam parameter && parameter.getIndex() >= parameters.size();
    }

    /** The number that a literal or a parameter is, 1 where that has no value yet; null for anything else. */
    @Nullable
    BigDecimal number(RexNode node) {
        if (isOpen(node)) {
            return BigDecimal.ONE;
        }
        if (node instanceof RexDynamicParam parameter) {
            Object value = parameters.get(parameter.getIndex());
            return value instanceof Number number ? new BigDecimal(number.toString()) : null;
        }
        return node instanceof RexLiteral literal
                        && !literal.isNull()
                        && literal.getValue() instanceof BigDecimal number
                ? number
                : null;
    }

    private Expression parameter(RexDynamicParam parameter) {
        DataType type = Types.of(parameter.getType());
        if (parameter.getIndex() >= parameters.size()) {
            return new Expression.Literal(null, type.withNullable(true));
        }
        return ParameterValues.literal(parameters.get(parameter.getIndex()), type, parameter.getIndex());
    }

    /** The constant, text being VARCHAR whatever its length. */
    static Expression.Literal literal(RexLiteral literal) {
        DataType type;
        if (literal.getType().getSqlTypeName() == org.apache.calcite.sql.type.SqlTypeName.SYMBOL) {
            Object symbol = literal.getValue();
            String name = symbol instanceof Enum<?> constant ? constant.name() : String.valueOf(symbol);
            return new Expression.Literal(name, DataType.VARCHAR.notNull());
        }
        type = resultType(literal.getType());
        if (literal.isNull()) {
            return new Expression.Literal(null, type.withNullable(true));
        }
        return new Expression.Literal(value(literal, type), type.notNull());
    }

    private static Object value(RexLiteral literal, DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> as(literal, Boolean.class);
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                as(literal, BigDecimal.class).longValue();
            case INTERVAL_YEAR -> as(literal, BigDecimal.class).longValue();
            case INTERVAL_DAY ->
                Math.multiplyExact(as(literal, BigDecimal.class).longValue(), 1000L);
            case REAL -> (double) as(literal, BigDecimal.class).floatValue();
            case DOUBLE -> as(literal, BigDecimal.class).doubleValue();
            case DECIMAL -> {
                BigDecimal value = as(literal, BigDecimal.class).setScale(type.scale(), java.math.RoundingMode.HALF_UP);
                yield LaneKind.of(type) == LaneKind.LONG
                        ? (Object) value.unscaledValue().longValueExact()
                        : value;
            }
            case DATE -> Temporals.parseDate(as(literal, DateString.class).toString());
            case TIME -> Temporals.parseTime(as(literal, TimeString.class).toString());
            case TIMESTAMP, TIMESTAMP_LTZ ->
                Temporals.parseTimestamp(as(literal, TimestampString.class).toString());
            case BINARY, VARBINARY -> as(literal, byte[].class);
            case UUID -> as(literal, java.util.UUID.class);
            default -> as(literal, String.class);
        };
    }

    private static <T> T as(RexLiteral literal, Class<T> type) {
        T value = literal.getValueAs(type);
        if (value == null) {
            throw new LaminarException(ErrorCode.UNSUPPORTED, "literal " + literal + " is not supported");
        }
        return value;
    }

    private LaminarException unsupported(String detail, String call) {
        return new LaminarException(ErrorCode.UNSUPPORTED, detail, positions.ofCall(call), null);
    }
}
