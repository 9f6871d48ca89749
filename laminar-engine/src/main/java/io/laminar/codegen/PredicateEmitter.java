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
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits a predicate as jumps: control falls through on TRUE and goes to {@code ifFalse} or {@code ifNull}
 * otherwise, with the operand stack as it was.
 */
final class PredicateEmitter implements ExpressionVisitor<MethodVisitor> {
    private final MethodContext context;
    private final MethodVisitor code;
    private final Label ifFalse;
    private final Label ifNull;

    private PredicateEmitter(MethodContext context, Label ifFalse, Label ifNull) {
        this.context = context;
        this.code = context.code;
        this.ifFalse = ifFalse;
        this.ifNull = ifNull;
    }

    static void emit(MethodContext context, Expression predicate, Label ifFalse, Label ifNull) {
        if (context.methods != null && context.methods.takes(predicate)) {
            ValueEmitter.emit(context, predicate, ifNull);
            context.code.visitJumpInsn(Opcodes.IFEQ, ifFalse);
        } else {
            emitBody(context, predicate, ifFalse, ifNull);
        }
    }

    /** Emits the predicate itself, although a method of its own might have it. */
    static void emitBody(MethodContext context, Expression predicate, Label ifFalse, Label ifNull) {
        predicate.accept(new PredicateEmitter(context, ifFalse, ifNull));
    }

    @Override
    public MethodVisitor visitColumn(ColumnReference column) {
        return test(column);
    }

    @Override
    public MethodVisitor visitCall(Call call) {
        return test(call);
    }

    private MethodVisitor test(Expression expression) {
        ValueEmitter.emit(context, expression, ifNull);
        code.visitJumpInsn(Opcodes.IFEQ, ifFalse);
        return code;
    }

    @Override
    public MethodVisitor visitLiteral(Literal literal) {
        if (literal.value() == null) {
            code.visitJumpInsn(Opcodes.GOTO, ifNull);
        } else if (!literal.value().equals(true)) {
            code.visitJumpInsn(Opcodes.GOTO, ifFalse);
        }
        return code;
    }

    @Override
    public MethodVisitor visitAnd(And and) {
        List<Expression> operands = and.operands();
        int last = operands.size() - 1;
        int sawNull = Slot.NONE;
        for (int i = 0; i <= last; i++) {
            Expression operand = operands.get(i);
            if (i == 1) {
                context.enterCondition();
            }
            if (i == last || !context.mayBeNull(operand) || mayRejectAtNull(operands, i)) {
                emit(context, operand, ifFalse, ifNull);
                continue;
            }
            // A FALSE behind it still makes the whole FALSE, so NULL is only remembered.
            if (sawNull == Slot.NONE) {
                sawNull = newFlag();
            }
            Label remember = new Label();
            Label next = new Label();
            emit(context, operand, ifFalse, remember);
            code.visitJumpInsn(Opcodes.GOTO, next);
            code.visitLabel(remember);
            setFlag(sawNull);
            code.visitLabel(next);
        }
        context.leaveCondition();
        if (sawNull != Slot.NONE) {
            code.visitVarInsn(Opcodes.ILOAD, sawNull);
            code.visitJumpInsn(Opcodes.IFNE, ifNull);
        }
        return code;
    }

    /** Whether NULL and FALSE are the same here and the operands behind cannot raise an error that would be missed. */
    private boolean mayRejectAtNull(List<Expression> operands, int index) {
        return ifNull.equals(ifFalse)
                && operands.subList(index + 1, operands.size()).stream().allMatch(MethodContext::isTotal);
    }

    @Override
    public MethodVisitor visitOr(Or or) {
        Label accept = new Label();
        int sawNull = Slot.NONE;
        if (!ifNull.equals(ifFalse) && or.operands().stream().anyMatch(context::mayBeNull)) {
            sawNull = newFlag();
        }
        boolean isConditional = false;
        for (Expression operand : or.operands()) {
            Label next = new Label();
            if (sawNull == Slot.NONE || !context.mayBeNull(operand)) {
                emit(context, operand, next, next);
                code.visitJumpInsn(Opcodes.GOTO, accept);
            } else {
                Label remember = new Label();
                emit(context, operand, next, remember);
                code.visitJumpInsn(Opcodes.GOTO, accept);
                code.visitLabel(remember);
                setFlag(sawNull);
            }
            code.visitLabel(next);
            if (!isConditional) {
                isConditional = true;
                context.enterCondition();
            }
        }
        context.leaveCondition();
        if (sawNull != Slot.NONE) {
            code.visitVarInsn(Opcodes.ILOAD, sawNull);
            code.visitJumpInsn(Opcodes.IFNE, ifNull);
        }
        code.visitJumpInsn(Opcodes.GOTO, ifFalse);
        code.visitLabel(accept);
        return code;
    }

    private int newFlag() {
        int flag = context.newLocal(StackType.BOOLEAN);
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, flag);
        return flag;
    }

    private void setFlag(int flag) {
        code.visitInsn(Opcodes.ICONST_1);
        code.visitVarInsn(Opcodes.ISTORE, flag);
    }

    @Override
    public MethodVisitor visitNot(Not not) {
        Label accept = new Label();
        emit(context, not.operand(), accept, ifNull);
        code.visitJumpInsn(Opcodes.GOTO, ifFalse);
        code.visitLabel(accept);
        return code;
    }

    @Override
    public MethodVisitor visitIsNull(IsNull isNull) {
        Expression operand = isNull.operand();
        Label accept = new Label();
        ValueEmitter.emit(context, operand, accept);
        code.visitInsn(StackType.of(operand.type()).words == 2 ? Opcodes.POP2 : Opcodes.POP);
        code.visitJumpInsn(Opcodes.GOTO, ifFalse);
        code.visitLabel(accept);
        return code;
    }

    @Override
    public MethodVisitor visitCase(Case caseWhen) {
        Label accept = new Label();
        for (int i = 0; i < caseWhen.conditions().size(); i++) {
            Label next = new Label();
            emit(context, caseWhen.conditions().get(i), next, next);
            if (i == 0) {
                context.enterCondition();
            }
            emit(context, caseWhen.values().get(i), ifFalse, ifNull);
            code.visitJumpInsn(Opcodes.GOTO, accept);
            code.visitLabel(next);
        }
        emit(context, caseWhen.otherwise(), ifFalse, ifNull);
        context.leaveCondition();
        code.visitLabel(accept);
        return code;
    }

    @Override
    public MethodVisitor visitCoalesce(Coalesce coalesce) {
        Label accept = new Label();
        int last = coalesce.operands().size() - 1;
        for (int i = 0; i < last; i++) {
            Label next = new Label();
            emit(context, coalesce.operands().get(i), ifFalse, next);
            code.visitJumpInsn(Opcodes.GOTO, accept);
            code.visitLabel(next);
            if (i == 0) {
                context.enterCondition();
            }
        }
        emit(context, coalesce.operands().get(last), ifFalse, ifNull);
        if (last > 0) {
            context.leaveCondition();
        }
        code.visitLabel(accept);
        return code;
    }
}
