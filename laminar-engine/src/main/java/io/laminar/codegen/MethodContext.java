package io.laminar.codegen;

import io.laminar.expr.Expression;
import io.laminar.expr.FunctionCatalog;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;

/** The method that is being generated: its code, its locals, the columns of the current stage, and the values shared in it. */
final class MethodContext {
    final MethodVisitor code;
    final Frame frame;
    /** Methods that take expressions that would make this one too long; null in a loop that has everything in itself. */
    final @Nullable ExpressionMethods methods;

    private List<Slot> slots = List.of();
    private Map<Expression, SharedValue> shared = Map.of();
    private final IdentityHashMap<Expression, Boolean> nullability = new IdentityHashMap<>();
    private int nextLocal;
    private int conditions;

    /**
     * Locals that hold what a row's code needs.
     *
     * @param in the input batch
     * @param row index of the row in it
     * @param out the output batch
     * @param at index of the row in that
     */
    record Frame(int in, int row, int out, int at) {}

    MethodContext(MethodVisitor code, Frame frame, int nextLocal, @Nullable ExpressionMethods methods) {
        this.code = code;
        this.frame = frame;
        this.nextLocal = nextLocal;
        this.methods = methods;
    }

    /** The columns that expressions now refer to. */
    List<Slot> slots() {
        return slots;
    }

    /** From now on expressions refer to other columns. */
    void slots(List<Slot> columns) {
        slots = List.copyOf(columns);
        nullability.clear();
        shared = Map.of();
    }

    /** From now on expressions refer to the columns, and share the values, of another method. */
    void seeAs(MethodContext other) {
        slots(other.slots);
        shared = other.shared;
    }

    /** From now on expressions share these values. */
    void share(Map<Expression, SharedValue> values) {
        shared = values;
    }

    /** From now on expressions share calls, whose values are kept in locals for the rest of the row. */
    void shareInLocals(Set<Expression> calls) {
        Map<Expression, SharedValue> values = new HashMap<>();
        for (Expression call : calls) {
            SharedValue value = new SharedValue(
                    newVariable(StackType.of(call.type())),
                    mayBeNull(call) ? newVariable(StackType.BOOLEAN) : null,
                    newVariable(StackType.BOOLEAN));
            value.clear(code);
            values.put(call, value);
        }
        shared = values;
    }

    /** The value, if several places need it. */
    @Nullable
    SharedValue shared(Expression expression) {
        return shared.isEmpty() ? null : shared.get(expression);
    }

    /** What follows, up to {@link #leaveCondition}, is not run for each row. */
    void enterCondition() {
        conditions++;
    }

    void leaveCondition() {
        conditions--;
    }

    /** Whether each row that comes further runs what is emitted now. */
    boolean isUnconditional() {
        return conditions == 0 && methods == null;
    }

    int newLocal(StackType type) {
        int local = nextLocal;
        nextLocal += type.words;
        return local;
    }

    Variable newVariable(StackType type) {
        return new Variable.Local(type, newLocal(type));
    }

    /** Whether evaluation may give NULL here, going by the slots rather than by declared types. */
    boolean mayBeNull(Expression expression) {
        // Emitters ask at every level, which would be quadratic in the depth.
        Boolean known = nullability.get(expression);
        if (known == null) {
            known = isNullable(expression);
            nullability.put(expression, known);
        }
        return known;
    }

    private boolean isNullable(Expression expression) {
        if (expression instanceof Expression.ColumnReference column) {
            return slots.get(column.index()).isNullable();
        }
        if (expression instanceof Expression.Literal literal) {
            return literal.value() == null;
        }
        if (expression instanceof Expression.IsNull) {
            return false;
        }
        if (expression instanceof Expression.Coalesce coalesce) {
            return coalesce.operands().stream().allMatch(this::mayBeNull);
        }
        if (expression instanceof Expression.Case caseWhen) {
            return mayBeNull(caseWhen.otherwise()) || caseWhen.values().stream().anyMatch(this::mayBeNull);
        }
        if (expression instanceof Expression.Call call) {
            if (!call.function().returnType().isPrimitive()) {
                return true;
            }
            for (int i = 0; i < call.operands().size(); i++) {
                if (call.function().isNeeded(i) && mayBeNull(call.operands().get(i))) {
                    return true;
                }
            }
            return false;
        }
        return expression.operands().stream().anyMatch(this::mayBeNull);
    }

    /** Whether evaluation raises no error, whatever the row. */
    static boolean isTotal(Expression expression) {
        boolean isTotalItself =
                !(expression instanceof Expression.Call call) || FunctionCatalog.isTotal(call.function());
        return isTotalItself && expression.operands().stream().allMatch(MethodContext::isTotal);
    }
}
