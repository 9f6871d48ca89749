package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned query.
 *
 * @param root what gives the result
 * @param timeColumns columns of the result that the watermark holds for and that a window of a query over this
 *     one may use; the schema's time column is one of them
 * @param lateTo relation that gets the late rows, or null
 * @param isUpsert whether subscribers are told the new row of a key alone, not the one before
 */
public record QueryPlan(
        PlanNode root, List<Integer> timeColumns, @Nullable String lateTo, boolean isUpsert) {
    /** A plan whose changes are told in full. */
    public QueryPlan(PlanNode root, List<Integer> timeColumns, @Nullable String lateTo) {
        this(root, timeColumns, lateTo, false);
    }

    public QueryPlan {
        requireNonNull(root, "root");
        timeColumns = List.copyOf(timeColumns);
    }
}
