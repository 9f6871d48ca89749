package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import io.laminar.plan.Over;
import io.laminar.plan.OverFrame;
import io.laminar.state.OrderedMultiset;
import io.laminar.state.RowMultimap;
import io.laminar.state.StateArchive;
import io.laminar.state.WaitingRows;
import io.laminar.time.Watermarks;
import java.util.Arrays;

/**
 * OVER by event time whose frames reach beyond the current row, over rows that only come. A row leaves when the watermark shows
 * that its frame is complete: that of ROWS, and of LEAD, when so many rows of its partition have come behind it, that of RANGE when
 * the watermark has passed the end of it. Each row leaves once; the watermark that is handed on stays at the earliest that waits.
 *
 * <pre>
 *   a partition in order     [ left, but in frames of others | waits for rows behind it ]
 * </pre>
 */
public final class WaitingOverOperator implements Operator {
    private static final int ROWS = 64;
    private static final long LEFT = 1;
    private static final long SEEN = 2;

    private final Over node;
    private final OverFrame frame;
    private final long behind;
    private final long ahead;
    private final int[] keys;
    private final int timeColumn;
    private final WaitingRows waiting;
    private final PartitionRows partitions;
    private final PartitionEvaluator evaluator;
    private final OrderedMultiset times;
    private int earliest = OrderedMultiset.EMPTY;
    private int[] moved = new int[ROWS];
    private Batch one;
    private long nextDue = Watermarks.END;
    private long watermark = Watermarks.NONE;

    /**
     * @param node what to do
     * @param hashSeed of the tables; results do not depend on it
     */
    public WaitingOverOperator(Over node, long hashSeed) {
        this.node = node;
        frame = node.frame();
        behind = Math.max(0, -frame.from());
        ahead = Math.max(0, frame.to());
        keys = node.keys().stream().mapToInt(Integer::intValue).toArray();
        timeColumn = node.emission().timeColumn();
        waiting = new WaitingRows(node.input().schema(), hashSeed);
        partitions = new PartitionRows(node, hashSeed);
        times = new OrderedMultiset(LaneKind.LONG, hashSeed);
        evaluator = new PartitionEvaluator(node);
        one = new Batch(node.input().schema(), 1);
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        for (int row = from; row < to; row++) {
            for (int i = 0; i < in.weight(row); i++) {
                if (in.isNull(timeColumn, row)) {
                    out.withoutTime(in, row);
                } else if (in.longs(timeColumn)[row] < watermark) {
                    out.late(in, row);
                } else {
                    waiting.add(in, row, in.longs(timeColumn)[row]);
                }
            }
        }
    }

    @Override
    public void onWatermark(long newWatermark, Output out) {
        watermark = newWatermark;
        int count = move();
        if (newWatermark == Watermarks.END || (!frame.isRows() && nextDue < newWatermark)) {
            lookAtAll(out);
        } else if (frame.isRows()) {
            for (int i = 0; i < count; i++) {
                if (partitions.rows().matches(moved[i]) == 0) {
                    lookAt(firstOf(moved[i]), out);
                }
            }
        }
        int least = times.least(earliest);
        out.watermark(least == OrderedMultiset.EMPTY ? newWatermark : times.longValue(least));
    }

    /** Puts what the watermark has passed into its partitions, in the order of time; how many rows there were. */
    private int move() {
        int count = 0;
        while (waiting.size() > 0 && waiting.firstTime() < watermark) {
            long time = waiting.firstTime();
            one.clear();
            waiting.takeFirst(one);
            if (count == moved.length) {
                moved = Arrays.copyOf(moved, 2 * count);
            }
            moved[count++] = partitions.rows().add(one, 0, 1);
            earliest = times.add(earliest, time, 1);
            nextDue = Math.min(nextDue, after(time, ahead));
        }
        return count;
    }

    private int firstOf(int entry) {
        one.clear();
        partitions.rows().copyRow(entry, one, 0, 0);
        return partitions.rows().first(one, keys, 0);
    }

    private void lookAtAll(Output out) {
        nextDue = Watermarks.END;
        RowMultimap rows = partitions.rows();
        int key = rows.firstKey();
        while (key != RowMultimap.NONE) {
            int next = rows.nextKey(key);
            lookAt(rows.firstOf(key), out);
            key = next;
        }
    }

    /** Lets the rows of a partition leave whose frames are complete, and forgets those that no frame needs any more. */
    private void lookAt(int first, Output out) {
        RowMultimap rows = partitions.rows();
        Batch sorted = evaluator.evaluate(partitions.collect(first));
        int count = sorted.rows();
        int complete = complete(sorted);
        for (int row = 0; row < count; row++) {
            int entry = entry(row);
            boolean hasLeft = rows.matches(entry) == LEFT;
            if (row < complete && !hasLeft) {
                out.batch().appendRow(sorted, row);
                earliest = times.add(earliest, sorted.longs(timeColumn)[row], -1);
            }
            rows.matches(entry, row < complete ? LEFT : SEEN);
        }
        int kept = kept(sorted, complete);
        if (kept < count) {
            long time = sorted.longs(timeColumn)[kept];
            nextDue = Math.min(
                    nextDue, complete < count ? after(sorted.longs(timeColumn)[complete], ahead) : after(time, behind));
        }
        for (int row = 0; row < kept; row++) {
            rows.remove(entry(row));
        }
    }

    private int entry(int row) {
        return partitions.entry(evaluator.positions()[row]);
    }

    /** How many rows of a partition have all of their frame. */
    private int complete(Batch sorted) {
        int count = sorted.rows();
        if (watermark == Watermarks.END) {
            return count;
        }
        if (frame.isRows()) {
            return (int) Math.max(0, count - ahead);
        }
        int row = 0;
        while (row < count && after(sorted.longs(timeColumn)[row], ahead) < watermark) {
            row++;
        }
        return row;
    }

    /** The first row of a partition that is in the frame of one that waits, or may be in that of one to come. */
    private int kept(Batch sorted, int complete) {
        int count = sorted.rows();
        if (watermark == Watermarks.END) {
            return count;
        }
        if (frame.isRows()) {
            return (int) Math.max(0, complete - behind);
        }
        long next = complete < count ? sorted.longs(timeColumn)[complete] : watermark;
        int row = 0;
        while (row < complete && after(sorted.longs(timeColumn)[row], behind) < next) {
            row++;
        }
        return row;
    }

    /** A time later than another, or the end of time. */
    private static long after(long time, long micros) {
        return time > Watermarks.END - micros ? Watermarks.END : time + micros;
    }

    @Override
    public void persist(StateArchive archive) {
        watermark = archive.number(watermark);
        nextDue = archive.number(nextDue);
        earliest = archive.integer(earliest);
        times.persist(archive);
        waiting.persist(archive);
        partitions.rows().persist(archive);
    }

    @Override
    public long stateRows() {
        return (long) waiting.size() + partitions.rows().size();
    }
}
