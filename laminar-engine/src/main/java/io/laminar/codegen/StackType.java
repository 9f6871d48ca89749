package io.laminar.codegen;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.data.LaneKind;
import org.objectweb.asm.Opcodes;

/** What a value is on the operand stack and in variables of generated code. */
enum StackType {
    /** int 0 or 1, which is a long 0 or 1 in its lane. */
    BOOLEAN(Opcodes.ILOAD, Opcodes.ISTORE, 1, Opcodes.IRETURN, Opcodes.ICONST_0, "I"),
    LONG(Opcodes.LLOAD, Opcodes.LSTORE, 2, Opcodes.LRETURN, Opcodes.LCONST_0, "J"),
    DOUBLE(Opcodes.DLOAD, Opcodes.DSTORE, 2, Opcodes.DRETURN, Opcodes.DCONST_0, "D"),
    OBJECT(Opcodes.ALOAD, Opcodes.ASTORE, 1, Opcodes.ARETURN, Opcodes.ACONST_NULL, "Ljava/lang/Object;");

    final int load;
    final int store;
    final int words;
    final int returns;
    final int zero;
    final String descriptor;

    StackType(int load, int store, int words, int returns, int zero, String descriptor) {
        this.load = load;
        this.store = store;
        this.words = words;
        this.returns = returns;
        this.zero = zero;
        this.descriptor = descriptor;
    }

    static StackType of(DataType type) {
        if (type.kind() == Kind.BOOLEAN) {
            return BOOLEAN;
        }
        return of(LaneKind.of(type));
    }

    static StackType of(LaneKind lane) {
        return switch (lane) {
            case LONG -> LONG;
            case DOUBLE -> DOUBLE;
            case OBJECT -> OBJECT;
        };
    }
}
