package io.laminar.expr;

import io.laminar.data.Batch;
import io.laminar.expr.Expression.And;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.Case;
import io.laminar.expr.Expression.Coalesce;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.IsNull;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expression.Not;
import io.laminar.expr.Expression.Or;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expression, ready to be evaluated on one row after the other, with boxed values: {@link Boolean}, {@link
 * Long}, {@link Double} or an object, null for NULL. It is the reference for the compiler. Immutable, for any thread, but those
 * of {@link Shared}.
 */
public final class Interpreter {
    private final Expression expression;
    private final Node node;

    private Interpreter(Expression expression, Node node) {
        this.expression = expression;
        this.node = node;
    }

    /** The columns of one row. */
    @FunctionalInterface
    public interface Columns {
        /** The boxed value of a column, null for NULL. */
        @Nullable
        Object value(int column);
    }

    @FunctionalInterface
    private interface Node {
        @Nullable
        Object evaluate(Columns row);
    }

    /** Prepares an expression. */
    public static Interpreter of(Expression expression) {
        return new Interpreter(expression, expression.accept(NodeBuilder.INSTANCE));
    }

    /**
     * Prepares expressions of one thread, which parse a JSON text once, however many of them look into it. That a text is
     * the one of before is told by its object, so that another row costs no comparison.
     */
    public static final class Shared {
        private final NodeBuilder nodes = new NodeBuilder(new HashMap<>());

        /** Prepares an expression. */
        public Interpreter of(Expression expression) {
            return new Interpreter(expression, expression.accept(nodes));
        }
    }

    /** The last text of a place, and its document. */
    private static final class Parsed {
        private @Nullable Object text;
        private @Nullable Object document;
    }

    /**
     * The value for a row.
     *
     * @throws io.laminar.api.LaminarException when a function raises an error
     */
    public @Nullable Object evaluate(Columns row) {
        return node.evaluate(row);
    }

    /** The value for a row of a batch, as {@link #evaluate(Columns)}. */
    public @Nullable Object evaluate(Batch batch, int row) {
        return node.evaluate(column -> read(batch, column, row));
    }

    /** A value of a batch, boxed; null for NULL. */
    public static @Nullable Object read(Batch batch, int column, int row) {
        if (batch.isNull(column, row)) {
            return null;
        }
        return switch (batch.kind(column)) {
            case LONG -> {
                long value = batch.longs(column)[row];
                if (batch.schema().type(column).kind() == io.laminar.api.DataType.Kind.BOOLEAN) {
                    yield value != 0;
                }
                yield value;
            }
            case DOUBLE -> batch.doubles(column)[row];
            case OBJECT -> batch.objects(column)[row];
        };
    }

    @Override
    public String toString() {
        return expression.toString();
    }

    private static final class NodeBuilder implements ExpressionVisitor<Node> {
        static final NodeBuilder INSTANCE = new NodeBuilder(null);

        /** What was parsed of which operand; null where threads share the nodes. */
        private final @Nullable Map<Expression, Parsed> parsed;

        NodeBuilder(@Nullable Map<Expression, Parsed> parsed) {
            this.parsed = parsed;
        }

        @Override
        public Node visitColumn(ColumnReference column) {
            int index = column.index();
            return row -> row.value(index);
        }

        @Override
        public Node visitLiteral(Literal literal) {
            Object value = literal.value();
            return row -> value;
        }

        @Override
        public Node visitCall(Call call) {
            Node[] operands = nodes(call.operands());
            ScalarFunction function = call.function();
            MethodHandle handle = generic(function, operands.length);
            if (parsed != null && JsonCalls.isParse(call)) {
                Parsed last = parsed.computeIfAbsent(call.operands().get(0), operand -> new Parsed());
                return row -> document(operands[0].evaluate(row), last, handle);
            }
            boolean[] isNeeded = new boolean[operands.length];
            for (int i = 0; i < operands.length; i++) {
                isNeeded[i] = function.isNeeded(i);
            }
            return row -> {
                @Nullable Object[] values = new @Nullable Object[operands.length];
                for (int i = 0; i < operands.length; i++) {
                    values[i] = operands[i].evaluate(row);
                    if (values[i] == null && isNeeded[i]) {
                        return null;
                    }
                }
                return invoke(handle, values);
            };
        }

        private static @Nullable Object document(@Nullable Object text, Parsed last, MethodHandle handle) {
            if (text == null) {
                return null;
            }
            if (text != last.text) {
                last.document = invoke(handle, new @Nullable Object[] {text});
                last.text = text;
            }
            return last.document;
        }

        @Override
        public Node visitAnd(And and) {
            return logic(nodes(and.operands()), Boolean.FALSE);
        }

        @Override
        public Node visitOr(Or or) {
            return logic(nodes(or.operands()), Boolean.TRUE);
        }

        /** The deciding value as soon as an operand has it; otherwise NULL if one was NULL. */
        private static Node logic(Node[] operands, Boolean deciding) {
            return row -> {
                boolean sawNull = false;
                for (Node operand : operands) {
                    Object value = operand.evaluate(row);
                    if (value == null) {
                        sawNull = true;
                    } else if (value.equals(deciding)) {
                        return deciding;
                    }
                }
                return sawNull ? null : !deciding;
            };
        }

        @Override
        public Node visitNot(Not not) {
            Node operand = not.operand().accept(this);
            return row -> {
                Object value = operand.evaluate(row);
                return value == null ? null : !((Boolean) value);
            };
        }

        @Override
        public Node visitIsNull(IsNull isNull) {
            Node operand = isNull.operand().accept(this);
            return row -> operand.evaluate(row) == null;
        }

        @Override
        public Node visitCase(Case caseWhen) {
            Node[] conditions = nodes(caseWhen.conditions());
            Node[] values = nodes(caseWhen.values());
            Node otherwise = caseWhen.otherwise().accept(this);
            return row -> {
                for (int i = 0; i < conditions.length; i++) {
                    if (Boolean.TRUE.equals(conditions[i].evaluate(row))) {
                        return values[i].evaluate(row);
                    }
                }
                return otherwise.evaluate(row);
            };
        }

        @Override
        public Node visitCoalesce(Coalesce coalesce) {
            Node[] operands = nodes(coalesce.operands());
            return row -> {
                for (Node operand : operands) {
                    Object value = operand.evaluate(row);
                    if (value != null) {
                        return value;
                    }
                }
                return null;
            };
        }

        private Node[] nodes(List<Expression> expressions) {
            return expressions.stream()
                    .map(expression -> expression.accept(this))
                    .toArray(Node[]::new);
        }

        private static MethodHandle generic(ScalarFunction function, int operands) {
            try {
                UserCode code = function.code();
                MethodHandle handle =
                        code == null ? MethodHandles.publicLookup().unreflect(function.method()) : code.handle();
                if (function.isVariadic()) {
                    int fixed = function.method().getParameterCount() - 1;
                    handle = handle.asCollector(function.method().getParameterTypes()[fixed], operands - fixed);
                }
                return handle.asSpreader(Object[].class, operands)
                        .asType(MethodType.methodType(Object.class, Object[].class));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException("cannot be called: " + function.method(), e);
            }
        }

        // A method handle declares Throwable; what is no RuntimeException or Error cannot come from a function.
        private static @Nullable Object invoke(MethodHandle handle, @Nullable Object[] values) {
            try {
                return (Object) handle.invokeExact(values);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
