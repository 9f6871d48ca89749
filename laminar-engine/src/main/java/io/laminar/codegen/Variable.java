package io.laminar.codegen;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Where generated code keeps a value: in a local of the method, or in a field, for other methods too. */
sealed interface Variable {
    StackType type();

    /** Pushes the value. */
    void load(MethodVisitor code);

    /** Pops the value that is on top. */
    void store(MethodVisitor code);

    /** Keeps 0 or null. */
    default void clear(MethodVisitor code) {
        code.visitInsn(type().zero);
        store(code);
    }

    /** In a local. */
    record Local(StackType type, int index) implements Variable {
        @Override
        public void load(MethodVisitor code) {
            code.visitVarInsn(type.load, index);
        }

        @Override
        public void store(MethodVisitor code) {
            code.visitVarInsn(type.store, index);
        }
    }

    /** In a field of the generated class; BOOLEAN is any int. */
    record Member(StackType type, String name) implements Variable {
        @Override
        public void load(MethodVisitor code) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, GeneratedClass.NAME, name, type.descriptor);
        }

        @Override
        public void store(MethodVisitor code) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            if (type.words == 2) {
                code.visitInsn(Opcodes.DUP_X2);
                code.visitInsn(Opcodes.POP);
            } else {
                code.visitInsn(Opcodes.SWAP);
            }
            code.visitFieldInsn(Opcodes.PUTFIELD, GeneratedClass.NAME, name, type.descriptor);
        }
    }
}
