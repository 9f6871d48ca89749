package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.math.BigDecimal;
import java.util.UUID;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.jspecify.annotations.Nullable;

/**
 * About how many different values there are, from a sketch of some kilobytes; the standard error is 1.6 %. See P. Flajolet et al.,
 * "HyperLogLog: the analysis of a near-optimal cardinality estimation algorithm", 2007. Rows only come.
 */
final class ApproximateCount implements Accumulator, AggregateResult {
    private static final int LOG_OF_BUCKETS = 12;

    private final int argument;
    private final int column;

    ApproximateCount(AggregateCall call, TableLayout layout) {
        argument = call.argument();
        column = layout.addObject();
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        @Nullable Object[] sketches = table.objects(column);
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            HllSketch sketch = sketch(sketches, rows.slots()[i]);
            switch (in.kind(argument)) {
                case LONG -> sketch.update(in.longs(argument)[row]);
                case DOUBLE -> sketch.update(in.doubles(argument)[row] + 0.0); // the zeros are one value
                case OBJECT -> update(sketch, in.objects(argument)[row]);
            }
        }
    }

    private static void update(HllSketch sketch, @Nullable Object value) {
        if (value instanceof byte[] bytes) {
            sketch.update(bytes);
        } else if (value instanceof BigDecimal decimal) {
            sketch.update(decimal.stripTrailingZeros().toString());
        } else if (value instanceof UUID uuid) {
            sketch.update(new long[] {uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()});
        } else if (value != null) {
            sketch.update(value.toString());
        }
    }

    private static HllSketch sketch(@Nullable Object[] sketches, int slot) {
        if (sketches[slot] instanceof HllSketch present) {
            return present;
        }
        HllSketch made = new HllSketch(LOG_OF_BUCKETS, TgtHllType.HLL_8);
        sketches[slot] = made;
        return made;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            if (from.objects(column)[fromSlots[i]] instanceof HllSketch there) {
                Union union = new Union(LOG_OF_BUCKETS);
                union.update(sketch(into.objects(column), intoSlots[i]));
                union.update(there);
                into.objects(column)[intoSlots[i]] = union.getResult(TgtHllType.HLL_8);
            }
        }
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int outColumn, int row) {
        out.longs(outColumn)[row] =
                table.objects(column)[slot] instanceof HllSketch sketch ? Math.round(sketch.getEstimate()) : 0;
    }
}
