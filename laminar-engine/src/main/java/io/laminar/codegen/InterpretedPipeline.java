package io.laminar.codegen;

import io.laminar.data.Batch;
import io.laminar.expr.Interpreter;
import io.laminar.plan.PipelineSpec;
import io.laminar.ring0.Pipeline;
import io.laminar.ring0.RowException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the stages row by row through the interpreter. */
final class InterpretedPipeline implements Pipeline {
    private final PipelineSpec spec;
    private final List<List<Interpreter>> stages;

    InterpretedPipeline(PipelineSpec spec) {
        this.spec = spec;
        this.stages = spec.stages().stream()
                .map(stage -> stage instanceof PipelineSpec.FilterStage filter
                        ? List.of(Interpreter.of(filter.predicate()))
                        : ((PipelineSpec.ProjectStage) stage)
                                .expressions().stream().map(Interpreter::of).toList())
                .toList();
    }

    @Override
    public int process(Batch in, int from, int to, Batch out) {
        int before = out.rows();
        for (int row = from; row < to; row++) {
            @Nullable Object[] values;
            try {
                values = run(in, row);
            } catch (RuntimeException error) {
                throw new RowException(row, error);
            }
            if (values != null) {
                write(values, in.weight(row), out);
            }
        }
        return out.rows() - before;
    }

    private @Nullable Object @Nullable [] run(Batch in, int row) {
        @Nullable Object[] values = new @Nullable Object[in.schema().size()];
        for (int column = 0; column < values.length; column++) {
            values[column] = Interpreter.read(in, column, row);
        }
        for (int i = 0; i < stages.size(); i++) {
            @Nullable Object[] current = values;
            if (spec.stages().get(i) instanceof PipelineSpec.FilterStage) {
                if (!Boolean.TRUE.equals(stages.get(i).get(0).evaluate(column -> current[column]))) {
                    return null;
                }
            } else {
                values = new @Nullable Object[stages.get(i).size()];
                for (int column = 0; column < values.length; column++) {
                    values[column] = stages.get(i).get(column).evaluate(index -> current[index]);
                }
            }
        }
        return values;
    }

    private static void write(@Nullable Object[] values, int weight, Batch out) {
        int row = out.rows();
        for (int column = 0; column < values.length; column++) {
            Object value = values[column];
            if (value == null) {
                out.setNull(column, row);
                continue;
            }
            switch (out.kind(column)) {
                case LONG -> out.longs(column)[row] = value instanceof Boolean truth ? (truth ? 1 : 0) : (Long) value;
                case DOUBLE -> out.doubles(column)[row] = (Double) value;
                case OBJECT -> out.objects(column)[row] = value;
            }
        }
        out.setWeight(row, weight);
        out.rows(row + 1);
    }

    @Override
    public String toString() {
        return spec.stages().toString();
    }
}
