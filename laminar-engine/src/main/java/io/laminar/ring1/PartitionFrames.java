package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.plan.OverFrame;
import io.laminar.plan.PlanNode.Sort.SortColumn;

/** Peers and frames of the sorted rows of one partition: positions, ends exclusive. Valid until the next partition. */
final class PartitionFrames {
    private final RowOrder order;
    private final OverFrame frame;
    private final boolean hasPeers;
    private int[] peerStart = {};
    private int[] peerEnd = {};
    private int[] start = {};
    private int[] end = {};

    PartitionFrames(Over node) {
        order = new RowOrder(node.order());
        frame = node.frame();
        hasPeers = !frame.isRows() || node.calls().stream().anyMatch(PartitionFrames::asksForPeers);
    }

    private static boolean asksForPeers(OverCall call) {
        return switch (call.function()) {
            case RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST -> true;
            default -> false;
        };
    }

    RowOrder order() {
        return order;
    }

    /** The first row that sorts like a row. */
    int peerStart(int row) {
        return peerStart[row];
    }

    /** The first row behind it that does not. */
    int peerEnd(int row) {
        return peerEnd[row];
    }

    /** The first row of the frame of a row; never before that of the row before. */
    int start(int row) {
        return start[row];
    }

    /** The first row behind the frame. */
    int end(int row) {
        return end[row];
    }

    void calculate(Batch rows) {
        int count = rows.rows();
        if (start.length < count) {
            int capacity = Math.max(count, 2 * start.length);
            peerStart = new int[capacity];
            peerEnd = new int[capacity];
            start = new int[capacity];
            end = new int[capacity];
        }
        if (hasPeers) {
            findPeers(rows, count);
        }
        for (int row = 0; row < count; row++) {
            start[row] = frame.from() == OverFrame.FIRST
                    ? 0
                    : frame.isRows() ? clamp(row + frame.from(), count) : rangeStart(rows, row);
            end[row] = frame.to() == OverFrame.LAST
                    ? count
                    : frame.isRows() ? clamp(row + frame.to() + 1, count) : rangeEnd(rows, row, count);
        }
    }

    private void findPeers(Batch rows, int count) {
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && order.compare(rows, from, to) == 0) {
                to++;
            }
            for (int row = from; row < to; row++) {
                peerStart[row] = from;
                peerEnd[row] = to;
            }
            from = to;
        }
    }

    private static int clamp(long position, int count) {
        return (int) Math.max(0, Math.min(count, position));
    }

    /** A NULL has the other NULLs as its frame, and no other row has them in it. */
    private int rangeStart(Batch rows, int row) {
        if (frame.from() == 0 || isNull(rows, row)) {
            return peerStart[row];
        }
        int at = row == 0 ? 0 : start[row - 1];
        while (at < rows.rows() && (isNull(rows, at) ? at < row : distance(rows, row, at) < frame.from())) {
            at++;
        }
        return at;
    }

    private int rangeEnd(Batch rows, int row, int count) {
        if (frame.to() == 0 || isNull(rows, row)) {
            return peerEnd[row];
        }
        int at = row == 0 ? 0 : end[row - 1];
        while (at < count && (isNull(rows, at) ? at < row : distance(rows, row, at) <= frame.to())) {
            at++;
        }
        return at;
    }

    private boolean isNull(Batch rows, int row) {
        return rows.isNull(order.columns().get(0).column(), row);
    }

    /** How far a row is behind another in the direction of the order. */
    private long distance(Batch rows, int from, int to) {
        SortColumn by = order.columns().get(0);
        long[] lane = rows.longs(by.column());
        return by.isDescending() ? difference(lane[from], lane[to]) : difference(lane[to], lane[from]);
    }

    /** A difference that is too large is one that no frame reaches. */
    private static long difference(long left, long right) {
        long difference = left - right;
        boolean isOverflow = ((left ^ right) & (left ^ difference)) < 0;
        return isOverflow ? (left < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }
}
