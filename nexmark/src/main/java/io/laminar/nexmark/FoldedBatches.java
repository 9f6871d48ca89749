package io.laminar.nexmark;

import io.laminar.api.ColumnBatch;
import java.util.Arrays;
import java.util.function.Consumer;

/** Folds changes column by column, as an application would that wants no object per row. */
final class FoldedBatches implements Consumer<ColumnBatch> {
    private final Fold result;
    private final boolean isLastCounted;
    private long[] hashes = new long[1024];

    /** @param isLastCounted whether a row counts as often as its last column says, which is no part of it then */
    FoldedBatches(Fold result, boolean isLastCounted) {
        this.result = result;
        this.isLastCounted = isLastCounted;
    }

    @Override
    public void accept(ColumnBatch batch) {
        int from = batch.from();
        int count = batch.to() - from;
        if (hashes.length < count) {
            hashes = new long[count];
        }
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
