package io.laminar.codegen;

import io.laminar.codegen.PipelineShape.Hole;
import io.laminar.expr.Expression;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.UserCode;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Constants of generated code: they come with the class, as its class data, so that the code may serve other constants, and are put
 * into static final fields, which HotSpot takes for constants in hidden classes. Dynamic constants would not do: HotSpot 17
 * compiles no method with one of type long or double ("could not resolve a constant").
 */
final class ClassConstants {
    /** More would not fit the class initializer; the others are set by methods of their own, and are not final. */
    private static final int FINALS = 2_000;

    private static final int PER_METHOD = 2_000;
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final String HANDLE = "Ljava/lang/invoke/MethodHandle;";
    private static final String LIST = "java/util/List";

    private final ClassWriter writer;
    private final Map<Integer, String> types = new TreeMap<>();

    private ClassConstants(ClassWriter writer) {
        this.writer = writer;
    }

    /** Pushes a constant; objects are typed as Object. */
    static void push(MethodVisitor code, Hole hole, StackType type) {
        code.visitFieldInsn(Opcodes.GETSTATIC, GeneratedClass.NAME, name(hole.index()), descriptor(type));
    }

    /** Pushes the handle of a user's method; it is constant to the code, so that the method can be inlined. */
    static void pushHandle(MethodVisitor code, Hole hole) {
        code.visitFieldInsn(Opcodes.GETSTATIC, GeneratedClass.NAME, name(hole.index()), HANDLE);
    }

    private static String name(int index) {
        return "constant" + index;
    }

    private static String descriptor(StackType type) {
        if (type == StackType.BOOLEAN) {
            throw new IllegalArgumentException("TRUE and FALSE are part of the code");
        }
        return type.descriptor;
    }

    /** Declares the fields that the code of a pipeline refers to, and sets them when the class is initialized. */
    static void declare(ClassWriter writer, PipelineSpec spec) {
        ClassConstants constants = new ClassConstants(writer);
        for (PipelineSpec.Stage stage : spec.stages()) {
            if (stage instanceof FilterStage filter) {
                constants.collect(filter.predicate());
            } else if (stage instanceof ProjectStage project) {
                project.expressions().forEach(constants::collect);
            }
        }
        if (!constants.types.isEmpty()) {
            constants.emit();
        }
    }

    private void collect(Expression expression) {
        if (expression instanceof Literal literal && literal.value() instanceof Hole hole) {
            types.put(hole.index(), descriptor(StackType.of(literal.type())));
        } else if (expression instanceof Call call) {
            UserCode user = call.function().code();
            if (user != null) {
                types.put(((Hole) user.target()).index(), HANDLE);
            }
        }
        expression.operands().forEach(this::collect);
    }

    private void emit() {
        List<Map.Entry<Integer, String>> all = new ArrayList<>(types.entrySet());
        for (int i = 0; i < all.size(); i++) {
            int access = Opcodes.ACC_STATIC | (i < FINALS ? Opcodes.ACC_FINAL : 0);
            writer.visitField(access, name(all.get(i).getKey()), all.get(i).getValue(), null, null)
                    .visitEnd();
        }
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        code.visitCode();
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;",
                false);
        code.visitLdcInsn("_");
        code.visitLdcInsn(org.objectweb.asm.Type.getObjectType(LIST));
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "classData",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
                false);
        code.visitTypeInsn(Opcodes.CHECKCAST, LIST);
        code.visitVarInsn(Opcodes.ASTORE, 0);
        set(code, all.subList(0, Math.min(FINALS, all.size())));
        for (int from = FINALS; from < all.size(); from += PER_METHOD) {
            String name = "constantsFrom" + from;
            String type = "(L" + LIST + ";)V";
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, GeneratedClass.NAME, name, type, false);
            MethodVisitor more = writer.visitMethod(Opcodes.ACC_STATIC, name, type, null, null);
            more.visitCode();
            set(more, all.subList(from, Math.min(from + PER_METHOD, all.size())));
            finish(more);
        }
        finish(code);
    }

    /** Sets fields from the list in local 0. */
    private static void set(MethodVisitor code, List<Map.Entry<Integer, String>> fields) {
        for (Map.Entry<Integer, String> field : fields) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitLdcInsn(field.getKey());
            code.visitMethodInsn(Opcodes.INVOKEINTERFACE, LIST, "get", "(I)Ljava/lang/Object;", true);
            switch (field.getValue()) {
                case "J" -> unbox(code, "java/lang/Long", "longValue", "()J");
                case "D" -> unbox(code, "java/lang/Double", "doubleValue", "()D");
                case HANDLE -> code.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/invoke/MethodHandle");
                case OBJECT -> {
                    // As it is.
                }
                default -> throw new IllegalArgumentException(field.getValue());
            }
            code.visitFieldInsn(Opcodes.PUTSTATIC, GeneratedClass.NAME, name(field.getKey()), field.getValue());
        }
    }

    private static void unbox(MethodVisitor code, String box, String method, String type) {
        code.visitTypeInsn(Opcodes.CHECKCAST, box);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, method, type, false);
    }

    private static void finish(MethodVisitor code) {
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
