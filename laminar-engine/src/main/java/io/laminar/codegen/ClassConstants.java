package io.laminar.codegen;

import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Constants of generated code: they come with the class, as its class data, so that the code may serve other constants. */
final class ClassConstants {
    private static final Handle CLASS_DATA_AT = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "classDataAt",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;",
            false);

    private ClassConstants() {}

    /** Pushes a constant; objects are typed as Object. */
    static void push(MethodVisitor code, PipelineShape.Hole hole, StackType type) {
        String descriptor = switch (type) {
            case LONG -> "J";
            case DOUBLE -> "D";
            case OBJECT -> "Ljava/lang/Object;";
            case BOOLEAN -> throw new IllegalArgumentException("TRUE and FALSE are part of the code");
        };
        code.visitLdcInsn(new ConstantDynamic("_", descriptor, CLASS_DATA_AT, hole.index()));
    }

    /** Pushes the handle of a user's method; it is constant to the code, so that the method can be inlined. */
    static void pushHandle(MethodVisitor code, PipelineShape.Hole hole) {
        code.visitLdcInsn(new ConstantDynamic("_", "Ljava/lang/invoke/MethodHandle;", CLASS_DATA_AT, hole.index()));
    }
}
