package io.laminar.engine;

import io.laminar.data.Batch;
import io.laminar.data.RowValues;
import io.laminar.plan.PlanNode;
import java.util.List;

/**
 * What makes two rows versions of the same.
 *
 * @param key columns that identify a row; empty when none are known
 * @param isSingleRow whether there is never more than one row
 */
record RowIdentity(List<Integer> key, boolean isSingleRow) {
    RowIdentity {
        key = List.copyOf(key);
    }

    /** Rows that a plan gives. */
    static RowIdentity of(PlanNode root) {
        return new RowIdentity(root.key(), root.isSingleRow());
    }

    /** Rows with a key. */
    static RowIdentity of(List<Integer> key) {
        return new RowIdentity(key, false);
    }

    boolean areVersions(Batch batch, int row, int otherRow) {
        for (int i = 0; i < key.size(); i++) {
            int column = key.get(i);
            if (!RowValues.areEqual(batch, column, row, batch, column, otherRow)) {
                return false;
            }
        }
        return isSingleRow || !key.isEmpty();
    }
}
