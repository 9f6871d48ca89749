package io.laminar.plan;

import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/**
 * Cuts a plan at its stateful nodes: the filters and projections above such a node (or above a scan) become one pipeline.
 *
 * <pre>
 *   Project [a, n]                 pipeline: Filter n > 5, Project [a, n]
 *     Filter n > 5          =>     breaker:  GroupAggregate, with its own input cut likewise
 *       GroupAggregate a
 * </pre>
 */
public final class PipelineExtractor {
    private PipelineExtractor() {}

    /**
     * What lies between a node and the next stateful node or leaf below it.
     *
     * @param pipeline the stages between; may be none
     * @param breaker the stateful node or leaf
     */
    public record Cut(PipelineSpec pipeline, PlanNode breaker) {}

    /** Cuts at the first node, from this one downwards, that is neither a filter nor a projection. */
    public static Cut cut(PlanNode node) {
        Deque<Stage> stages = new ArrayDeque<>();
        PlanNode at = node;
        while (true) {
            if (at instanceof PlanNode.Filter filter) {
                stages.addFirst(new FilterStage(filter.predicate()));
                at = filter.input();
            } else if (at instanceof PlanNode.Project project) {
                stages.addFirst(new ProjectStage(project.expressions()));
                at = project.input();
            } else {
                return new Cut(new PipelineSpec(at.schema(), new ArrayList<>(stages), node.schema()), at);
            }
        }
    }
}
