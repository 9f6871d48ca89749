package io.laminar.codegen;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Objects that generated code refers to; they reach the hidden class as its class data. */
final class ClassConstants {
    /** A longer text might not fit the constant pool. */
    private static final int MAX_TEXT = 10_000;

    private static final Handle CLASS_DATA_AT = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "classDataAt",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;",
            false);

    private final List<Object> objects = new ArrayList<>();

    /** Pushes an object, typed as Object but for text. */
    void push(MethodVisitor code, Object value) {
        if (value instanceof String text && text.length() < MAX_TEXT) {
            code.visitLdcInsn(text);
            return;
        }
        int index = objects.indexOf(value);
        if (index < 0) {
            index = objects.size();
            objects.add(value);
        }
        code.visitLdcInsn(new ConstantDynamic("_", "Ljava/lang/Object;", CLASS_DATA_AT, index));
    }

    /** The class data. */
    List<Object> objects() {
        return List.copyOf(objects);
    }
}
