package io.laminar.codegen;

import static java.util.Objects.requireNonNull;

import io.laminar.api.DataType.Kind;
import io.laminar.data.Batch;
import io.laminar.expr.Interpreter;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import io.laminar.ring0.Pipeline;
import io.laminar.ring0.RowException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pipeline that evaluates its expressions row by row with the {@link Interpreter}. Belongs to one thread. */
public final class InterpretedPipeline implements Pipeline {
    private final PipelineSpec spec;
    private final List<Step> steps = new ArrayList<>();
    private final RowOfBatch input = new RowOfBatch();

    public InterpretedPipeline(PipelineSpec spec) {
        this.spec = requireNonNull(spec, "spec");
        Interpreter.Shared interpreters = new Interpreter.Shared();
        for (Stage stage : spec.stages()) {
            if (stage instanceof FilterStage filter) {
                steps.add(new Step(interpreters.of(filter.predicate()), List.of()));
            } else if (stage instanceof ProjectStage project) {
                steps.add(new Step(
                        null,
                        project.expressions().stream().map(interpreters::of).toList()));
            }
        }
    }

    /** A filter, or a projection when there is no predicate. */
    private record Step(@Nullable Interpreter predicate, List<Interpreter> columns) {}

    /** One row of a batch. */
    private static final class RowOfBatch implements Interpreter.Columns {
        private @Nullable Batch batch;
        private int row;

        @Override
        public @Nullable Object value(int column) {
            return Interpreter.read(requireNonNull(batch), column, row);
        }
    }

    @Override
    public int process(Batch in, int from, int to, Batch out) {
        int start = out.rows();
        int at = start;
        input.batch = in;
        if (in.weights() != null || out.weights() != null) {
            out.weightLane();
        }
        for (int row = from; row < to; row++) {
            input.row = row;
            Interpreter.Columns result;
            try {
                result = evaluate();
            } catch (RuntimeException e) {
                throw new RowException(row, e);
            }
            if (result != null) {
                write(result, out, at);
                out.setWeight(at, in.weight(row));
                at++;
                out.rows(at);
            }
        }
        return at - start;
    }

    /** The columns of the current row behind all steps, or null when a filter rejects it. */
    private Interpreter.@Nullable Columns evaluate() {
        Interpreter.Columns current = input;
        for (Step step : steps) {
            Interpreter predicate = step.predicate();
            if (predicate != null) {
                if (!Boolean.TRUE.equals(predicate.evaluate(current))) {
                    return null;
                }
            } else {
                @Nullable Object[] values = new @Nullable Object[step.columns().size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = step.columns().get(i).evaluate(current);
                }
                current = column -> values[column];
            }
        }
        return current;
    }

    private static void write(Interpreter.Columns values, Batch out, int row) {
        for (int column = 0; column < out.schema().size(); column++) {
            Object value = values.value(column);
            if (value == null) {
                out.setNull(column, row);
                continue;
            }
            switch (out.kind(column)) {
                case LONG ->
                    out.longs(column)[row] =
                            out.schema().type(column).kind() == Kind.BOOLEAN ? ((Boolean) value ? 1 : 0) : (Long) value;
                case DOUBLE -> out.doubles(column)[row] = (Double) value;
                case OBJECT -> out.objects(column)[row] = value;
            }
        }
    }

    @Override
    public String toString() {
        return "Interpreted" + spec.stages();
    }
}
