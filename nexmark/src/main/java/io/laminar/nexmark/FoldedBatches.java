package io.laminar.nexmark;

import io.laminar.api.ColumnBatch;
import java.util.Arrays;
import java.util.function.Consumer;

/** Folds changes column by column, as an application would that wants no object per row. */
final class FoldedBatches implements Consumer<ColumnBatch> {
    /** Rows at once, so that their hashes stay next to the processor. */
    private static final int AT_ONCE = 512;

    private final Fold result;
    private final boolean isLastCounted;
    private final long[] hashes = new long[AT_ONCE];

    /** @param isLastCounted whether a row counts as often as its last column says, which is no part of it then */
    FoldedBatches(Fold result, boolean isLastCounted) {
        this.result = result;
        this.isLastCounted = isLastCounted;
    }

    @Override
    public void accept(ColumnBatch batch) {
        for (int from = batch.from(); from < batch.to(); from += AT_ONCE) {
            accept(batch, from, Math.min(AT_ONCE, batch.to() - from));
        }
    }

    private void accept(ColumnBatch batch, int from, int count) {
        Arrays.fill(hashes, 0, count, Fold.START);
        int columns = batch.schema().size() - (isLastCounted ? 1 : 0);
        for (int column = 0; column < columns; column++) {
            switch (batch.schema().type(column).kind()) {
                case BIGINT, TIMESTAMP_LTZ -> mix(batch.longs(column), from, count);
                case DOUBLE -> mix(batch.doubles(column), from, count);
                case VARCHAR -> mix(batch.objects(column), from, count);
                default ->
                    throw new IllegalStateException(
                            "no hash of " + batch.schema().field(column));
            }
            if (batch.hasNulls(column)) {
                throw new IllegalStateException("NULL in " + batch.schema().field(column));
            }
        }
        for (int i = 0; i < count; i++) {
            long times = isLastCounted ? batch.longs(columns)[from + i] : 1;
            result.add(hashes[i], times * batch.weight(from + i));
        }
    }

    private void mix(long[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            hashes[i] = Fold.mix(hashes[i], values[from + i]);
        }
    }

    private void mix(double[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            hashes[i] = Fold.mix(hashes[i], values[from + i]);
        }
    }

    private void mix(Object[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            hashes[i] = Fold.mix(hashes[i], (String) values[from + i]);
        }
    }
}
