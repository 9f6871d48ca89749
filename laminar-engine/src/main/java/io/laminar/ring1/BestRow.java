package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.data.NestedValues;
import io.laminar.plan.AggregateCall;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import org.jspecify.annotations.Nullable;

/** One value, NULL too, of the row in which another one is least or greatest; of several such rows the first. Rows only come. */
final class BestRow extends GroupObjects<BestRow.Best> {
    private final int argument;
    private final int by;
    private final int sign;
    private final Arrivals arrivals;

    /** The best row of a group so far. */
    static final class Best {
        private @Nullable Object value;
        private @Nullable Object rank;
        private long arrival;
    }

    BestRow(AggregateCall call, TableLayout layout, Arrivals arrivals) {
        super(Best.class, layout);
        argument = call.argument();
        by = call.details().more().get(0);
        sign = call.function() == AggregateCall.Function.MAX_BY ? 1 : -1;
        this.arrivals = arrivals;
    }

    @Override
    Best make() {
        return new Best();
    }

    @Override
    void add(Best best, Batch in, int row) {
        Object rank = LaneValues.read(in, by, row);
        if (rank != null && compare(rank, best) > 0) {
            best.value = LaneValues.read(in, argument, row);
            best.rank = rank;
            best.arrival = arrivals.of(row);
        }
    }

    /** Above zero when a rank is better than the best. */
    private int compare(Object rank, Best best) {
        return best.rank == null ? 1 : sign * NestedValues.compare(rank, best.rank);
    }

    @Override
    Best merge(Best best, Best other) {
        if (other.rank != null) {
            int compared = compare(other.rank, best);
            if (compared > 0 || (compared == 0 && other.arrival < best.arrival)) {
                best.value = other.value;
                best.rank = other.rank;
                best.arrival = other.arrival;
            }
        }
        return best;
    }

    @Override
    Best persist(Best best, StateArchive archive) {
        best.value = archive.value(best.value);
        best.rank = archive.value(best.rank);
        best.arrival = archive.number(best.arrival);
        return best;
    }

    @Override
    void write(@Nullable Best best, Batch out, int column, int row) {
        LaneValues.write(out, column, row, best == null ? null : best.value);
    }
}
