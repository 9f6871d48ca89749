package io.laminar.codegen;

import io.laminar.data.Batch;
import io.laminar.ring0.Pipeline;
import io.laminar.ring0.RowException;

/**
 * What generated pipelines have in common. A generated class has the loop twice: one that looks at null masks, and
 * a shorter one for batches in which no column that it reads has a NULL. Where no row is filtered, the loop computes columns alone,
 * and those that are passed on are copied lane by lane.
 */
abstract class GeneratedPipeline implements Pipeline {
    private final String description;
    private final int[] columns;
    private final int[] passedOn;

    /**
     * @param description its stages
     * @param columns columns of the input that the loop reads
     * @param passedOn for each column of the output the one of the input that it is copied from, or -1 where the loop writes it; empty
     *     where the loop writes all
     */
    GeneratedPipeline(String description, int[] columns, int[] passedOn) {
        this.description = description;
        this.columns = columns.clone();
        this.passedOn = passedOn.clone();
    }

    @Override
    public final int process(Batch in, int from, int to, Batch out) {
        int start = out.rows();
        try {
            return hasNulls(in) ? processNullable(in, from, to, out) : processNotNull(in, from, to, out);
        } finally {
            passOn(in, from, out, start);
        }
    }

    private void passOn(Batch in, int from, Batch out, int start) {
        for (int column = 0; column < passedOn.length; column++) {
            if (passedOn[column] >= 0) {
                out.copyPart(column, start, in, passedOn[column], from, out.rows() - start);
            }
        }
    }

    private boolean hasNulls(Batch in) {
        for (int column : columns) {
            if (in.nulls(column) != null) {
                return true;
            }
        }
        return false;
    }

    /** The loop for any batch. */
    abstract int processNullable(Batch in, int from, int to, Batch out);

    /** The loop for batches without NULLs in the columns. */
    abstract int processNotNull(Batch in, int from, int to, Batch out);

    /** Leaves the rows that are complete in {@code out}, and says which row failed; for generated code. */
    static RowException failed(Batch out, int completeRows, int row, RuntimeException cause) {
        // The failed row may have set null bits already.
        out.rows(completeRows + 1);
        out.truncate(completeRows);
        return new RowException(row, cause);
    }

    @Override
    public final String toString() {
        return "Compiled" + description;
    }
}
