package io.laminar.plan;

import java.util.ArrayList;
import java.util.List;

/** What an author should know of a continuous query although it runs. */
public final class PlanWarnings {
    private PlanWarnings() {}

    /**
     * One sentence each, in the order of the plan; empty when there is nothing to say.
     *
     * @param hasTtl whether its state has a time to live
     */
    public static List<String> of(PlanNode root, boolean hasTtl) {
        List<String> warnings = new ArrayList<>();
        collect(root, hasTtl, warnings);
        return List.copyOf(warnings);
    }

    private static void collect(PlanNode node, boolean hasTtl, List<String> warnings) {
        if (node instanceof PlanNode.Join join && join.strategy() == PlanNode.Join.Strategy.REGULAR && !hasTtl) {
            JoinTimes times = JoinTimes.of(join);
            if (times.left().isEmpty() || times.right().isEmpty()) {
                warnings.add("a " + join.kind() + " join of two inputs that both go on keeps every row of "
                        + (!times.right().isEmpty()
                                ? "the left one"
                                : !times.left().isEmpty() ? "the right one" : "both")
                        + " for ever; the same window on both sides, or bounds between their event times, have it forget them, so does"
                        + " WITH ('state.ttl' = ...), and a TABLE or a MATERIALIZED VIEW on the right keeps none"
                        + " where a look-up is meant");
            }
        }
        node.inputs().forEach(input -> collect(input, hasTtl, warnings));
    }
}
