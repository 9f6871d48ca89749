package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;
import java.util.Arrays;

/** q11. A session is given when its bidder comes again after the gap, or at a sweep that drops those who do not come again. */
final class Sessions implements HandLoop {
    private static final long GAP = Times.TEN_SECONDS;
    private LongIndex bidders = new LongIndex();
    private long[] counts = new long[64];
    private long[] starts = new long[64];
    private long[] lasts = new long[64];
    private long nextSweep = Long.MIN_VALUE;

    @Override
    public void round(Events events, Fold out) {
        long[] ids = events.bids.bidder;
        long[] times = events.bids.time;
        int count = events.rows(Relation.BID);
        for (int row = 0; row < count; row++) {
            long time = times[row];
            if (time >= nextSweep) {
                sweep(time, out);
                nextSweep = time + GAP;
            }
            add(ids[row], time, out);
        }
    }

    private void add(long bidder, long time, Fold out) {
        int known = bidders.size();
        int index = bidders.add(bidder);
        if (index == known) {
            if (index == counts.length) {
                counts = Arrays.copyOf(counts, index * 2);
                starts = Arrays.copyOf(starts, index * 2);
                lasts = Arrays.copyOf(lasts, index * 2);
            }
            counts[index] = 0;
        } else if (time > lasts[index] + GAP) {
            emit(index, out);
            counts[index] = 0;
        }
        if (counts[index]++ == 0) {
            starts[index] = time;
        }
        lasts[index] = time;
    }

    /** Gives sessions that are over, and moves the others to the front. */
    private void sweep(long now, Fold out) {
        LongIndex open = new LongIndex();
        int size = bidders.size();
        for (int i = 0; i < size; i++) {
            if (now > lasts[i] + GAP) {
                emit(i, out);
            } else {
                int index = open.add(bidders.key(i));
                counts[index] = counts[i];
                starts[index] = starts[i];
                lasts[index] = lasts[i];
            }
        }
        bidders = open;
    }

    private void emit(int i, Fold out) {
        long hash = Fold.mix(Fold.mix(Fold.START, bidders.key(i)), counts[i]);
        out.add(Fold.mix(Fold.mix(hash, starts[i]), lasts[i] + GAP), 1);
    }

    @Override
    public void end(Fold out) {
        for (int i = 0; i < bidders.size(); i++) {
            emit(i, out);
        }
    }
}
