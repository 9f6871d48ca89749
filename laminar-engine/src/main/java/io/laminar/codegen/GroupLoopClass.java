package io.laminar.codegen;

import io.laminar.data.Batch;
import io.laminar.state.GroupLoop;
import io.laminar.state.GroupLoopSpec;
import io.laminar.state.GroupLoopSpec.Carry;
import io.laminar.state.GroupLoopSpec.Change;
import io.laminar.state.GroupLoopSpec.Concern;
import io.laminar.state.GroupLoopSpec.Update;
import io.laminar.state.KeyedTable;
import io.laminar.state.OrderedDoubles;
import io.laminar.state.RowSelection;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The hidden class of a {@link GroupLoopSpec}.
 *
 * <pre>
 *   for (int i = 0; i &lt; count; i++) {
 *       int row = chosen[i];
 *       int base = (slots[i] = table.slotOf(keys[row])) * stride;      or slots[i] * stride
 *       cells = table.cells();                                         where new groups may have moved them
 *       if (!isNull(nulls, row) &amp;&amp; filter[row] != 0) {                 for each concern
 *           cells[base + 1]++; ...                                     for each update
 *       }
 *   }
 * </pre>
 */
final class GroupLoopClass {
    static final String NAME = "io/laminar/codegen/GeneratedGroupLoop";

    private static final String BATCH = Type.getInternalName(Batch.class);
    private static final String ROWS = Type.getInternalName(RowSelection.class);
    private static final String TABLE = Type.getInternalName(KeyedTable.class);
    private static final String CARRY = Type.getInternalName(Carry.class);
    private static final String METHOD = "(L" + BATCH + ";L" + ROWS + ";L" + TABLE + ";)V";
    private static final int MOST_UPDATES = 64;

    private static final int IN = 1;
    private static final int SELECTION = 2;
    private static final int GROUPS = 3;
    private static final int CHOSEN = 4;
    private static final int SLOTS = 5;
    private static final int COUNT = 6;
    private static final int STRIDE = 7;
    private static final int I = 8;
    private static final int ROW = 9;
    private static final int BASE = 10;
    private static final int CELLS = 11;
    private static final int BEFORE = 12;
    private static final int AFTER = 14;
    private static final int KEYS = 16;
    private static final int FIRST_FREE = 17;

    private final Constructor<?> constructor;

    private GroupLoopClass(Constructor<?> constructor) {
        this.constructor = constructor;
    }

    /** Defines the class. */
    static GroupLoopClass of(GroupLoopSpec spec) {
        try {
            return new GroupLoopClass(MethodHandles.lookup()
                    .defineHiddenClass(bytes(spec), true)
                    .lookupClass()
                    .getDeclaredConstructor(Carry[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define a generated class", e);
        } catch (MethodTooLargeException e) {
            throw new NotCompilableException("a generated method has " + e.getCodeSize() + " bytes");
        }
    }

    /** A loop, for one thread. */
    GroupLoop newLoop(List<Carry> carries) {
        try {
            return (GroupLoop) constructor.newInstance((Object) carries.toArray(Carry[]::new));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a generated loop", e);
        }
    }

    /** The bytes of the class. */
    static byte[] bytes(GroupLoopSpec spec) {
        int updates = spec.concerns().stream()
                .mapToInt(concern -> concern.updates().size())
                .sum();
        if (updates > MOST_UPDATES) {
            throw new NotCompilableException(updates + " accumulators, more than " + MOST_UPDATES);
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String left, String right) {
                return "java/lang/Object";
            }
        };
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                NAME,
                null,
                "java/lang/Object",
                new String[] {Type.getInternalName(GroupLoop.class)});
        writer.visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL, "carries", "[L" + CARRY + ";", null, null);
        constructor(writer);
        method(writer, "add", spec, false);
        method(writer, "findAndAdd", spec, true);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void constructor(ClassWriter writer) {
        MethodVisitor code = writer.visitMethod(0, "<init>", "([L" + CARRY + ";)V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, NAME, "carries", "[L" + CARRY + ";");
        code.visitInsn(Opcodes.RETURN);
        GeneratedClass.end(code);
    }

    private static void method(ClassWriter writer, String name, GroupLoopSpec spec, boolean isFinding) {
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, name, METHOD, null, null);
        code.visitCode();
        if (isFinding && spec.keyColumn() == GroupLoopSpec.NONE) {
            code.visitTypeInsn(Opcodes.NEW, "java/lang/UnsupportedOperationException");
            code.visitInsn(Opcodes.DUP);
            code.visitMethodInsn(
                    Opcodes.INVOKESPECIAL, "java/lang/UnsupportedOperationException", "<init>", "()V", false);
            code.visitInsn(Opcodes.ATHROW);
        } else {
            new GroupLoopClass.Emitter(code, spec, isFinding).emit();
        }
        GeneratedClass.end(code);
    }

    /** Emits one of the methods. */
    private static final class Emitter {
        private final MethodVisitor code;
        private final GroupLoopSpec spec;
        private final boolean isFinding;
        private final Map<Integer, Integer> lanes = new HashMap<>();
        private final Map<Integer, Integer> masks = new HashMap<>();
        private int nextLocal = FIRST_FREE;
        private int carries;

        Emitter(MethodVisitor code, GroupLoopSpec spec, boolean isFinding) {
            this.code = code;
            this.spec = spec;
            this.isFinding = isFinding;
        }

        void emit() {
            hoist();
            Label head = new Label();
            Label end = new Label();
            code.visitInsn(Opcodes.ICONST_0);
            code.visitVarInsn(Opcodes.ISTORE, I);
            code.visitLabel(head);
            code.visitVarInsn(Opcodes.ILOAD, I);
            code.visitVarInsn(Opcodes.ILOAD, COUNT);
            code.visitJumpInsn(Opcodes.IF_ICMPGE, end);
            code.visitVarInsn(Opcodes.ALOAD, CHOSEN);
            code.visitVarInsn(Opcodes.ILOAD, I);
            code.visitInsn(Opcodes.IALOAD);
            code.visitVarInsn(Opcodes.ISTORE, ROW);
            base();
            for (Concern concern : spec.concerns()) {
                concern(concern);
            }
            code.visitIincInsn(I, 1);
            code.visitJumpInsn(Opcodes.GOTO, head);
            code.visitLabel(end);
            code.visitInsn(Opcodes.RETURN);
        }

        private void hoist() {
            get(SELECTION, ROWS, "rows", "()[I", Opcodes.ASTORE, CHOSEN);
            get(SELECTION, ROWS, "slots", "()[I", Opcodes.ASTORE, SLOTS);
            get(SELECTION, ROWS, "count", "()I", Opcodes.ISTORE, COUNT);
            get(GROUPS, TABLE, "stride", "()I", Opcodes.ISTORE, STRIDE);
            get(GROUPS, TABLE, "cells", "()[J", Opcodes.ASTORE, CELLS);
            if (isFinding) {
                BatchCode.lane(code, IN, spec.keyColumn(), StackType.LONG);
                code.visitVarInsn(Opcodes.ASTORE, KEYS);
            }
            for (Concern concern : spec.concerns()) {
                if (concern.argument() != GroupLoopSpec.NONE) {
                    mask(concern.argument());
                    for (Update update : concern.updates()) {
                        if (update.change() != Change.COUNT) {
                            lane(concern.argument(), isDouble(update.change()) ? StackType.DOUBLE : StackType.LONG);
                        }
                    }
                }
                if (concern.filter() != GroupLoopSpec.NONE) {
                    mask(concern.filter());
                    lane(concern.filter(), StackType.LONG);
                }
            }
        }

        private void get(int local, String owner, String method, String descriptor, int store, int into) {
            code.visitVarInsn(Opcodes.ALOAD, local);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, method, descriptor, false);
            code.visitVarInsn(store, into);
        }

        private void lane(int column, StackType type) {
            if (lanes.putIfAbsent(column, nextLocal) == null) {
                BatchCode.lane(code, IN, column, type);
                code.visitVarInsn(Opcodes.ASTORE, nextLocal++);
            }
        }

        private void mask(int column) {
            if (masks.putIfAbsent(column, nextLocal) == null) {
                BatchCode.nulls(code, IN, column);
                code.visitVarInsn(Opcodes.ASTORE, nextLocal++);
            }
        }

        private static boolean isDouble(Change change) {
            return change == Change.ADD_DOUBLE || change == Change.LEAST_DOUBLE || change == Change.GREATEST_DOUBLE;
        }

        /** Finds the group of the row, then, where a new one may have moved them, its cells. */
        private void base() {
            code.visitVarInsn(Opcodes.ALOAD, SLOTS);
            code.visitVarInsn(Opcodes.ILOAD, I);
            if (isFinding) {
                code.visitVarInsn(Opcodes.ALOAD, GROUPS);
                code.visitVarInsn(Opcodes.ALOAD, KEYS);
                code.visitVarInsn(Opcodes.ILOAD, ROW);
                code.visitInsn(Opcodes.LALOAD);
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TABLE, "slotOf", "(J)I", false);
                code.visitInsn(Opcodes.DUP_X2);
                code.visitInsn(Opcodes.IASTORE);
            } else {
                code.visitInsn(Opcodes.IALOAD);
            }
            code.visitVarInsn(Opcodes.ILOAD, STRIDE);
            code.visitInsn(Opcodes.IMUL);
            code.visitVarInsn(Opcodes.ISTORE, BASE);
            if (isFinding) {
                get(GROUPS, TABLE, "cells", "()[J", Opcodes.ASTORE, CELLS);
            }
        }

        private void concern(Concern concern) {
            Label next = new Label();
            if (concern.argument() != GroupLoopSpec.NONE) {
                leaveWhenNull(concern.argument(), next);
            }
            if (concern.filter() != GroupLoopSpec.NONE) {
                leaveWhenNull(concern.filter(), next);
                value(concern.filter(), Opcodes.LALOAD);
                code.visitInsn(Opcodes.LCONST_0);
                code.visitInsn(Opcodes.LCMP);
                code.visitJumpInsn(Opcodes.IFEQ, next);
            }
            for (Update update : concern.updates()) {
                update(update, concern.argument());
            }
            code.visitLabel(next);
        }

        private void leaveWhenNull(int column, Label next) {
            code.visitVarInsn(Opcodes.ALOAD, Objects.requireNonNull(masks.get(column)));
            code.visitVarInsn(Opcodes.ILOAD, ROW);
            code.visitMethodInsn(Opcodes.INVOKESTATIC, BATCH, "isNull", "([JI)Z", false);
            code.visitJumpInsn(Opcodes.IFNE, next);
        }

        private void value(int column, int load) {
            code.visitVarInsn(Opcodes.ALOAD, Objects.requireNonNull(lanes.get(column)));
            code.visitVarInsn(Opcodes.ILOAD, ROW);
            code.visitInsn(load);
        }

        private void update(Update update, int argument) {
            code.visitVarInsn(Opcodes.ALOAD, CELLS);
            code.visitVarInsn(Opcodes.ILOAD, BASE);
            code.visitLdcInsn(update.cell());
            code.visitInsn(Opcodes.IADD);
            code.visitInsn(Opcodes.DUP2);
            code.visitInsn(Opcodes.LALOAD);
            switch (update.change()) {
                case COUNT -> {
                    code.visitInsn(Opcodes.LCONST_1);
                    code.visitInsn(Opcodes.LADD);
                }
                case ADD_DOUBLE -> {
                    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
                    value(argument, Opcodes.DALOAD);
                    code.visitInsn(Opcodes.DADD);
                    code.visitMethodInsn(
                            Opcodes.INVOKESTATIC, "java/lang/Double", "doubleToRawLongBits", "(D)J", false);
                }
                case LEAST_LONG, GREATEST_LONG -> {
                    value(argument, Opcodes.LALOAD);
                    extreme(update.change() == Change.LEAST_LONG);
                }
                case LEAST_DOUBLE, GREATEST_DOUBLE -> {
                    value(argument, Opcodes.DALOAD);
                    code.visitMethodInsn(
                            Opcodes.INVOKESTATIC, Type.getInternalName(OrderedDoubles.class), "toLong", "(D)J", false);
                    extreme(update.change() == Change.LEAST_DOUBLE);
                }
                case ADD_LONG -> {
                    code.visitInsn(Opcodes.DUP2);
                    code.visitVarInsn(Opcodes.LSTORE, BEFORE);
                    value(argument, Opcodes.LALOAD);
                    code.visitInsn(Opcodes.LADD);
                    code.visitInsn(Opcodes.DUP2);
                    code.visitVarInsn(Opcodes.LSTORE, AFTER);
                }
            }
            code.visitInsn(Opcodes.LASTORE);
            if (update.change() == Change.ADD_LONG) {
                carry(argument);
            }
        }

        private void extreme(boolean isLeast) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", isLeast ? "min" : "max", "(JJ)J", false);
        }

        /** Where signs say that the sum did not fit: {@code ((before ^ after) & (value ^ after)) < 0}. */
        private void carry(int argument) {
            Label fits = new Label();
            code.visitVarInsn(Opcodes.LLOAD, BEFORE);
            code.visitVarInsn(Opcodes.LLOAD, AFTER);
            code.visitInsn(Opcodes.LXOR);
            value(argument, Opcodes.LALOAD);
            code.visitVarInsn(Opcodes.LLOAD, AFTER);
            code.visitInsn(Opcodes.LXOR);
            code.visitInsn(Opcodes.LAND);
            code.visitInsn(Opcodes.LCONST_0);
            code.visitInsn(Opcodes.LCMP);
            code.visitJumpInsn(Opcodes.IFGE, fits);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitFieldInsn(Opcodes.GETFIELD, NAME, "carries", "[L" + CARRY + ";");
            code.visitLdcInsn(carries++);
            code.visitInsn(Opcodes.AALOAD);
            code.visitVarInsn(Opcodes.ALOAD, GROUPS);
            code.visitVarInsn(Opcodes.ALOAD, SLOTS);
            code.visitVarInsn(Opcodes.ILOAD, I);
            code.visitInsn(Opcodes.IALOAD);
            // -1 for a negative value, 1 for another one
            value(argument, Opcodes.LALOAD);
            code.visitLdcInsn(63);
            code.visitInsn(Opcodes.LSHR);
            code.visitInsn(Opcodes.LCONST_1);
            code.visitInsn(Opcodes.LOR);
            code.visitMethodInsn(Opcodes.INVOKEINTERFACE, CARRY, "carry", "(L" + TABLE + ";IJ)V", true);
            code.visitLabel(fits);
        }
    }
}
