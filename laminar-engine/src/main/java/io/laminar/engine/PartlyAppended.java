package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.data.binding.RowEncoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call that appends many rows says of them when it fails. */
final class PartlyAppended {
    /** The end of messages of calls that failed before their first row. */
    static final String NOTHING = "; nothing was appended";

    private PartlyAppended() {}

    /** The error of a call of which some rows were taken: their number in the place of {@link #NOTHING}. */
    static LaminarException after(int rows, LaminarException error) {
        if (rows == 0) {
            return error;
        }
        String detail = error.detail();
        String found = detail.endsWith(NOTHING) ? detail.substring(0, detail.length() - NOTHING.length()) : detail;
        return LaminarException.afterRows(
                rows, found + "; the first " + rows + " rows of the call were taken, the others were not", error);
    }

    /**
     * The error of a source that takes nothing any more.
     *
     * @param reason why it was closed, or null when it has just ended
     */
    static LaminarException ended(String source, @Nullable LaminarException reason) {
        return reason != null
                ? withDetail(reason.detail() + NOTHING, reason)
                : new LaminarException(
                        ErrorCode.SOURCE_ENDED, "source " + source + " has ended and takes no more rows" + NOTHING);
    }

    /**
     * Encodes all rows before any is appended; the caller releases the batches, also when it fails.
     *
     * @param weight 1 for rows that come, -1 for rows that go
     */
    static <T> void encode(
            RowEncoder<T> encoder, Iterable<? extends T> rows, int weight, BatchPool pool, List<Batch> encoded) {
        int number = 0;
        for (T row : rows) {
            number++;
            Batch batch = encoded.isEmpty() ? null : encoded.get(encoded.size() - 1);
            if (batch == null || batch.isFull()) {
                batch = pool.take();
                encoded.add(batch);
            }
            try {
                encoder.encode(row, batch, batch.rows());
            } catch (LaminarException misfit) {
                throw withDetail("row " + number + " of the call: " + misfit.detail() + NOTHING, misfit);
            }
            if (weight != 1) {
                batch.setWeight(batch.rows(), weight);
            }
            batch.rows(batch.rows() + 1);
        }
    }

    private static LaminarException withDetail(String detail, LaminarException error) {
        return new LaminarException(error.code(), detail, error.position().orElse(null), error);
    }
}
