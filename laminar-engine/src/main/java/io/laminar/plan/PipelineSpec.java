package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import java.util.List;

/**
 * A run of stateless stages between two stateful nodes, to be fused into one loop. Each stage works on the columns
 * that the stage before it gives.
 *
 * @param input columns at the start
 * @param stages filters and projections, in the order of a row's way; empty passes rows on
 * @param output columns at the end
 */
public record PipelineSpec(Schema input, List<Stage> stages, Schema output) {

    public PipelineSpec {
        requireNonNull(input, "input");
        requireNonNull(output, "output");
        stages = List.copyOf(stages);
    }

    /** Whether rows pass unchanged. */
    public boolean isIdentity() {
        return stages.isEmpty();
    }

    /** One stage. */
    public sealed interface Stage {}

    /** Keeps the rows for which the predicate is TRUE. */
    public record FilterStage(Expression predicate) implements Stage {
        public FilterStage {
            if (predicate.type().kind() != DataType.Kind.BOOLEAN) {
                throw new IllegalArgumentException("predicate must be BOOLEAN: " + predicate);
            }
        }

        @Override
        public String toString() {
            return "Filter " + predicate;
        }
    }

    /** Computes new columns. */
    public record ProjectStage(List<Expression> expressions) implements Stage {
        public ProjectStage {
            expressions = List.copyOf(expressions);
        }

        @Override
        public String toString() {
            return "Project " + expressions;
        }
    }
}
