package io.laminar.plan;

import java.util.HashSet;
import java.util.Set;

/**
 * What several aggregations read alike whose results are united, as those of grouping sets are: it is worked out once.
 *
 * <pre>
 *   Union
 *     GroupAggregate [a, b]  -+
 *     GroupAggregate [a]     -+- Project a, b, v
 * </pre>
 */
public final class SharedInputs {
    private SharedInputs() {}

    /** The inputs of aggregations below a union that several of them have. */
    public static Set<PlanNode> of(PlanNode.Union union) {
        Set<PlanNode> seen = new HashSet<>();
        Set<PlanNode> shared = new HashSet<>();
        for (PlanNode input : union.inputs()) {
            PlanNode breaker = PipelineExtractor.cut(input).breaker();
            if (breaker instanceof PlanNode.GroupAggregate || breaker instanceof PlanNode.WindowAggregate) {
                PlanNode read = breaker.inputs().get(0);
                if (!seen.add(read)) {
                    shared.add(read);
                }
            }
        }
        return shared;
    }
}
