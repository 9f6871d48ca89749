package io.laminar.codegen;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.data.LaneKind;
import org.objectweb.asm.Opcodes;

/** What a value is on the operand stack and in locals of generated code. */
enum StackType {
    /** int 0 or 1, which is a long 0 or 1 in its lane. */
    BOOLEAN(Opcodes.ILOAD, Opcodes.ISTORE, 1),
    LONG(Opcodes.LLOAD, Opcodes.LSTORE, 2),
    DOUBLE(Opcodes.DLOAD, Opcodes.DSTORE, 2),
    OBJECT(Opcodes.ALOAD, Opcodes.ASTORE, 1);

    final int load;
    final int store;
    final int words;

    StackType(int load, int store, int words) {
        this.load = load;
        this.store = store;
        this.words = words;
    }

    static StackType of(DataType type) {
        if (type.kind() == Kind.BOOLEAN) {
            return BOOLEAN;
        }
        return switch (LaneKind.of(type)) {
            case LONG -> LONG;
            case DOUBLE -> DOUBLE;
            case OBJECT -> OBJECT;
        };
    }
}
