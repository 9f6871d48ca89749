package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.state.StateArchive;
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
final class ApproximateCount extends GroupObjects<HllSketch> {
    private static final int LOG_OF_BUCKETS = 12;

    private final int argument;

    ApproximateCount(AggregateCall call, TableLayout layout) {
        super(HllSketch.class, layout);
        argument = call.argument();
    }

    @Override
    HllSketch make() {
        return new HllSketch(LOG_OF_BUCKETS, TgtHllType.HLL_8);
    }

    @Override
    void add(HllSketch sketch, Batch in, int row) {
        switch (in.kind(argument)) {
            case LONG -> sketch.update(in.longs(argument)[row]);
            case DOUBLE -> sketch.update(in.doubles(argument)[row] + 0.0); // the zeros are one value
            case OBJECT -> update(sketch, in.objects(argument)[row]);
        }
    }

    private static void update(HllSketch sketch, @Nullable Object value) {
        if (value instanceof byte[] bytes) {
            sketch.update(bytes);
        } else if (value instanceof BigDecimal decimal) {
            sketch.update(decimal.stripTrailingZeros().toString());
        } else if (value instanceof UUID uuid) {
            sketch.update(new long[] {uuid.getMostSignificantBits(), uuid.getLeastSignificantBits()});
        } else if (value instanceof String text) {
            sketch.update(text);
        }
    }

    @Override
    HllSketch merge(HllSketch sketch, HllSketch other) {
        Union union = new Union(LOG_OF_BUCKETS);
        union.update(sketch);
        union.update(other);
        return union.getResult(TgtHllType.HLL_8);
    }

    @Override
    HllSketch persist(HllSketch sketch, StateArchive archive) {
        return SketchBytes.persist(archive, sketch, HllSketch::toUpdatableByteArray, HllSketch::heapify);
    }

    @Override
    void write(@Nullable HllSketch sketch, Batch out, int column, int row) {
        out.longs(column)[row] = sketch == null ? 0 : Math.round(sketch.getEstimate());
    }
}
