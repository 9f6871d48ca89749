package io.laminar.engine;

import io.laminar.data.Batch;
import io.laminar.data.RowValues;
import io.laminar.plan.QueryPlan;
import java.util.List;

/**
 * What makes two rows versions of the same.
 *
 * @param key columns that identify a row; empty when none are known
 * @param isSingleRow whether there is never more than one row
 * @param isUpsert whether the version before is not told
 */
record RowIdentity(List<Integer> key, boolean isSingleRow, boolean isUpsert) {
    RowIdentity {
        key = List.copyOf(key);
    }

    /** Rows that a plan gives. */
    static RowIdentity of(QueryPlan plan) {
        return new RowIdentity(plan.root().key(), plan.root().isSingleRow(), plan.isUpsert());
    }

    /** Rows with a key. */
    static RowIdentity of(List<Integer> key) {
        return new RowIdentity(key, false, false);
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
