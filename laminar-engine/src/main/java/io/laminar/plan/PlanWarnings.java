package io.laminar.plan;

import java.util.ArrayList;
import java.util.List;

/** What an author should know of a continuous query although it runs. */
public final class PlanWarnings {
    private PlanWarnings() {}

    /** One sentence each, in the order of the plan; empty when there is nothing to say. */
    public static List<String> of(PlanNode root) {
        List<String> warnings = new ArrayList<>();
        collect(root, warnings);
        return List.copyOf(warnings);
    }

    private static void collect(PlanNode node, List<String> warnings) {
        if (node instanceof PlanNode.Join join && join.strategy() == PlanNode.Join.Strategy.REGULAR) {
            warnings.add("a " + join.kind() + " join of two inputs that both go on keeps every row of both for ever;"
                    + " join with a TABLE or a MATERIALIZED VIEW on the right where a look-up is meant");
        }
        node.inputs().forEach(input -> collect(input, warnings));
    }
}
