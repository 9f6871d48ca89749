package io.laminar.expr;

import static java.util.Objects.requireNonNull;

import io.laminar.api.DataType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A scalar expression over the columns of one row. Types are exact: every conversion is a call of its
 * own, so that an operand always has the type that its function takes. {@code toString} is what EXPLAIN prints.
 */
public sealed interface Expression {
    /** Type of the value, with its nullability. */
    DataType type();

    /** The operands, in order. */
    List<Expression> operands();

    <R> R accept(ExpressionVisitor<R> visitor);

    /** The value of a column. */
    record ColumnReference(int index, String name, DataType type) implements Expression {
        public ColumnReference {
            if (index < 0) {
                throw new IllegalArgumentException("index must not be negative but is " + index);
            }
            requireNonNull(name, "name");
            requireNonNull(type, "type");
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitColumn(this);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A constant.
     *
     * @param value as {@link DataType.Kind} says, boxed ({@link Long}, {@link Double}, {@link Boolean} for
     *     BOOLEAN, or an object), null for NULL
     */
    record Literal(@Nullable Object value, DataType type) implements Expression {
        public Literal {
            requireNonNull(type, "type");
        }

        @Override
        public List<Expression> operands() {
            return List.of();
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitLiteral(this);
        }

        @Override
        public String toString() {
            return LiteralText.of(value, type);
        }
    }

    /** A call of a function of the catalogue. */
    record Call(ScalarFunction function, List<Expression> operands, DataType type) implements Expression {
        public Call {
            requireNonNull(function, "function");
            operands = List.copyOf(operands);
            requireNonNull(type, "type");
            function.checkOperands(operands);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitCall(this);
        }

        @Override
        public String toString() {
            return function.print(operands.stream().map(Expression::toString).collect(Collectors.toList()), type);
        }
    }

    /** AND of two or more, in SQL's three-valued logic; stops at the first FALSE. */
    record And(List<Expression> operands) implements Expression {
        public And {
            operands = List.copyOf(operands);
            checkBoolean(operands, 2);
        }

        @Override
        public DataType type() {
            return DataType.BOOLEAN.withNullable(anyNullable(operands));
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitAnd(this);
        }

        @Override
        public String toString() {
            return join(operands, " AND ");
        }
    }

    /** OR of two or more, in SQL's three-valued logic; stops at the first TRUE. */
    record Or(List<Expression> operands) implements Expression {
        public Or {
            operands = List.copyOf(operands);
            checkBoolean(operands, 2);
        }

        @Override
        public DataType type() {
            return DataType.BOOLEAN.withNullable(anyNullable(operands));
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitOr(this);
        }

        @Override
        public String toString() {
            return join(operands, " OR ");
        }
    }

    /** NOT; NULL stays NULL. */
    record Not(Expression operand) implements Expression {
        public Not {
            checkBoolean(List.of(operand), 1);
        }

        @Override
        public DataType type() {
            return operand.type();
        }

        @Override
        public List<Expression> operands() {
            return List.of(operand);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitNot(this);
        }

        @Override
        public String toString() {
            return "NOT " + operand;
        }
    }

    /** IS NULL; never NULL itself. */
    record IsNull(Expression operand) implements Expression {
        public IsNull {
            requireNonNull(operand, "operand");
        }

        @Override
        public DataType type() {
            return DataType.BOOLEAN.notNull();
        }

        @Override
        public List<Expression> operands() {
            return List.of(operand);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitIsNull(this);
        }

        @Override
        public String toString() {
            return operand + " IS NULL";
        }
    }

    /**
     * CASE WHEN: the value of the first condition that is TRUE, else the otherwise value; nothing behind the
     * chosen value is evaluated. All values have the type of the expression, nullability aside.
     */
    record Case(List<Expression> conditions, List<Expression> values, Expression otherwise, DataType type)
            implements Expression {
        public Case {
            conditions = List.copyOf(conditions);
            values = List.copyOf(values);
            requireNonNull(otherwise, "otherwise");
            checkBoolean(conditions, 1);
            if (conditions.size() != values.size()) {
                throw new IllegalArgumentException(conditions.size() + " conditions but " + values.size() + " values");
            }
        }

        @Override
        public List<Expression> operands() {
            var all = new java.util.ArrayList<Expression>(conditions.size() * 2 + 1);
            for (int i = 0; i < conditions.size(); i++) {
                all.add(conditions.get(i));
                all.add(values.get(i));
            }
            all.add(otherwise);
            return List.copyOf(all);
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitCase(this);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("CASE");
            for (int i = 0; i < conditions.size(); i++) {
                text.append(" WHEN ").append(conditions.get(i)).append(" THEN ").append(values.get(i));
            }
            return text.append(" ELSE ").append(otherwise).append(" END").toString();
        }
    }

    /** The first operand that is not NULL; those behind it are not evaluated. All have the type of the expression. */
    record Coalesce(List<Expression> operands, DataType type) implements Expression {
        public Coalesce {
            operands = List.copyOf(operands);
            if (operands.isEmpty()) {
                throw new IllegalArgumentException("COALESCE needs an operand");
            }
        }

        @Override
        public <R> R accept(ExpressionVisitor<R> visitor) {
            return visitor.visitCoalesce(this);
        }

        @Override
        public String toString() {
            return operands.stream().map(Expression::toString).collect(Collectors.joining(", ", "COALESCE(", ")"));
        }
    }

    private static void checkBoolean(List<Expression> operands, int least) {
        if (operands.size() < least) {
            throw new IllegalArgumentException("needs " + least + " operands but has " + operands.size());
        }
        for (Expression operand : operands) {
            if (operand.type().kind() != DataType.Kind.BOOLEAN) {
                throw new IllegalArgumentException("operand must be BOOLEAN but is " + operand.type() + ": " + operand);
            }
        }
    }

    private static boolean anyNullable(List<Expression> operands) {
        return operands.stream().anyMatch(operand -> operand.type().nullable());
    }

    private static String join(List<Expression> operands, String operator) {
        return operands.stream().map(Expression::toString).collect(Collectors.joining(operator, "(", ")"));
    }
}
