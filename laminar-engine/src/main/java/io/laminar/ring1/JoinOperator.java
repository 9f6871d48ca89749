package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Join.JoinKind;
import io.laminar.plan.StateTtl;
import io.laminar.state.StateArchive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins two changelogs by equality of keys: both sides are kept, and each change of either gives the changes of the
 * result. A row of a side that is kept without partner (outer, ANTI) stands alone while its count of matches is zero;
 * the first match retracts it, the loss of the last one brings it back. NULL keys match nothing.
 */
public final class JoinOperator implements Operator {
    private final Schema schema;
    private final JoinSide left;
    private final JoinSide right;

    /**
     * @param node a REGULAR join
     * @param condition the condition of the node, or null when it has none
     * @param hashSeed of the tables; results do not depend on it
     */
    public JoinOperator(PlanNode.Join node, @Nullable JoinCondition condition, long hashSeed) {
        this(node, condition, hashSeed, null);
    }

    /**
     * @param node a REGULAR join
     * @param condition the condition of the node, or null when it has none
     * @param hashSeed of the tables; results do not depend on it
     * @param ttl after which a row is forgotten, where rows are only inserted, and what it gave stays; null for never
     */
    public JoinOperator(
            PlanNode.Join node, @Nullable JoinCondition condition, long hashSeed, @Nullable TimeToLive ttl) {
        if (node.strategy() != PlanNode.Join.Strategy.REGULAR) {
            throw new IllegalArgumentException("join must be REGULAR but is " + node.strategy());
        }
        schema = node.schema();
        JoinKind kind = node.kind();
        boolean isPairing = kind != JoinKind.SEMI && kind != JoinKind.ANTI;
        boolean keepsLeft = kind == JoinKind.LEFT || kind == JoinKind.FULL || kind == JoinKind.ANTI;
        boolean keepsRight = kind == JoinKind.RIGHT || kind == JoinKind.FULL;
        left = new JoinSide(
                node.left().schema(),
                node.leftKeys(),
                0,
                keepsLeft,
                kind == JoinKind.SEMI,
                node.left().changes() == ChangelogKind.INSERT_ONLY,
                condition,
                hashSeed);
        right = new JoinSide(
                node.right().schema(),
                node.rightKeys(),
                node.left().schema().size(),
                keepsRight,
                false,
                node.right().changes() == ChangelogKind.INSERT_ONLY,
                condition,
                hashSeed);
        left.meet(right, isPairing, true);
        right.meet(left, isPairing, false);
        if (ttl != null && StateTtl.forgets(node)) {
            List<Schema> inputs = List.of(node.left().schema(), node.right().schema());
            left.forget(0, new Forgetting(ttl, inputs));
            right.forget(1, new Forgetting(ttl, inputs));
        }
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        JoinSide side = input == 0 ? left : right;
        left.startBatch();
        right.startBatch();
        for (int row = from; row < to; row++) {
            side.add(in, row, out);
        }
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        left.onWatermark(watermark);
        right.onWatermark(watermark);
        out.watermark(watermark);
    }

    @Override
    public boolean hasTicks() {
        return left.goesByClock();
    }

    @Override
    public void onTick(long nanos, Output out) {
        left.onTick(nanos);
        right.onTick(nanos);
    }

    @Override
    public void persist(StateArchive archive) {
        left.persist(archive);
        right.persist(archive);
    }

    @Override
    public long stateRows() {
        return (long) left.size() + right.size();
    }

    /** Columns as an array. */
    static int[] columns(List<Integer> columns) {
        return columns.stream().mapToInt(Integer::intValue).toArray();
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
