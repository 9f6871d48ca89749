package io.laminar.codegen;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.expr.Expression;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import io.laminar.ring0.RowException;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Emits the loop of a pipeline as one method.
 *
 * <pre>
 *   lanes and masks of the columns read, lanes of the output, and weights, into locals
 *   for (; row &lt; to; row++) {
 *       filters: jump to the next row unless TRUE
 *       projections but the last: values into locals
 *       last projection: values into the output lanes at "at"
 *       weight
 *       at++
 *   }
 *   a RuntimeException: the complete rows stay, RowException
 * </pre>
 */
final class PipelineEmitter {
    static final String BATCH = Type.getInternalName(Batch.class);

    private static final String BASE = Type.getInternalName(GeneratedPipeline.class);
    private static final String ROW_EXCEPTION = Type.getInternalName(RowException.class);
    private static final String FAILED = "(L" + BATCH + ";IILjava/lang/RuntimeException;)L" + ROW_EXCEPTION + ";";

    /** Parameters of the method; the first row becomes the current one. */
    private static final int IN = 1;

    private static final int ROW = 2;
    private static final int TO = 3;
    private static final int OUT = 4;

    /** Locals of the method; those of the columns follow. */
    private static final int AT = 5;

    private static final int START = 6;
    private static final int WEIGHTS = 7;
    private static final int OUT_WEIGHTS = 8;
    private static final int FIRST_FREE = 9;

    private final PipelineSpec spec;
    private final List<Integer> columns;
    private final boolean hasNulls;
    private final MethodVisitor code;
    private final MethodContext context;
    private final int[] outLanes;
    private final Label nextRow = new Label();
    private final Label failed = new Label();

    /**
     * @param columns columns of the input that are read
     * @param hasNulls whether to look at null masks
     */
    PipelineEmitter(PipelineSpec spec, List<Integer> columns, boolean hasNulls, MethodVisitor code) {
        this.spec = spec;
        this.columns = columns;
        this.hasNulls = hasNulls;
        this.code = code;
        context = new MethodContext(code, ROW, FIRST_FREE);
        outLanes = new int[spec.output().size()];
    }

    /** Columns of the input that a pipeline reads. */
    static List<Integer> columnsRead(PipelineSpec spec) {
        boolean[] isRead = new boolean[spec.input().size()];
        boolean isProjected = false;
        for (Stage stage : spec.stages()) {
            if (stage instanceof FilterStage filter) {
                mark(filter.predicate(), isRead);
            } else if (stage instanceof ProjectStage project) {
                project.expressions().forEach(expression -> mark(expression, isRead));
                isProjected = true;
                break;
            }
        }
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < isRead.length; i++) {
            if (isRead[i] || !isProjected) {
                columns.add(i);
            }
        }
        return columns;
    }

    private static void mark(Expression expression, boolean[] isRead) {
        if (expression instanceof ColumnReference column) {
            isRead[column.index()] = true;
        }
        expression.operands().forEach(operand -> mark(operand, isRead));
    }

    void emit() {
        Label begin = new Label();
        Label end = new Label();
        Label test = new Label();
        Label body = new Label();
        code.visitCode();
        code.visitTryCatchBlock(begin, end, failed, "java/lang/RuntimeException");
        hoist();
        code.visitJumpInsn(Opcodes.GOTO, test);
        code.visitLabel(begin);
        code.visitLabel(body);
        stages();
        weight();
        code.visitIincInsn(AT, 1);
        code.visitLabel(nextRow);
        code.visitIincInsn(ROW, 1);
        code.visitLabel(end);
        code.visitLabel(test);
        code.visitVarInsn(Opcodes.ILOAD, ROW);
        code.visitVarInsn(Opcodes.ILOAD, TO);
        code.visitJumpInsn(Opcodes.IF_ICMPLT, body);
        code.visitVarInsn(Opcodes.ALOAD, OUT);
        code.visitVarInsn(Opcodes.ILOAD, AT);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "rows", "(I)V", false);
        code.visitVarInsn(Opcodes.ILOAD, AT);
        code.visitVarInsn(Opcodes.ILOAD, START);
        code.visitInsn(Opcodes.ISUB);
        code.visitInsn(Opcodes.IRETURN);
        code.visitLabel(failed);
        int cause = context.newLocal(StackType.OBJECT);
        code.visitVarInsn(Opcodes.ASTORE, cause);
        code.visitVarInsn(Opcodes.ALOAD, OUT);
        code.visitVarInsn(Opcodes.ILOAD, AT);
        code.visitVarInsn(Opcodes.ILOAD, ROW);
        code.visitVarInsn(Opcodes.ALOAD, cause);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, BASE, "failed", FAILED, false);
        code.visitInsn(Opcodes.ATHROW);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** Bytes of the method's code, without the few of its exception handler; once it is emitted. */
    int codeBytes() {
        return failed.getOffset();
    }

    private void hoist() {
        code.visitVarInsn(Opcodes.ALOAD, OUT);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "rows", "()I", false);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ISTORE, AT);
        code.visitVarInsn(Opcodes.ISTORE, START);
        hoistWeights();
        Schema input = spec.input();
        List<Slot> slots = new ArrayList<>();
        for (int column = 0; column < input.size(); column++) {
            StackType type = StackType.of(input.type(column));
            if (!columns.contains(column)) {
                slots.add(new Slot.Lane(type, Slot.NONE, Slot.NONE));
                continue;
            }
            int lane = hoistLane(IN, column, LaneKind.of(input.type(column)));
            int mask = Slot.NONE;
            if (hasNulls) {
                mask = context.newLocal(StackType.OBJECT);
                code.visitVarInsn(Opcodes.ALOAD, IN);
                code.visitLdcInsn(column);
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "nulls", "(I)[J", false);
                code.visitVarInsn(Opcodes.ASTORE, mask);
            }
            slots.add(new Slot.Lane(type, lane, mask));
        }
        context.slots(slots);
        for (int column = 0; column < outLanes.length; column++) {
            outLanes[column] = hoistLane(OUT, column, LaneKind.of(spec.output().type(column)));
        }
    }

    private void hoistWeights() {
        Label turnOn = new Label();
        Label off = new Label();
        Label end = new Label();
        code.visitVarInsn(Opcodes.ALOAD, IN);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "weights", "()[I", false);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ASTORE, WEIGHTS);
        code.visitJumpInsn(Opcodes.IFNONNULL, turnOn);
        code.visitVarInsn(Opcodes.ALOAD, OUT);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "weights", "()[I", false);
        code.visitJumpInsn(Opcodes.IFNULL, off);
        code.visitLabel(turnOn);
        code.visitVarInsn(Opcodes.ALOAD, OUT);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "weightLane", "()[I", false);
        code.visitVarInsn(Opcodes.ASTORE, OUT_WEIGHTS);
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(off);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitVarInsn(Opcodes.ASTORE, OUT_WEIGHTS);
        code.visitLabel(end);
    }

    private int hoistLane(int batch, int column, LaneKind kind) {
        int local = context.newLocal(StackType.OBJECT);
        code.visitVarInsn(Opcodes.ALOAD, batch);
        code.visitLdcInsn(column);
        switch (kind) {
            case LONG -> code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "longs", "(I)[J", false);
            case DOUBLE -> code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "doubles", "(I)[D", false);
            case OBJECT ->
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "objects", "(I)[Ljava/lang/Object;", false);
        }
        code.visitVarInsn(Opcodes.ASTORE, local);
        return local;
    }

    private void stages() {
        int last = spec.stages().size() - 1;
        for (int i = 0; i <= last; i++) {
            Stage stage = spec.stages().get(i);
            if (stage instanceof FilterStage filter) {
                PredicateEmitter.emit(context, filter.predicate(), nextRow, nextRow);
            } else if (stage instanceof ProjectStage project) {
                if (i == last) {
                    write(project.expressions());
                    return;
                }
                context.slots(project.expressions().stream().map(this::toLocal).toList());
            }
        }
        List<Expression> all = new ArrayList<>();
        for (int column = 0; column < spec.output().size(); column++) {
            all.add(new ColumnReference(
                    column, spec.output().field(column).name(), spec.output().type(column)));
        }
        write(all);
    }

    private Slot toLocal(Expression expression) {
        if (expression instanceof ColumnReference column) {
            return context.slots().get(column.index());
        }
        StackType type = StackType.of(expression.type());
        int value = context.newLocal(type);
        boolean isNullable = context.mayBeNull(expression);
        int flag = isNullable ? context.newLocal(StackType.BOOLEAN) : Slot.NONE;
        Label isNull = new Label();
        ValueEmitter.emit(context, expression, isNull);
        code.visitVarInsn(type.store, value);
        if (isNullable) {
            Label end = new Label();
            code.visitInsn(Opcodes.ICONST_0);
            code.visitVarInsn(Opcodes.ISTORE, flag);
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(isNull);
            code.visitInsn(
                    switch (type) {
                        case BOOLEAN -> Opcodes.ICONST_0;
                        case LONG -> Opcodes.LCONST_0;
                        case DOUBLE -> Opcodes.DCONST_0;
                        case OBJECT -> Opcodes.ACONST_NULL;
                    });
            code.visitVarInsn(type.store, value);
            code.visitInsn(Opcodes.ICONST_1);
            code.visitVarInsn(Opcodes.ISTORE, flag);
            code.visitLabel(end);
        }
        return new Slot.Local(type, value, flag);
    }

    private void write(List<Expression> expressions) {
        for (int column = 0; column < expressions.size(); column++) {
            Expression expression = expressions.get(column);
            StackType type = StackType.of(expression.type());
            if (!context.mayBeNull(expression)) {
                code.visitVarInsn(Opcodes.ALOAD, outLanes[column]);
                code.visitVarInsn(Opcodes.ILOAD, AT);
                ValueEmitter.emit(context, expression, nextRow);
                store(type);
                continue;
            }
            Label isNull = new Label();
            Label end = new Label();
            int value = context.newLocal(type);
            ValueEmitter.emit(context, expression, isNull);
            code.visitVarInsn(type.store, value);
            code.visitVarInsn(Opcodes.ALOAD, outLanes[column]);
            code.visitVarInsn(Opcodes.ILOAD, AT);
            code.visitVarInsn(type.load, value);
            store(type);
            code.visitJumpInsn(Opcodes.GOTO, end);
            code.visitLabel(isNull);
            code.visitVarInsn(Opcodes.ALOAD, OUT);
            code.visitLdcInsn(column);
            code.visitVarInsn(Opcodes.ILOAD, AT);
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BATCH, "setNull", "(II)V", false);
            code.visitLabel(end);
        }
    }

    private void store(StackType type) {
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

    /** The row's weight, 1 where the input has none, when the output has a weight lane. */
    private void weight() {
        Label end = new Label();
        Label one = new Label();
        Label store = new Label();
        code.visitVarInsn(Opcodes.ALOAD, OUT_WEIGHTS);
        code.visitJumpInsn(Opcodes.IFNULL, end);
        code.visitVarInsn(Opcodes.ALOAD, OUT_WEIGHTS);
        code.visitVarInsn(Opcodes.ILOAD, AT);
        code.visitVarInsn(Opcodes.ALOAD, WEIGHTS);
        code.visitJumpInsn(Opcodes.IFNULL, one);
        code.visitVarInsn(Opcodes.ALOAD, WEIGHTS);
        code.visitVarInsn(Opcodes.ILOAD, ROW);
        code.visitInsn(Opcodes.IALOAD);
        code.visitJumpInsn(Opcodes.GOTO, store);
        code.visitLabel(one);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitLabel(store);
        code.visitInsn(Opcodes.IASTORE);
        code.visitLabel(end);
    }
}
