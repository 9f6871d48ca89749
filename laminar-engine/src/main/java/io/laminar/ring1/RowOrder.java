package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.plan.PlanNode.Sort.SortColumn;
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
