package io.laminar.codegen;

import io.laminar.plan.PipelineSpec;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.LimitExceededException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The bytes of the class of all pipelines of one shape. */
final class GeneratedClass {
    /** HotSpot leaves longer methods interpreted. */
    static final int MAX_CODE_BYTES = 8_000;

    private static final String BASE = Type.getInternalName(GeneratedPipeline.class);
    private static final String NAME = "io/laminar/codegen/PipelineLoop";
    private static final String LOOP = "(L" + PipelineEmitter.BATCH + ";IIL" + PipelineEmitter.BATCH + ";)I";

    private final byte[] bytes;
    private final List<Integer> columns;

    private GeneratedClass(byte[] bytes, List<Integer> columns) {
        this.bytes = bytes;
        this.columns = columns;
    }

    /**
     * Generates the class.
     *
     * @param spec the code of a {@link PipelineShape}
     * @throws NotCompilableException when it would be too large
     */
    static GeneratedClass of(PipelineSpec spec) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            // Values that meet are only ever used as objects, or are cast where a function takes them.
            @Override
            protected String getCommonSuperClass(String left, String right) {
                return "java/lang/Object";
            }
        };
        writer.visit(
                Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC, NAME, null, BASE, null);
        constructor(writer);
        List<Integer> columns = PipelineEmitter.columnsRead(spec);
        try {
            loop(writer, "processNotNull", new Loop(spec, columns, false));
            loop(writer, "processNullable", new Loop(spec, columns, true));
            writer.visitEnd();
            return new GeneratedClass(writer.toByteArray(), columns);
        } catch (MethodTooLargeException e) {
            throw new NotCompilableException("the generated method has " + e.getCodeSize() + " bytes");
        } catch (LimitExceededException e) {
            throw new NotCompilableException("the generated method has too many variables and branches");
        }
    }

    private record Loop(PipelineSpec spec, List<Integer> columns, boolean hasNulls) {}

    private static void loop(ClassWriter writer, String name, Loop loop) {
        MethodVisitor code = writer.visitMethod(0, name, LOOP, null, null);
        PipelineEmitter emitter = new PipelineEmitter(loop.spec(), loop.columns(), loop.hasNulls(), code);
        emitter.emit();
        if (emitter.codeBytes() > MAX_CODE_BYTES) {
            throw new NotCompilableException(
                    "the generated method has " + emitter.codeBytes() + " bytes, more than " + MAX_CODE_BYTES);
        }
    }

    private static void constructor(ClassWriter writer) {
        MethodVisitor code = writer.visitMethod(0, "<init>", "(Ljava/lang/String;[I)V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitVarInsn(Opcodes.ALOAD, 2);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BASE, "<init>", "(Ljava/lang/String;[I)V", false);
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Columns of the input that the pipeline reads. */
    int[] columns() {
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }
}
