package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.expr.Expression.ColumnReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * For each column of the output the column of the input that it is, or -1 where it is computed; null when rows are filtered, or
     * several stages follow each other.
     */
    public int @Nullable [] passedOn() {
        if (stages.size() != 1 || !(stages.get(0) instanceof ProjectStage project)) {
            return null;
        }
        return project.expressions().stream()
                .mapToInt(expression -> expression instanceof ColumnReference column ? column.index() : -1)
                .toArray();
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
