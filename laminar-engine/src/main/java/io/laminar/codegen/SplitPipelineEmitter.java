package io.laminar.codegen;

import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits a pipeline that is too large for one method: a {@link LoopEmitter loop} of calls, for each row, of methods that
 * each have a filter or some columns, and values that cross methods in fields. Slower than {@link PipelineEmitter} by the
 * calls and by looking lanes up for each row, but still far from interpreting.
 */
final class SplitPipelineEmitter {
    private static final int IN = 1;
    private static final int ROW = 2;
    private static final int OUT = 3;
    private static final int AT = 4;
    private static final int FIRST_FREE = 5;
    private static final MethodContext.Frame FRAME = new MethodContext.Frame(IN, ROW, OUT, AT);
    private static final String PART = "(L" + BatchCode.BATCH + ";IL" + BatchCode.BATCH + ";I)";

    private final ClassWriter writer;
    private final PipelineSpec spec;
    private final int maxNodes;
    private final ExpressionMethods methods;
    private final List<Part> parts = new ArrayList<>();
    private List<Slot> slots = List.of();
    private Map<Expression, SharedValue> shared = Map.of();
    private int fields;

    /** A method that is called for each row; a filter says whether the row goes on. */
    private record Part(String name, boolean isFilter) {
        String descriptor() {
            return PART + (isFilter ? "Z" : "V");
        }
    }

    /** @param maxNodes nodes of expressions in one method, about */
    SplitPipelineEmitter(ClassWriter writer, PipelineSpec spec, int maxNodes) {
        this.writer = writer;
        this.spec = new PipelineSpec(
                spec.input(), spec.stages().stream().map(NarrowNodes::of).toList(), spec.output());
        this.maxNodes = maxNodes;
        this.methods = new ExpressionMethods(writer, maxNodes);
    }

    /** Emits the loop and all that it calls; gives the bytes of the loop's code. */
    int emit(MethodVisitor loopCode) {
        stages();
        methods.emitPending();
        LoopEmitter loop = new LoopEmitter(loopCode);
        loop.emit(() -> {}, nextRow -> parts.forEach(part -> call(loopCode, part, nextRow)));
        return loop.codeBytes();
    }

    private static void call(MethodVisitor code, Part part, Label nextRow) {
        MethodContext.Frame frame = LoopEmitter.FRAME;
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, frame.in());
        code.visitVarInsn(Opcodes.ILOAD, frame.row());
        code.visitVarInsn(Opcodes.ALOAD, frame.out());
        code.visitVarInsn(Opcodes.ILOAD, frame.at());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, GeneratedClass.NAME, part.name(), part.descriptor(), false);
        if (part.isFilter()) {
            code.visitJumpInsn(Opcodes.IFEQ, nextRow);
        }
    }

    private void stages() {
        Schema input = spec.input();
        List<Slot> columns = new ArrayList<>();
        for (int column = 0; column < input.size(); column++) {
            columns.add(new Slot.Column(StackType.of(input.type(column)), column, true));
        }
        slots = columns;
        share(0);
        List<Stage> stages = spec.stages();
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i) instanceof FilterStage filter) {
                filter(filter.predicate());
            } else if (stages.get(i) instanceof ProjectStage project) {
                if (i == stages.size() - 1) {
                    write(project.expressions());
                    return;
                }
                keep(project.expressions());
                share(i + 1);
            }
        }
        write(ProjectionEmitter.all(spec.output()));
    }

    private void filter(Expression predicate) {
        methods.cut(predicate);
        part(true, context -> {
            Label reject = new Label();
            PredicateEmitter.emit(context, predicate, reject, reject);
            context.code.visitInsn(Opcodes.ICONST_1);
            context.code.visitInsn(Opcodes.IRETURN);
            context.code.visitLabel(reject);
            context.code.visitInsn(Opcodes.ICONST_0);
            context.code.visitInsn(Opcodes.IRETURN);
        });
    }

    private void keep(List<Expression> expressions) {
        List<Slot> kept = new ArrayList<>();
        inGroups(
                expressions,
                (projection, column) -> kept.add(projection.keep(expressions.get(column), this::newField)));
        slots = kept;
    }

    private void write(List<Expression> expressions) {
        int[] passedOn = spec.passedOn();
        List<Integer> written = IntStream.range(0, expressions.size())
                .filter(column -> passedOn == null || passedOn[column] < 0)
                .boxed()
                .toList();
        inGroups(
                written.stream().map(expressions::get).toList(),
                (projection, i) -> projection.write(
                        written.get(i),
                        expressions.get(written.get(i)),
                        lane -> BatchCode.lane(
                                projection.code(),
                                OUT,
                                lane,
                                StackType.of(spec.output().type(lane)))));
    }

    /** Has columns emitted in order, as many to a method as fit. */
    private void inGroups(List<Expression> expressions, BiConsumer<ProjectionEmitter, Integer> column) {
        int from = 0;
        while (from < expressions.size()) {
            int size = methods.cut(expressions.get(from));
            int to = from + 1;
            while (to < expressions.size()) {
                size += 1 + methods.cut(expressions.get(to));
                if (size > maxNodes) {
                    break;
                }
                to++;
            }
            int first = from;
            int end = to;
            part(false, context -> {
                ProjectionEmitter projection = new ProjectionEmitter(context);
                for (int i = first; i < end; i++) {
                    column.accept(projection, i);
                }
                context.code.visitInsn(Opcodes.RETURN);
            });
            from = to;
        }
    }

    private void part(boolean isFilter, Consumer<MethodContext> body) {
        Part part = new Part("stage" + parts.size(), isFilter);
        parts.add(part);
        MethodVisitor code = writer.visitMethod(0, part.name(), part.descriptor(), null, null);
        MethodContext context = new MethodContext(code, FRAME, FIRST_FREE, methods);
        context.slots(slots);
        context.share(shared);
        code.visitCode();
        body.accept(context);
        GeneratedClass.end(code);
    }

    private Variable newField(StackType type) {
        String name = "v" + fields++;
        writer.visitField(0, name, type.descriptor, null, null).visitEnd();
        return new Variable.Member(type, name);
    }

    /** Shares calls among the stages from one up to the next projection, in fields. */
    private void share(int from) {
        Map<Expression, SharedValue> values = new HashMap<>();
        shared = Map.of();
        List<Expression> calls = new ArrayList<>(CommonCalls.of(StageColumns.expressions(spec.stages(), from)));
        for (int first = 0; first < calls.size(); first += maxNodes) {
            List<Expression> some = calls.subList(first, Math.min(calls.size(), first + maxNodes));
            part(false, context -> {
                for (Expression call : some) {
                    SharedValue value = new SharedValue(
                            newField(StackType.of(call.type())),
                            context.mayBeNull(call) ? newField(StackType.BOOLEAN) : null,
                            newField(StackType.BOOLEAN));
                    value.clear(context.code);
                    values.put(call, value);
                }
                context.code.visitInsn(Opcodes.RETURN);
            });
        }
        shared = values;
    }
}
