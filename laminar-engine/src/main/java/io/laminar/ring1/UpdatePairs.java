package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.RowValues;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import org.jspecify.annotations.Nullable;

/**
 * Tells which two rows beside each other are the halves of an update: a retraction and an insertion with the same key. They come
 * in one batch, however rows are cut into batches.
 */
final class UpdatePairs {
    private final int[] key;

    private UpdatePairs(int[] key) {
        this.key = key;
    }

    /** Those among the rows of a node; null where there are none, or where they cannot be told. */
    static @Nullable UpdatePairs of(PlanNode node) {
        return node.changes() == ChangelogKind.CHANGES
                        && (node.isSingleRow() || !node.key().isEmpty())
                ? new UpdatePairs(JoinOperator.columns(node.key()))
                : null;
    }

    /** Whether a row of a range, which ends at {@code to}, and the next one are an update. */
    boolean isUpdate(Batch in, int row, int to) {
        return row + 1 < to
                && in.weight(row) < 0
                && in.weight(row + 1) == -in.weight(row)
                && areEqual(in, row, row + 1, key);
    }

    /** Whether two rows have the same values in some columns. */
    static boolean areEqual(Batch in, int row, int otherRow, int[] columns) {
        for (int column : columns) {
            if (!RowValues.areEqual(in, column, row, in, column, otherRow)) {
                return false;
            }
        }
        return true;
    }
}
