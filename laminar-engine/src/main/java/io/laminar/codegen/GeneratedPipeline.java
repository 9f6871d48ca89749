package io.laminar.codegen;

import io.laminar.data.Batch;
import io.laminar.ring0.Pipeline;
import io.laminar.ring0.RowException;

/**
 * What generated pipelines have in common. A generated class has the loop twice: one that looks at null masks, and
 * a shorter one for batches in which no column that it reads has a NULL.
 */
abstract class GeneratedPipeline implements Pipeline {
    private final String description;
    private final int[] columns;

    /**
     * @param description its stages
     * @param columns columns of the input that it reads
     */
    GeneratedPipeline(String description, int[] columns) {
        this.description = description;
        this.columns = columns.clone();
    }

    @Override
    public final int process(Batch in, int from, int to, Batch out) {
        return hasNulls(in) ? processNullable(in, from, to, out) : processNotNull(in, from, to, out);
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
