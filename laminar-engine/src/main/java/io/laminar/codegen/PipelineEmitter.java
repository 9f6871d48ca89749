package io.laminar.codegen;

import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits a pipeline as one method: lanes and masks of the columns read and lanes of the output are put into locals, then a
 * {@link LoopEmitter loop} has the stages in itself, with all values in locals.
 */
final class PipelineEmitter {
    private final PipelineSpec spec;
    private final List<Integer> columns;
    private final boolean hasNulls;
    private final MethodVisitor code;
    private final MethodContext context;
    private final int[] outLanes;
    private final int @Nullable [] passedOn;
    private final LoopEmitter loop;

    /**
     * @param columns columns of the input that are read
     * @param hasNulls whether to look at null masks
     */
    PipelineEmitter(PipelineSpec spec, List<Integer> columns, boolean hasNulls, MethodVisitor code) {
        this.spec = spec;
        this.columns = columns;
        this.hasNulls = hasNulls;
        this.code = code;
        this.passedOn = spec.passedOn();
        context = new MethodContext(code, LoopEmitter.FRAME, LoopEmitter.FIRST_FREE, null);
        outLanes = new int[spec.output().size()];
        loop = new LoopEmitter(code);
    }

    void emit() {
        loop.emit(this::hoist, this::stages);
    }

    /** Bytes of the method's code, without the few of its exception handler; once it is emitted. */
    int codeBytes() {
        return loop.codeBytes();
    }

    private void hoist() {
        Schema input = spec.input();
        List<Slot> slots = new ArrayList<>();
        for (int column = 0; column < input.size(); column++) {
            StackType type = StackType.of(input.type(column));
            if (!columns.contains(column)) {
                slots.add(new Slot.Lane(type, Slot.NONE, Slot.NONE));
                continue;
            }
            int lane = hoistLane(context.frame.in(), column, type);
            int mask = Slot.NONE;
            if (hasNulls) {
                mask = context.newLocal(StackType.OBJECT);
                BatchCode.nulls(code, context.frame.in(), column);
                code.visitVarInsn(Opcodes.ASTORE, mask);
            }
            slots.add(new Slot.Lane(type, lane, mask));
        }
        context.slots(slots);
        for (int column = 0; column < outLanes.length; column++) {
            if (isPassedOn(column)) {
                continue;
            }
            outLanes[column] = hoistLane(
                    context.frame.out(), column, StackType.of(spec.output().type(column)));
        }
    }

    /** Whether somebody else writes a column of the output. */
    private boolean isPassedOn(int column) {
        return passedOn != null && passedOn[column] >= 0;
    }

    private int hoistLane(int batch, int column, StackType type) {
        int local = context.newLocal(StackType.OBJECT);
        BatchCode.lane(code, batch, column, type);
        code.visitVarInsn(Opcodes.ASTORE, local);
        return local;
    }

    private void stages(Label nextRow) {
        List<Stage> stages = spec.stages();
        ProjectionEmitter projection = new ProjectionEmitter(context);
        share(0);
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i) instanceof FilterStage filter) {
                PredicateEmitter.emit(context, filter.predicate(), nextRow, nextRow);
            } else if (stages.get(i) instanceof ProjectStage project) {
                if (i == stages.size() - 1) {
                    write(projection, project.expressions());
                    return;
                }
                context.slots(project.expressions().stream()
                        .map(expression -> projection.keep(expression, context::newVariable))
                        .toList());
                share(i + 1);
            }
        }
        write(projection, ProjectionEmitter.all(spec.output()));
    }

    private void write(ProjectionEmitter projection, List<Expression> expressions) {
        for (int column = 0; column < expressions.size(); column++) {
            if (isPassedOn(column)) {
                continue;
            }
            projection.write(column, expressions.get(column), lane -> code.visitVarInsn(Opcodes.ALOAD, outLanes[lane]));
        }
    }

    /** Shares calls among the stages from one up to the next projection, which all see the same columns. */
    private void share(int from) {
        context.shareInLocals(CommonCalls.of(StageColumns.expressions(spec.stages(), from)));
    }
}
