package io.laminar.ring0;

import io.laminar.data.Batch;
import java.util.Arrays;

/** A projection that only takes columns of its input; a {@link PipelineDriver} does so without copying them. */
public final class ColumnPick implements Pipeline {
    private final int[] columns;

    /** @param columns for each column of the output the one of the input that it is */
    public ColumnPick(int[] columns) {
        this.columns = columns.clone();
    }

    int[] columns() {
        return columns;
    }

    @Override
    public int process(Batch in, int from, int to, Batch out) {
        int start = out.rows();
        int count = to - from;
        for (int column = 0; column < columns.length; column++) {
            out.copyPart(column, start, in, columns[column], from, count);
        }
        out.addInserts(count);
        for (int row = 0; row < count && in.weights() != null; row++) {
            out.setWeight(start + row, in.weight(from + row));
        }
        return count;
    }

    @Override
    public String toString() {
        return "Pick" + Arrays.toString(columns);
    }
}
