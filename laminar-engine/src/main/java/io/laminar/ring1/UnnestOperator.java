package io.laminar.ring1;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.PlanNode;
import io.laminar.state.StateArchive;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives each row once per element of its arrays or maps, with the elements appended and the weight of the row. */
public final class UnnestOperator implements Operator {
    private final Schema schema;
    private final int inputColumns;
    private final int[] collections;
    private final boolean[] isExpanded;
    private final int ordinality;
    private final boolean isOuter;
    private final @Nullable Condition condition;

    /** A predicate over a row of the result. */
    @FunctionalInterface
    public interface Condition {
        boolean isTrue(Batch batch, int row);
    }

    /** @param condition which elements count, or null for all */
    public UnnestOperator(PlanNode.Unnest node, @Nullable Condition condition) {
        schema = node.schema();
        Schema input = node.input().schema();
        inputColumns = input.size();
        collections = node.collections().stream().mapToInt(Integer::intValue).toArray();
        isExpanded = new boolean[collections.length];
        for (int i = 0; i < collections.length; i++) {
            DataType type = input.type(collections[i]);
            isExpanded[i] = node.isExpanded(type);
        }
        ordinality = node.hasOrdinality() ? schema.size() - 1 : -1;
        isOuter = node.isOuter();
        this.condition = condition;
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        Iterator<?>[] elements = new Iterator<?>[collections.length];
        for (int row = from; row < to; row++) {
            int count = 0;
            for (int i = 0; i < collections.length; i++) {
                Object collection = in.isNull(collections[i], row) ? List.of() : in.objects(collections[i])[row];
                if (collection instanceof Map<?, ?> map) {
                    elements[i] = map.entrySet().iterator();
                    count = Math.max(count, map.size());
                } else {
                    List<?> list = (List<?>) collection;
                    elements[i] = list.iterator();
                    count = Math.max(count, list.size());
                }
            }
            boolean isMatched = false;
            for (int i = 1; i <= count; i++) {
                isMatched |= append(in, row, elements, i, out.batch());
            }
            if (isOuter && !isMatched) {
                appendOuter(in, row, out.batch());
            }
        }
    }

    private boolean append(Batch in, int row, Iterator<?>[] elements, int position, Batch out) {
        int at = copy(in, row, out);
        int column = inputColumns;
        for (int i = 0; i < elements.length; i++) {
            DataType type = in.schema().type(collections[i]);
            Object element = elements[i].hasNext() ? elements[i].next() : null;
            if (type.kind() == DataType.Kind.MAP) {
                Map.Entry<?, ?> entry = (Map.Entry<?, ?>) element;
                LaneValues.write(out, column++, at, entry == null ? null : entry.getKey());
                LaneValues.write(out, column++, at, entry == null ? null : entry.getValue());
            } else if (isExpanded[i]) {
                @Nullable Object[] fields = (@Nullable Object[]) element;
                int size = type.arguments().get(0).arguments().size();
                for (int field = 0; field < size; field++) {
                    LaneValues.write(out, column++, at, fields == null ? null : fields[field]);
                }
            } else {
                LaneValues.write(out, column++, at, element);
            }
        }
        if (ordinality >= 0) {
            out.longs(ordinality)[at] = position;
        }
        out.rows(at + 1);
        if (condition != null && !condition.isTrue(out, at)) {
            out.truncate(at);
            return false;
        }
        return true;
    }

    private void appendOuter(Batch in, int row, Batch out) {
        int at = copy(in, row, out);
        for (int column = inputColumns; column < schema.size(); column++) {
            out.setNull(column, at);
        }
        out.rows(at + 1);
    }

    private int copy(Batch in, int row, Batch out) {
        int at = out.rows();
        for (int column = 0; column < inputColumns; column++) {
            out.copyValue(column, at, in, column, row);
        }
        out.setWeight(at, in.weight(row));
        return at;
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        out.watermark(watermark);
    }

    @Override
    public void persist(StateArchive archive) {} // has no state

    @Override
    public long stateRows() {
        return 0;
    }
}
