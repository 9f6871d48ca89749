package io.laminar.codegen;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A value that several places of a stage need: the first of them that a row comes to calculates it, the others find it. */
final class SharedValue {
    private final Variable value;
    private final @Nullable Variable nullFlag;
    private final Variable isKnown;

    /** Whether code that every row has run before calculates it, so that nobody needs to look whether it is known. */
    private boolean isSettled;

    SharedValue(Variable value, @Nullable Variable nullFlag, Variable isKnown) {
        this.value = value;
        this.nullFlag = nullFlag;
        this.isKnown = isKnown;
    }

    /** Forgets the value of the row before. */
    void clear(MethodVisitor code) {
        value.clear(code);
        if (nullFlag != null) {
            nullFlag.clear(code);
        }
        isKnown.clear(code);
    }

    /**
     * Emits the value, as {@link ValueEmitter} does.
     *
     * @param isUnconditional whether each row that comes further runs this place
     * @param calculation emits the calculation, given where to go at NULL
     */
    void emit(MethodVisitor code, Label ifNull, boolean isUnconditional, Consumer<Label> calculation) {
        Label known = new Label();
        Label have = new Label();
        if (!isSettled) {
            if (!isUnconditional) {
                isKnown.load(code);
                code.visitJumpInsn(Opcodes.IFNE, known);
            }
            calculate(code, ifNull, !isUnconditional, calculation);
            if (isUnconditional) {
                isSettled = true;
                value.load(code);
                return;
            }
            code.visitJumpInsn(Opcodes.GOTO, have);
            code.visitLabel(known);
        }
        if (nullFlag != null) {
            nullFlag.load(code);
            code.visitJumpInsn(Opcodes.IFNE, ifNull);
        }
        code.visitLabel(have);
        value.load(code);
    }

    private void calculate(MethodVisitor code, Label ifNull, boolean marks, Consumer<Label> calculation) {
        Label isNull = new Label();
        Label end = new Label();
        calculation.accept(isNull);
        value.store(code);
        if (marks) {
            mark(code, isKnown);
        }
        if (nullFlag != null) {
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(isNull);
            mark(code, nullFlag);
            if (marks) {
                mark(code, isKnown);
            }
            code.visitJumpInsn(Opcodes.GOTO, ifNull);
            code.visitLabel(end);
        }
    }

    private static void mark(MethodVisitor code, Variable flag) {
        code.visitInsn(Opcodes.ICONST_1);
        flag.store(code);
    }
}
