package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The exact sum of decimals that are objects. */
final class DecimalSum implements Accumulator {
    private final int argument;
    private final int column;

    DecimalSum(int argument, int column) {
        this.argument = argument;
        this.column = column;
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        Object[] values = in.objects(argument);
        @Nullable Object[] sums = table.objects(column);
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        for (int i = 0; i < rows.count(); i++) {
            if (values[chosen[i]] instanceof BigDecimal value) {
                int weight = in.weight(chosen[i]);
                BigDecimal weighted = weight == 1 ? value : value.multiply(BigDecimal.valueOf(weight));
                sums[slots[i]] = sums[slots[i]] instanceof BigDecimal sum ? sum.add(weighted) : weighted;
            }
        }
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        @Nullable Object[] there = from.objects(column);
        @Nullable Object[] here = into.objects(column);
        for (int i = 0; i < count; i++) {
            if (there[fromSlots[i]] instanceof BigDecimal value) {
                here[intoSlots[i]] = here[intoSlots[i]] instanceof BigDecimal sum ? sum.add(value) : value;
            }
        }
    }

    BigDecimal decimal(KeyedTable table, int slot) {
        return table.objects(column)[slot] instanceof BigDecimal sum ? sum : BigDecimal.ZERO;
    }
}
