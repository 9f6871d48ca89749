package io.laminar.codegen;

import io.laminar.data.Batch;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Emits what generated code does with batches. */
final class BatchCode {
    static final String BATCH = Type.getInternalName(Batch.class);

    private BatchCode() {}

    /** Pushes the array of a column of the batch that a local holds. */
    static void lane(MethodVisitor code, int batch, int column, StackType type) {
        code.visitVarInsn(Opcodes.ALOAD, batch);
        code.visitLdcInsn(column);
        switch (type) {
            case BOOLEAN, LONG -> code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "longs", "(I)[J", false);
            case DOUBLE -> code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "doubles", "(I)[D", false);
            case OBJECT ->
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "objects", "(I)[Ljava/lang/Object;", false);
        }
    }

    /** Pushes the null mask of a column, or null. */
    static void nulls(MethodVisitor code, int batch, int column) {
        code.visitVarInsn(Opcodes.ALOAD, batch);
        code.visitLdcInsn(column);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "nulls", "(I)[J", false);
    }

    /** From array, index and value to nothing. */
    static void store(MethodVisitor code, StackType type) {
        switch (type) {
            case BOOLEAN -> {
                code.visitInsn(Opcodes.I2L);
                code.visitInsn(Opcodes.LASTORE);
            }
            case LONG -> code.visitInsn(Opcodes.LASTORE);
            case DOUBLE -> code.visitInsn(Opcodes.DASTORE);
            case OBJECT -> code.visitInsn(Opcodes.AASTORE);
        }
    }

    /** Makes a column NULL in the row of the output. */
    static void setNull(MethodVisitor code, MethodContext.Frame frame, int column) {
        code.visitVarInsn(Opcodes.ALOAD, frame.out());
        code.visitLdcInsn(column);
        code.visitVarInsn(Opcodes.ILOAD, frame.at());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "setNull", "(II)V", false);
    }

    /** Puts the weights of the input, or null, into one local, and the weight lane of the output, or null, into another. */
    static void hoistWeights(MethodVisitor code, MethodContext.Frame frame, int weights, int outWeights) {
        Label turnOn = new Label();
        Label off = new Label();
        Label end = new Label();
        code.visitVarInsn(Opcodes.ALOAD, frame.in());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "weights", "()[I", false);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ASTORE, weights);
        code.visitJumpInsn(Opcodes.IFNONNULL, turnOn);
        code.visitVarInsn(Opcodes.ALOAD, frame.out());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "weights", "()[I", false);
        code.visitJumpInsn(Opcodes.IFNULL, off);
        code.visitLabel(turnOn);
        code.visitVarInsn(Opcodes.ALOAD, frame.out());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "weightLane", "()[I", false);
        code.visitVarInsn(Opcodes.ASTORE, outWeights);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(off);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ASTORE, outWeights);
        code.visitLabel(end);
    }

    /** Writes the row's weight, 1 where the input has none, when the output has a weight lane. */
    static void weight(MethodVisitor code, MethodContext.Frame frame, int weights, int outWeights) {
        Label end = new Label();
        Label one = new Label();
        Label store = new Label();
        code.visitVarInsn(Opcodes.ALOAD, outWeights);
        code.visitJumpInsn(Opcodes.IFNULL, end);
        code.visitVarInsn(Opcodes.ALOAD, outWeights);
        code.visitVarInsn(Opcodes.ILOAD, frame.at());
        code.visitVarInsn(Opcodes.ALOAD, weights);
        code.visitJumpInsn(Opcodes.IFNULL, one);
        code.visitVarInsn(Opcodes.ALOAD, weights);
        code.visitVarInsn(Opcodes.ILOAD, frame.row());
        code.visitInsn(Opcodes.IALOAD);
        code.visitJumpInsn(Opcodes.GOTO, store);
        code.visitLabel(one);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitLabel(store);
        code.visitInsn(Opcodes.IASTORE);
        code.visitLabel(end);
    }
}
