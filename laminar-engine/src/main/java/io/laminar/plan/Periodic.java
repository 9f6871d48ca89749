package io.laminar.plan;

import io.laminar.api.Schema;
import java.util.List;

/**
 * Gives what has changed at every tick of the clock, and what has not left yet at the end.
 *
 * @param everyMicros time from tick to tick
 */
public record Periodic(PlanNode input, long everyMicros) implements PlanNode.Unary {
    @Override
    public Schema schema() {
        return input.schema();
    }

    @Override
    public ChangelogKind changes() {
        return input.changes();
    }

    @Override
    public List<Integer> key() {
        return input.key();
    }

    @Override
    public List<List<Integer>> identities() {
        return input.identities();
    }

    @Override
    public boolean isSingleRow() {
        return input.isSingleRow();
    }

    @Override
    public <R> R accept(PlanVisitor<R> visitor) {
        return visitor.visitPeriodic(this);
    }
}
