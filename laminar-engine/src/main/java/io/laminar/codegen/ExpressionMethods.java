package io.laminar.codegen;

import io.laminar.expr.Expression;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Methods of a generated class that each calculate a part of an expression that is too large for one method. A method takes
 * the batch and the row; at NULL it sets the field {@code isNull}, which the caller resets.
 */
final class ExpressionMethods {
    /** Nodes of an expression in one method where nobody says otherwise; a node is some 20 to 50 bytes. */
    static final int MAX_NODES = 80;

    private static final String IS_NULL = "isNull";
    private static final int IN = 1;
    private static final int ROW = 2;
    private static final int FIRST_FREE = 3;
    private static final MethodContext.Frame FRAME = new MethodContext.Frame(IN, ROW, Slot.NONE, Slot.NONE);

    private final ClassWriter writer;
    private final int maxNodes;
    private final IdentityHashMap<Expression, String> names = new IdentityHashMap<>();
    private final Queue<Method> pending = new ArrayDeque<>();
    private final IdentityHashMap<Expression, Boolean> requested = new IdentityHashMap<>();

    private record Method(Expression expression, MethodContext caller) {}

    /** @param maxNodes nodes of an expression in one method, about */
    ExpressionMethods(ClassWriter writer, int maxNodes) {
        this.writer = writer;
        this.maxNodes = maxNodes;
        writer.visitField(0, IS_NULL, "Z", null, null).visitEnd();
    }

    /** Cuts an expression into methods until what is left is small enough, and gives the size of that. Cutting again changes nothing. */
    int cut(Expression expression) {
        List<Expression> operands = expression.operands();
        List<Integer> sizes = new ArrayList<>();
        int size = 1;
        for (Expression operand : operands) {
            int operandSize = takes(operand) ? 1 : cut(operand);
            sizes.add(operandSize);
            size += operandSize;
        }
        while (size > maxNodes) {
            int largest = 0;
            for (int i = 1; i < sizes.size(); i++) {
                if (sizes.get(i) > sizes.get(largest)) {
                    largest = i;
                }
            }
            if (sizes.get(largest) == 1) {
                break;
            }
            size -= sizes.get(largest) - 1;
            sizes.set(largest, 1);
            names.put(operands.get(largest), "part" + names.size());
        }
        return size;
    }

    /** Whether a method calculates the expression. */
    boolean takes(Expression expression) {
        return names.containsKey(expression);
    }

    /** Emits a call, as {@link ValueEmitter} emits a value. */
    void call(MethodContext caller, Expression expression, Label ifNull) {
        if (requested.put(expression, true) == null) {
            pending.add(new Method(expression, caller));
        }
        MethodVisitor code = caller.code;
        StackType type = StackType.of(expression.type());
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, caller.frame.in());
        code.visitVarInsn(Opcodes.ILOAD, caller.frame.row());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, GeneratedClass.NAME, name(expression), descriptor(type), false);
        if (caller.mayBeNull(expression)) {
            Label end = new Label();
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, GeneratedClass.NAME, IS_NULL, "Z");
            code.visitJumpInsn(Opcodes.IFEQ, end);
            setNull(code, Opcodes.ICONST_0);
            code.visitInsn(type.words == 2 ? Opcodes.POP2 : Opcodes.POP);
            code.visitJumpInsn(Opcodes.GOTO, ifNull);
            code.visitLabel(end);
        }
    }

    private String name(Expression expression) {
        String name = names.get(expression);
        if (name == null) {
            throw new IllegalStateException("has no method: " + expression);
        }
        return name;
    }

    private static String descriptor(StackType type) {
        return "(L" + BatchCode.BATCH + ";I)" + type.descriptor;
    }

    private static void setNull(MethodVisitor code, int value) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(value);
        code.visitFieldInsn(Opcodes.PUTFIELD, GeneratedClass.NAME, IS_NULL, "Z");
    }

    /** Emits the methods that were called so far, and those that they call. */
    void emitPending() {
        while (!pending.isEmpty()) {
            emit(pending.remove());
        }
    }

    private void emit(Method method) {
        StackType type = StackType.of(method.expression().type());
        MethodVisitor code = writer.visitMethod(0, name(method.expression()), descriptor(type), null, null);
        MethodContext context = new MethodContext(code, FRAME, FIRST_FREE, this);
        context.seeAs(method.caller());
        Label isNull = new Label();
        code.visitCode();
        ValueEmitter.emitBody(context, method.expression(), isNull);
        code.visitInsn(type.returns);
        if (context.mayBeNull(method.expression())) {
            code.visitLabel(isNull);
            setNull(code, Opcodes.ICONST_1);
            code.visitInsn(type.zero);
            code.visitInsn(type.returns);
        }
        GeneratedClass.end(code);
    }
}
