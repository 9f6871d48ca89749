package io.laminar.ring1;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.AggregateCall;
import io.laminar.plan.Over;
import io.laminar.plan.OverCall;
import io.laminar.state.TableLayout;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What the operators of OVER ask of their node. */
final class OverColumns {
    static final int[] NONE = {};

    private OverColumns() {}

    /** The aggregates among the calls, which come before the others. */
    static List<AggregateCall> aggregates(Over node) {
        return node.calls().stream()
                .map(OverCall::aggregate)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Whether all of the aggregates can take rows back, so that a frame can slide. */
    static boolean canSlide(Over node) {
        try {
            Aggregates.plan(aggregates(node), perPartition(node), AggregateCall.NONE, true);
            return true;
        } catch (LaminarException refused) {
            if (refused.code() == ErrorCode.CHANGELOG_NOT_SUPPORTED) {
                return false;
            }
            throw refused;
        }
    }

    /** Whether what slides is, to the last bit, what the rows of the frame give: all but functions of users. */
    static boolean slidesExactly(Over node) {
        return canSlide(node) && aggregates(node).stream().allMatch(call -> call.user() == null);
    }

    /** A table with a slot per partition. */
    static TableLayout perPartition(Over node) {
        return TableLayout.keyedBy(node.input().schema(), node.keys());
    }

    /** Columns of the input that calls read, each once. */
    static int[] read(Over node) {
        return node.calls().stream()
                .flatMapToInt(OverColumns::read)
                .filter(column -> column != AggregateCall.NONE)
                .distinct()
                .sorted()
                .toArray();
    }

    private static IntStream read(OverCall call) {
        AggregateCall aggregate = call.aggregate();
        if (aggregate == null) {
            return IntStream.of(call.argument());
        }
        IntStream columns = IntStream.of(aggregate.argument(), aggregate.filter());
        AggregateCall.User user = aggregate.user();
        return user == null
                ? columns
                : IntStream.concat(columns, user.arguments().stream().mapToInt(Integer::intValue));
    }

    /** A batch of at least some rows, used again where it is large enough. */
    static Batch cleared(Batch batch, Schema schema, int rows) {
        if (batch.capacity() >= rows) {
            batch.clear();
            return batch;
        }
        return new Batch(schema, Math.max(rows, 2 * batch.capacity()));
    }

    /** A batch with room for one row more. */
    static Batch withRoom(Batch batch) {
        if (!batch.isFull()) {
            return batch;
        }
        Batch larger = new Batch(batch.schema(), Math.multiplyExact(batch.capacity(), 2));
        larger.appendRows(batch, IntStream.range(0, batch.rows()).toArray(), batch.rows());
        return larger;
    }

    /** Copies a row of the input into the first columns of a batch and counts it. */
    static void appendInput(Batch in, int row, Batch out) {
        int at = out.rows();
        for (int column = 0; column < in.schema().size(); column++) {
            out.copyValue(column, at, in, column, row);
        }
        out.addInserts(1);
    }
}
