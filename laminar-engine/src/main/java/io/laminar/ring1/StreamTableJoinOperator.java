package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Join.JoinKind;
import io.laminar.state.RowMultimap;
import io.laminar.state.StateArchive;
import org.jspecify.annotations.Nullable;

/**
 * Gives each row of a stream (input 0) the rows of a table (input 1, a changelog) that match it at that moment. What
 * happens to the table later changes no result. Where the stream retracts a row, what that row gave is retracted, even
 * if the table has changed in between.
 */
public final class StreamTableJoinOperator implements Operator {
    private final Schema schema;
    private final RowMultimap table;
    private final int[] streamKeys;
    private final int[] tableKeys;
    private final int streamColumns;
    private final int tableColumns;
    private final boolean isOuter;
    private final @Nullable JoinCondition condition;
    private final Batch candidate;
    private final @Nullable GivenResults given;

    /**
     * @param node a STREAM_TABLE join, INNER or LEFT
     * @param condition the condition of the node, or null when it has none
     * @param hashSeed of the tables; results do not depend on it
     */
    public StreamTableJoinOperator(PlanNode.Join node, @Nullable JoinCondition condition, long hashSeed) {
        if (node.strategy() != PlanNode.Join.Strategy.STREAM_TABLE
                || (node.kind() != JoinKind.INNER && node.kind() != JoinKind.LEFT)) {
            throw new IllegalArgumentException(
                    "join must be STREAM_TABLE, INNER or LEFT, but is " + node.strategy() + " " + node.kind());
        }
        this.condition = condition;
        schema = node.schema();
        streamColumns = node.left().schema().size();
        tableColumns = node.right().schema().size();
        streamKeys = JoinOperator.columns(node.leftKeys());
        tableKeys = JoinOperator.columns(node.rightKeys());
        isOuter = node.kind() == JoinKind.LEFT;
        table = new RowMultimap(node.right().schema(), node.rightKeys(), false, hashSeed);
        candidate = new Batch(node.right().schema(), 1);
        given = node.left().changes() == ChangelogKind.CHANGES
                ? new GivenResults(schema, streamColumns, hashSeed)
                : null;
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        for (int row = from; row < to; row++) {
            if (input != 0) {
                change(in, row);
            } else if (given == null) {
                join(in, row, in.weight(row), out);
            } else if (in.weight(row) < 0) {
                given.retract(in, row, -in.weight(row), out);
            } else {
                for (int copy = 0; copy < in.weight(row); copy++) {
                    given.start(in, row);
                    join(in, row, 1, out);
                }
            }
        }
    }

    private void change(Batch in, int row) {
        if (in.weight(row) != 0 && !JoinOperator.hasNull(in, tableKeys, row)) {
            int entry = table.add(in, row, in.weight(row));
            if (table.weight(entry) == 0) {
                table.remove(entry);
            }
        }
    }

    private void join(Batch in, int row, int weight, Output out) {
        boolean isMatched = false;
        if (!JoinOperator.hasNull(in, streamKeys, row)) {
            for (int entry = table.first(in, streamKeys, row); entry != RowMultimap.NONE; entry = table.next(entry)) {
                if (table.weight(entry) > 0 && isMatch(in, row, entry)) {
                    isMatched = true;
                    emit(in, row, entry, Math.toIntExact(weight * table.weight(entry)), out);
                }
            }
        }
        if (!isMatched && isOuter) {
            emit(in, row, RowMultimap.NONE, weight, out);
        }
    }

    private boolean isMatch(Batch in, int row, int entry) {
        if (condition == null) {
            return true;
        }
        candidate.clear();
        table.copyRow(entry, candidate, 0, 0);
        candidate.rows(1);
        return condition.matches(in, row, candidate, 0);
    }

    private void emit(Batch in, int row, int entry, int weight, Output out) {
        Batch batch = out.batch();
        int at = batch.rows();
        for (int column = 0; column < streamColumns; column++) {
            batch.copyValue(column, at, in, column, row);
        }
        if (entry == RowMultimap.NONE) {
            for (int column = 0; column < tableColumns; column++) {
                batch.setNull(streamColumns + column, at);
            }
        } else {
            table.copyRow(entry, batch, streamColumns, at);
        }
        batch.setWeight(at, weight);
        batch.rows(at + 1);
        if (given != null) {
            given.add(batch, at);
        }
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        out.watermark(watermark);
    }

    @Override
    public void persist(StateArchive archive) {
        table.persist(archive);
        if (given != null) {
            given.persist(archive);
        }
    }

    @Override
    public long stateRows() {
        return (long) table.size() + (given == null ? 0 : given.size());
    }
}
