package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.plan.PlanNode.Sort.SortColumn;
import io.laminar.state.KeyedTable;
import io.laminar.state.StateValues;
import java.util.List;

/**
 * Order of the rows of a batch by some columns.
 *
 * @param columns most significant first; {@link Over#ARRIVAL} is the place in the batch
 */
record RowOrder(List<SortColumn> columns) {
    RowOrder {
        columns = List.copyOf(columns);
    }

    boolean isEmpty() {
        return columns.isEmpty();
    }

    int compare(Batch in, int left, int right) {
        for (int i = 0; i < columns.size(); i++) {
            SortColumn by = columns.get(i);
            int order = by.column() == Over.ARRIVAL ? Integer.compare(left, right) : compare(in, by, left, right);
            if (order != 0) {
                return by.isDescending() ? -order : order;
            }
        }
        return 0;
    }

    /** Order of a row that is kept and one that came after it. */
    int compare(KeyedTable kept, int slot, Batch in, int row) {
        for (int i = 0; i < columns.size(); i++) {
            SortColumn by = columns.get(i);
            int order = by.column() == Over.ARRIVAL ? -1 : compare(kept, slot, by, in, row);
            if (order != 0) {
                return by.isDescending() ? -order : order;
            }
        }
        return 0;
    }

    private static int compare(KeyedTable kept, int slot, SortColumn by, Batch in, int row) {
        boolean isNull = kept.isNullKey(by.column(), slot);
        boolean isOtherNull = in.isNull(by.column(), row);
        if (isNull || isOtherNull) {
            int nullsLast = Boolean.compare(isNull, isOtherNull);
            return by.nullsFirst() == by.isDescending() ? nullsLast : -nullsLast;
        }
        return kept.compareKey(by.column(), slot, in, by.column(), row);
    }

    /** NULL last, unless it is to be first; what the direction turns round is turned round here. */
    private static int compare(Batch in, SortColumn by, int left, int right) {
        boolean isNull = in.isNull(by.column(), left);
        boolean isOtherNull = in.isNull(by.column(), right);
        if (isNull || isOtherNull) {
            int nullsLast = Boolean.compare(isNull, isOtherNull);
            return by.nullsFirst() == by.isDescending() ? nullsLast : -nullsLast;
        }
        return StateValues.compare(in, by.column(), left, right);
    }
}
