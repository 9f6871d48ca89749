package io.laminar.codegen;

import io.laminar.ring0.RowException;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits the loop over the rows of a batch.
 *
 * <pre>
 *   what the caller wants before the loop
 *   for (; row &lt; to; row++) {
 *       stages, which write the row at "at" or jump to the next one
 *       weight
 *       at++
 *   }
 *   a RuntimeException: the complete rows stay, RowException
 * </pre>
 */
final class LoopEmitter {
    /** Parameters of the method; the first row becomes the current one. */
    private static final int IN = 1;

    private static final int ROW = 2;
    private static final int TO = 3;
    private static final int OUT = 4;

    /** Locals of the method. */
    private static final int AT = 5;

    private static final int START = 6;
    private static final int WEIGHTS = 7;
    private static final int OUT_WEIGHTS = 8;
    private static final int CAUSE = 9;

    /** The first local that stages may use. */
    static final int FIRST_FREE = 10;

    static final MethodContext.Frame FRAME = new MethodContext.Frame(IN, ROW, OUT, AT);

    private static final String BASE = Type.getInternalName(GeneratedPipeline.class);
    private static final String FAILED = "(L" + BatchCode.BATCH + ";IILjava/lang/RuntimeException;)L"
            + Type.getInternalName(RowException.class) + ";";

    private final MethodVisitor code;
    private final Label failed = new Label();

    LoopEmitter(MethodVisitor code) {
        this.code = code;
    }

    /**
     * @param before emits what is done once
     * @param stages emits what is done for each row, given where to go when it is rejected
     */
    void emit(Runnable before, Consumer<Label> stages) {
        Label begin = new Label();
        Label end = new Label();
        Label test = new Label();
        Label nextRow = new Label();
        code.visitCode();
        code.visitTryCatchBlock(begin, end, failed, "java/lang/RuntimeException");
        code.visitVarInsn(Opcodes.ALOAD, OUT);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BatchCode.BATCH, "rows", "()I", false);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ISTORE, AT);
        code.visitVarInsn(Opcodes.ISTORE, START);
        BatchCode.hoistWeights(code, FRAME, WEIGHTS, OUT_WEIGHTS);
        before.run();
        code.visitJumpInsn(Opcodes.GOTO, test);
        code.visitLabel(begin);
        stages.accept(nextRow);
        BatchCode.weight(code, FRAME, WEIGHTS, OUT_WEIGHTS);
        code.visitIincInsn(AT, 1);
        code.visitLabel(nextRow);
        code.visitIincInsn(ROW, 1);
        code.visitLabel(end);
        code.visitLabel(test);
        code.visitVarInsn(Opcodes.ILOAD, ROW);
        code.visitVarInsn(Opcodes.ILOAD, TO);
        code.visitJumpInsn(Opcodes.IF_ICMPLT, begin);
        finish();
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void finish() {
        code.visitVarInsn(Opcodes.ALOAD, OUT);
        code.visitVarInsn(Opcodes.ILOAD, AT);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BatchCode.BATCH, "rows", "(I)V", false);
        code.visitVarInsn(Opcodes.ILOAD, AT);
        code.visitVarInsn(Opcodes.ILOAD, START);
        code.visitInsn(Opcodes.ISUB);
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(failed);
        code.visitVarInsn(Opcodes.ASTORE, CAUSE);
        code.visitVarInsn(Opcodes.ALOAD, OUT);
        code.visitVarInsn(Opcodes.ILOAD, AT);
        code.visitVarInsn(Opcodes.ILOAD, ROW);
        code.visitVarInsn(Opcodes.ALOAD, CAUSE);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, BASE, "failed", FAILED, false);
        code.visitInsn(Opcodes.ATHROW);
    }

    /** Bytes of the method's code, without the few of its exception handler; once it is emitted. */
    int codeBytes() {
        return failed.getOffset();
    }
}
