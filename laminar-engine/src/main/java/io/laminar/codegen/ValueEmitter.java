package io.laminar.codegen;

import io.laminar.expr.Expression;
import io.laminar.expr.Expression.And;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.Case;
import io.laminar.expr.Expression.Coalesce;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.IsNull;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expression.Not;
import io.laminar.expr.Expression.Or;
import io.laminar.expr.ExpressionVisitor;
import io.laminar.expr.ScalarFunction;
import io.laminar.expr.UserCode;
import java.lang.reflect.Method;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits a value: starts with an empty operand stack and falls through with the value alone on it, or jumps to
 * {@code ifNull} with the stack empty. What can never be NULL may also be emitted on top of other values.
 */
final class ValueEmitter implements ExpressionVisitor<MethodVisitor> {
    private final MethodContext context;
    private final MethodVisitor code;
    private final Label ifNull;

    private ValueEmitter(MethodContext context, Label ifNull) {
        this.context = context;
        this.code = context.code;
        this.ifNull = ifNull;
    }

    static void emit(MethodContext context, Expression expression, Label ifNull) {
        SharedValue shared = context.shared(expression);
        if (shared == null) {
            calculate(context, expression, ifNull);
        } else {
            boolean isUnconditional = context.isUnconditional();
            shared.emit(context.code, ifNull, isUnconditional, isNull -> calculate(context, expression, isNull));
        }
    }

    private static void calculate(MethodContext context, Expression expression, Label ifNull) {
        if (context.methods != null && context.methods.takes(expression)) {
            context.methods.call(context, expression, ifNull);
        } else {
            expression.accept(new ValueEmitter(context, ifNull));
        }
    }

    /** Emits the value itself, although a method of its own, or a variable, might have it. */
    static void emitBody(MethodContext context, Expression expression, Label ifNull) {
        expression.accept(new ValueEmitter(context, ifNull));
    }

    @Override
    public MethodVisitor visitColumn(ColumnReference column) {
        Slot slot = context.slots().get(column.index());
        if (slot instanceof Slot.Lane lane) {
            if (lane.isNullable()) {
                code.visitVarInsn(Opcodes.ALOAD, lane.mask());
                code.visitVarInsn(Opcodes.ILOAD, context.frame.row());
                code.visitMethodInsn(Opcodes.INVOKESTATIC, BatchCode.BATCH, "isNull", "([JI)Z", false);
                code.visitJumpInsn(Opcodes.IFNE, ifNull);
            }
            code.visitVarInsn(Opcodes.ALOAD, lane.lane());
            code.visitVarInsn(Opcodes.ILOAD, context.frame.row());
            element(lane.type());
        } else if (slot instanceof Slot.Column inBatch) {
            if (inBatch.isNullable()) {
                BatchCode.nulls(code, context.frame.in(), inBatch.column());
                code.visitVarInsn(Opcodes.ILOAD, context.frame.row());
                code.visitMethodInsn(Opcodes.INVOKESTATIC, BatchCode.BATCH, "isNull", "([JI)Z", false);
                code.visitJumpInsn(Opcodes.IFNE, ifNull);
            }
            BatchCode.lane(code, context.frame.in(), inBatch.column(), inBatch.type());
            code.visitVarInsn(Opcodes.ILOAD, context.frame.row());
            element(inBatch.type());
        } else if (slot instanceof Slot.Kept kept) {
            if (kept.nullFlag() != null) {
                kept.nullFlag().load(code);
                code.visitJumpInsn(Opcodes.IFNE, ifNull);
            }
            kept.value().load(code);
        }
        return code;
    }

    private void element(StackType type) {
        switch (type) {
            case BOOLEAN -> {
                code.visitInsn(Opcodes.LALOAD);
                code.visitInsn(Opcodes.L2I);
            }
            case LONG -> code.visitInsn(Opcodes.LALOAD);
            case DOUBLE -> code.visitInsn(Opcodes.DALOAD);
            case OBJECT -> code.visitInsn(Opcodes.AALOAD);
        }
    }

    @Override
    public MethodVisitor visitLiteral(Literal literal) {
        Object value = literal.value();
        if (value == null) {
            code.visitJumpInsn(Opcodes.GOTO, ifNull);
        } else if (value instanceof Boolean truth) {
            code.visitInsn(truth ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        } else {
            ClassConstants.push(code, (PipelineShape.Hole) value, StackType.of(literal.type()));
        }
        return code;
    }

    @Override
    public MethodVisitor visitCall(Call call) {
        ScalarFunction function = call.function();
        int count = call.operands().size();
        int fixed = function.isVariadic() ? function.parameterCount() - 1 : count;
        int lastJump = -1;
        for (int i = 0; i < count; i++) {
            if (mayJump(call, i)) {
                lastJump = i;
            }
        }
        // Operands up to the last one that may jump away wait in locals, so that the jump finds the stack empty; all
        // of them do when the handle that is called has to be below them.
        UserCode user = function.code();
        int waiting = user != null ? count : lastJump > 0 || fixed == 0 ? lastJump + 1 : 0;
        int[] locals = new int[waiting];
        int firstJump = -1;
        for (int i = 0; i < waiting; i++) {
            operand(call, i);
            StackType type = typeOf(function.parameterType(i));
            locals[i] = context.newLocal(type);
            code.visitVarInsn(type.store, locals[i]);
            if (firstJump < 0 && mayJump(call, i)) {
                firstJump = i;
                context.enterCondition();
            }
        }
        if (user != null) {
            ClassConstants.pushHandle(code, (PipelineShape.Hole) user.target());
        }
        for (int i = 0; i < fixed; i++) {
            push(call, i, locals);
            if (firstJump < 0 && mayJump(call, i)) {
                firstJump = i;
                context.enterCondition();
            }
        }
        if (function.isVariadic()) {
            pushRest(call, fixed, locals);
        }
        if (firstJump >= 0) {
            context.leaveCondition();
        }
        if (user != null) {
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    "java/lang/invoke/MethodHandle",
                    "invokeExact",
                    user.type().toMethodDescriptorString(),
                    false);
        } else {
            Method method = function.method();
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Type.getInternalName(method.getDeclaringClass()),
                    method.getName(),
                    Type.getMethodDescriptor(method),
                    false);
        }
        result(function.returnType());
        return code;
    }

    private boolean mayJump(Call call, int index) {
        return call.function().isNeeded(index)
                && context.mayBeNull(call.operands().get(index));
    }

    private void push(Call call, int index, int[] locals) {
        if (index < locals.length) {
            Class<?> parameter = call.function().parameterType(index);
            code.visitVarInsn(typeOf(parameter).load, locals[index]);
            castTo(parameter);
        } else {
            operand(call, index);
        }
    }

    /** The operands of a variable parameter, which are objects, as an array. */
    private void pushRest(Call call, int from, int[] locals) {
        int count = call.operands().size();
        code.visitLdcInsn(count - from);
        code.visitTypeInsn(
                Opcodes.ANEWARRAY, Type.getInternalName(call.function().parameterType(from)));
        for (int i = from; i < count; i++) {
            code.visitInsn(Opcodes.DUP);
            code.visitLdcInsn(i - from);
            push(call, i, locals);
            code.visitInsn(Opcodes.AASTORE);
        }
    }

    private void operand(Call call, int index) {
        Class<?> parameter = call.function().parameterType(index);
        Expression operand = call.operands().get(index);
        if (call.function().isNeeded(index) || !context.mayBeNull(operand)) {
            emit(context, operand, ifNull);
            box(parameter);
        } else {
            Label isNull = new Label();
            Label end = new Label();
            emit(context, operand, isNull);
            box(parameter);
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(isNull);
            code.visitInsn(Opcodes.ACONST_NULL);
            code.visitLabel(end);
        }
        castTo(parameter);
    }

    private void castTo(Class<?> parameter) {
        if (!parameter.isPrimitive() && parameter != Object.class) {
            code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(parameter));
        }
    }

    private void box(Class<?> parameter) {
        if (parameter == Long.class) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Long", "valueOf", "(J)Ljava/lang/Long;", false);
        } else if (parameter == Double.class) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Double", "valueOf", "(D)Ljava/lang/Double;", false);
        } else if (parameter == Boolean.class) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Boolean", "valueOf", "(Z)Ljava/lang/Boolean;", false);
        }
    }

    /** From what a method returns to the value, or to {@code ifNull}. */
    private void result(Class<?> type) {
        if (type.isPrimitive()) {
            return;
        }
        int local = context.newLocal(StackType.OBJECT);
        code.visitVarInsn(Opcodes.ASTORE, local);
        code.visitVarInsn(Opcodes.ALOAD, local);
        code.visitJumpInsn(Opcodes.IFNULL, ifNull);
        code.visitVarInsn(Opcodes.ALOAD, local);
        if (type == Long.class) {
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Long", "longValue", "()J", false);
        } else if (type == Double.class) {
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Double", "doubleValue", "()D", false);
        } else if (type == Boolean.class) {
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Boolean", "booleanValue", "()Z", false);
        }
    }

    private static StackType typeOf(Class<?> parameter) {
        if (parameter == boolean.class) {
            return StackType.BOOLEAN;
        }
        if (parameter == long.class) {
            return StackType.LONG;
        }
        return parameter == double.class ? StackType.DOUBLE : StackType.OBJECT;
    }

    @Override
    public MethodVisitor visitAnd(And and) {
        return truth(and);
    }

    @Override
    public MethodVisitor visitOr(Or or) {
        return truth(or);
    }

    @Override
    public MethodVisitor visitNot(Not not) {
        return truth(not);
    }

    @Override
    public MethodVisitor visitIsNull(IsNull isNull) {
        return truth(isNull);
    }

    private MethodVisitor truth(Expression predicate) {
        Label isFalse = new Label();
        Label end = new Label();
        PredicateEmitter.emitBody(context, predicate, isFalse, ifNull);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(isFalse);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitLabel(end);
        return code;
    }

    @Override
    public MethodVisitor visitCase(Case caseWhen) {
        Label end = new Label();
        for (int i = 0; i < caseWhen.conditions().size(); i++) {
            Label next = new Label();
            PredicateEmitter.emit(context, caseWhen.conditions().get(i), next, next);
            if (i == 0) {
                context.enterCondition();
            }
            emit(context, caseWhen.values().get(i), ifNull);
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(next);
        }
        emit(context, caseWhen.otherwise(), ifNull);
        context.leaveCondition();
        code.visitLabel(end);
        return code;
    }

    @Override
    public MethodVisitor visitCoalesce(Coalesce coalesce) {
        Label end = new Label();
        int last = coalesce.operands().size() - 1;
        for (int i = 0; i < last; i++) {
            Label next = new Label();
            emit(context, coalesce.operands().get(i), next);
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(next);
            if (i == 0) {
                context.enterCondition();
            }
        }
        emit(context, coalesce.operands().get(last), ifNull);
        if (last > 0) {
            context.leaveCondition();
        }
        code.visitLabel(end);
        return code;
    }
}
