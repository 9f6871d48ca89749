package io.laminar.codegen;

import io.laminar.plan.PipelineSpec;
import java.util.List;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.LimitExceededException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The bytes of the class of all pipelines of one shape. */
final class GeneratedClass {
    /** HotSpot leaves longer methods interpreted. */
    static final int MAX_CODE_BYTES = 8_000;

    static final String NAME = "io/laminar/codegen/PipelineLoop";

    private static final String BASE = Type.getInternalName(GeneratedPipeline.class);
    private static final String CONSTRUCTOR = "(Ljava/lang/String;[I[I)V";
    private static final String LOOP = "(L" + BatchCode.BATCH + ";IIL" + BatchCode.BATCH + ";)I";

    private final byte[] bytes;
    private final PipelineSpec spec;
    private final boolean isSplit;

    private GeneratedClass(byte[] bytes, PipelineSpec spec, boolean isSplit) {
        this.bytes = bytes;
        this.spec = spec;
        this.isSplit = isSplit;
    }

    /**
     * Generates the class: with all in one loop if that is not too long a method, or else with methods that the loop calls.
     *
     * @param spec the code of a {@link PipelineShape}
     * @throws NotCompilableException when it would be too large for a class
     */
    static GeneratedClass of(PipelineSpec spec) {
        try {
            try {
                return new GeneratedClass(inOneLoop(spec), spec, false);
            } catch (NotCompilableException | LimitExceededException | MethodTooLargeException tooLong) {
                return inMethods(spec, ExpressionMethods.MAX_NODES);
            }
        } catch (MethodTooLargeException e) {
            throw new NotCompilableException("a generated method has " + e.getCodeSize() + " bytes");
        } catch (ClassTooLargeException e) {
            throw new NotCompilableException("the generated class has " + e.getConstantPoolCount() + " constants");
        } catch (LimitExceededException e) {
            throw new NotCompilableException("a generated method has too many variables and branches");
        }
    }

    private static byte[] inOneLoop(PipelineSpec spec) {
        List<Integer> columns = StageColumns.read(spec);
        ClassWriter writer = newClass(spec);
        for (boolean hasNulls : new boolean[] {false, true}) {
            String name = hasNulls ? "processNullable" : "processNotNull";
            MethodVisitor code = writer.visitMethod(0, name, LOOP, null, null);
            PipelineEmitter emitter = new PipelineEmitter(spec, columns, hasNulls, code);
            emitter.emit();
            requireShort(emitter.codeBytes());
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    /**
     * Generates the class with methods that the loop calls.
     *
     * @param maxNodes nodes of expressions in one method, about
     */
    static GeneratedClass inMethods(PipelineSpec spec, int maxNodes) {
        ClassWriter writer = newClass(spec);
        MethodVisitor code = writer.visitMethod(0, "processNullable", LOOP, null, null);
        SplitPipelineEmitter emitter = new SplitPipelineEmitter(writer, spec, maxNodes);
        requireShort(emitter.emit(code));
        code = writer.visitMethod(0, "processNotNull", LOOP, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitVarInsn(Opcodes.ILOAD, 2);
        code.visitVarInsn(Opcodes.ILOAD, 3);
        code.visitVarInsn(Opcodes.ALOAD, 4);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, NAME, "processNullable", LOOP, false);
        code.visitInsn(Opcodes.IRETURN);
        end(code);
        writer.visitEnd();
        return new GeneratedClass(writer.toByteArray(), spec, true);
    }

    private static ClassWriter newClass(PipelineSpec spec) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            // Values that meet are only ever used as objects, or are cast where a function takes them.
            @Override
            protected String getCommonSuperClass(String left, String right) {
                return "java/lang/Object";
            }
        };
        writer.visit(
                Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC, NAME, null, BASE, null);
        MethodVisitor code = writer.visitMethod(0, "<init>", CONSTRUCTOR, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitVarInsn(Opcodes.ALOAD, 3);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BASE, "<init>", CONSTRUCTOR, false);
        code.visitInsn(Opcodes.RETURN);
        end(code);
        ClassConstants.declare(writer, spec);
        return writer;
    }

    /** Ends a method, which must not be too long. */
    static void end(MethodVisitor code) {
        Label end = new Label();
        code.visitLabel(end);
        requireShort(end.getOffset());
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void requireShort(int codeBytes) {
        if (codeBytes > MAX_CODE_BYTES) {
            throw new NotCompilableException(
                    "a generated method has " + codeBytes + " bytes, more than " + MAX_CODE_BYTES);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Columns of the input that the loop reads. */
    int[] columns() {
        return StageColumns.read(spec).stream().mapToInt(Integer::intValue).toArray();
    }

    /** For each column of the output the one of the input that it is, or -1; empty when the loop writes all. */
    int[] passedOn() {
        int[] passedOn = spec.passedOn();
        return passedOn == null ? new int[0] : passedOn;
    }

    /** Whether it was too long for one method. */
    boolean isSplit() {
        return isSplit;
    }
}
