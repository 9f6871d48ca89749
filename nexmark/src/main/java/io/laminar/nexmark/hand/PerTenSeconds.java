package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;

/** Bids in windows of ten seconds. They come in the order of time, so that one window is open at a time. */
abstract class PerTenSeconds implements HandLoop {
    private long window = Long.MIN_VALUE;

    /** Takes a bid into the open window. */
    abstract void add(Events.Bids bids, int row);

    /** Gives what the open window holds, and forgets it. */
    abstract void close(long start, Fold out);

    @Override
    public final void round(Events events, Fold out) {
        Events.Bids bids = events.bids;
        int count = events.rows(Relation.BID);
        for (int row = 0; row < count; row++) {
            if (bids.time[row] >= window + Times.TEN_SECONDS || window == Long.MIN_VALUE) {
                end(out);
                window = Times.tenSeconds(bids.time[row]);
            }
            add(bids, row);
        }
    }

    @Override
    public final void end(Fold out) {
        close(window, out);
    }
}
