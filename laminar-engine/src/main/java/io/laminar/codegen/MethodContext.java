package io.laminar.codegen;

import io.laminar.expr.Expression;
import io.laminar.expr.FunctionCatalog;
import io.laminar.expr.ScalarFunction.NullRule;
import java.util.IdentityHashMap;
import java.util.List;
import org.objectweb.asm.MethodVisitor;

/** The method that is being generated: its code, its locals, and the columns of the current stage. */
final class MethodContext {
    final MethodVisitor code;
    /** Local that holds the index of the row in the input. */
    final int row;

    private List<Slot> slots = List.of();
    private final IdentityHashMap<Expression, Boolean> nullability = new IdentityHashMap<>();
    private int nextLocal;

    MethodContext(MethodVisitor code, int row, int nextLocal) {
        this.code = code;
        this.row = row;
        this.nextLocal = nextLocal;
    }

    /** The columns that expressions now refer to. */
    List<Slot> slots() {
        return slots;
    }

    void slots(List<Slot> columns) {
        slots = List.copyOf(columns);
        nullability.clear();
    }

    int newLocal(StackType type) {
        int local = nextLocal;
        nextLocal += type.words;
        return local;
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
            if (!call.function().method().getReturnType().isPrimitive()) {
                return true;
            }
            Class<?>[] parameters = call.function().method().getParameterTypes();
            boolean isStrict = call.function().nullRule() == NullRule.STRICT;
            for (int i = 0; i < parameters.length; i++) {
                if ((isStrict || parameters[i].isPrimitive())
                        && mayBeNull(call.operands().get(i))) {
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
