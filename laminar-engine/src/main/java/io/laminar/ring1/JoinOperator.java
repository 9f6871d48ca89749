package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.JoinTimes;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Join.JoinKind;
import io.laminar.plan.StateTtl;
import io.laminar.plan.TimeBound;
import io.laminar.state.JoinTable;
import io.laminar.state.JoinWindows;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins two changelogs by equality of keys: both sides are kept, and each change of either gives the changes of the
 * result. A row of a side that is kept without partner (outer, ANTI) stands alone while its count of matches is zero;
 * the first match retracts it, the loss of the last one brings it back. NULL keys match nothing.
 *
 * <p>Rows are forgotten when the watermark says that nothing can match them any more, as {@link JoinTimes} tells: by window, all of a
 * window at once, or one by one. That changes no result; a row that would need what may be forgotten is late instead, and joins nothing.
 */
public final class JoinOperator implements Operator {
    private static final int NO_WINDOW = -1;

    private final Schema schema;
    private final JoinSide left;
    private final JoinSide right;
    /** The rows; where they are by window, empty. */
    private final JoinTable table;

    private final @Nullable JoinWindows windows;
    private final int[] windowColumns;
    private final long[] lateOffsets = new long[2];
    private final long windowOffset;
    private final long heldMicros;
    private long rowsInWindows;
    private long watermark = Watermarks.NONE;

    /**
     * @param node a REGULAR join
     * @param condition what of its condition {@link JoinTimes#rest()} leaves, or null when it is nothing
     * @param hashSeed of the tables; results do not depend on it
     */
    public JoinOperator(PlanNode.Join node, @Nullable JoinCondition condition, long hashSeed) {
        this(node, condition, hashSeed, null);
    }

    /**
     * @param node a REGULAR join
     * @param condition what of its condition {@link JoinTimes#rest()} leaves, or null when it is nothing
     * @param hashSeed of the tables; results do not depend on it
     * @param ttl after which a row is forgotten, where rows are only inserted, and what it gave stays; null for never
     */
    public JoinOperator(
            PlanNode.Join node, @Nullable JoinCondition condition, long hashSeed, @Nullable TimeToLive ttl) {
        if (node.strategy() != PlanNode.Join.Strategy.REGULAR) {
            throw new IllegalArgumentException("join must be REGULAR but is " + node.strategy());
        }
        schema = node.schema();
        heldMicros = node.heldMicros();
        JoinTimes times = JoinTimes.of(node);
        boolean hasTtl = ttl != null && StateTtl.forgets(node);
        boolean isByWindow = times.hasWindow() && !hasTtl;
        windowColumns =
                isByWindow ? new int[] {times.leftWindow(), times.rightWindow()} : new int[] {NO_WINDOW, NO_WINDOW};
        windowOffset = isByWindow ? times.windowOffsetMicros() : 0;
        boolean isPlain = isPlain(node) && !hasTtl;
        JoinTable.Side leftRows = side(
                node.left(),
                node.leftKeys(),
                windowColumns[0],
                isPlain && (isByWindow || times.left().isEmpty()));
        JoinTable.Side rightRows = side(
                node.right(),
                node.rightKeys(),
                windowColumns[1],
                isPlain && (isByWindow || times.right().isEmpty()));
        table = new JoinTable(leftRows, rightRows, hashSeed);
        windows = isByWindow ? new JoinWindows(leftRows, rightRows, hashSeed) : null;
        List<Schema> inputs = List.of(node.left().schema(), node.right().schema());
        left = new JoinSide(
                describe(node, times, leftRows, true),
                condition,
                hasTtl ? new Forgetting(Objects.requireNonNull(ttl), inputs) : null);
        right = new JoinSide(
                describe(node, times, rightRows, false),
                condition,
                hasTtl ? new Forgetting(Objects.requireNonNull(ttl), inputs) : null);
        left.meet(right);
        right.meet(left);
        if (isByWindow) {
            lateOffsets[0] = times.leftLate().get(0).offsetMicros();
            lateOffsets[1] = times.rightLate().get(0).offsetMicros();
        }
    }

    /** Whether pairs are all that is wanted, and rows of both sides only come. */
    private static boolean isPlain(PlanNode.Join node) {
        return node.kind() == JoinKind.INNER && node.changes() == ChangelogKind.INSERT_ONLY;
    }

    /** Within a window, the window is no key. */
    private static JoinTable.Side side(PlanNode input, List<Integer> keys, int window, boolean isPlain) {
        return new JoinTable.Side(
                input.schema(),
                keys.stream().filter(key -> key != window).toList(),
                input.changes() == ChangelogKind.INSERT_ONLY,
                isPlain);
    }

    private JoinSide.Description describe(PlanNode.Join node, JoinTimes times, JoinTable.Side side, boolean isLeft) {
        JoinKind kind = node.kind();
        int leftColumns = node.left().schema().size();
        boolean keepsLeft = kind == JoinKind.LEFT || kind == JoinKind.FULL || kind == JoinKind.ANTI;
        boolean keepsRight = kind == JoinKind.RIGHT || kind == JoinKind.FULL;
        boolean isOneByOne = windowColumns[0] == NO_WINDOW;
        return new JoinSide.Description(
                side,
                isLeft,
                isLeft ? 0 : leftColumns,
                isLeft ? leftColumns : 0,
                (isLeft ? node.right() : node.left()).schema().size(),
                isLeft ? keepsLeft : keepsRight,
                isLeft && kind == JoinKind.SEMI,
                kind != JoinKind.SEMI && kind != JoinKind.ANTI,
                isPlain(node),
                UpdatePairs.of(isLeft ? node.left() : node.right()),
                times.bounds(),
                isOneByOne ? (isLeft ? times.leftLate() : times.rightLate()) : List.of(),
                isOneByOne ? (isLeft ? times.left() : times.right()) : List.of());
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        JoinSide side = input == 0 ? left : right;
        if (windows != null) {
            addToWindows(windows, side, input, in, from, to, out);
            return;
        }
        left.startBatch(table);
        right.startBatch(table);
        side.add(table, in, from, to, out);
    }

    private void addToWindows(JoinWindows open, JoinSide side, int input, Batch in, int from, int to, Output out) {
        int column = windowColumns[input];
        long[] lane = in.longs(column);
        int row = from;
        while (row < to) {
            int first = row++;
            long window = lane[first];
            if (in.isNull(column, first)) {
                side.addAlone(in, first, in.weight(first), out);
            } else if (watermark > TimeBound.saturated(window, lateOffsets[input])) {
                out.late(in, first);
            } else {
                while (row < to && lane[row] == window && !in.isNull(column, row)) {
                    row++;
                }
                JoinTable rows = open.open(window);
                rowsInWindows -= rows.size();
                side.add(rows, in, first, row, out);
                rowsInWindows += rows.size();
            }
        }
    }

    @Override
    public void onWatermark(long newWatermark, Output out) {
        watermark = newWatermark;
        left.onWatermark(newWatermark, table);
        right.onWatermark(newWatermark, table);
        if (windows != null) {
            rowsInWindows -= windows.closeBefore(TimeBound.saturated(newWatermark, -windowOffset));
        }
        out.watermark(Watermarks.less(newWatermark, heldMicros));
    }

    @Override
    public boolean hasTicks() {
        return left.goesByClock();
    }

    @Override
    public boolean keepsWatermarks() {
        return false;
    }

    @Override
    public void onTick(long nanos, Output out) {
        left.onTick(nanos, table);
        right.onTick(nanos, table);
    }

    @Override
    public void persist(StateArchive archive) {
        watermark = archive.number(watermark);
        table.persist(archive);
        left.persist(archive);
        right.persist(archive);
        if (windows != null) {
            windows.persist(archive);
            rowsInWindows = archive.number(rowsInWindows);
        }
    }

    @Override
    public long stateRows() {
        return table.size() + rowsInWindows;
    }

    /** Columns as an array. */
    static int[] columns(List<Integer> columns) {
        return columns.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether some of these columns may have a NULL. */
    static boolean hasNulls(Batch in, int[] columns) {
        for (int column : columns) {
            if (in.nulls(column) != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether a key has a NULL, so that it matches nothing. */
    static boolean hasNull(Batch in, int[] columns, int row) {
        for (int column : columns) {
            if (in.isNull(column, row)) {
                return true;
            }
        }
        return false;
    }
}
