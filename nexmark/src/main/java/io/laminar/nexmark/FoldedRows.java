package io.laminar.nexmark;

import io.laminar.api.Change;
import io.laminar.api.Row;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/** Folds changes with a row object each. */
final class FoldedRows implements Consumer<Change<Row>> {
    private final Fold result;
    private final boolean isLastCounted;

    /** @param isLastCounted whether a row counts as often as its last column says, which is no part of it then */
    FoldedRows(Fold result, boolean isLastCounted) {
        this.result = result;
        this.isLastCounted = isLastCounted;
    }

    @Override
    public void accept(Change<Row> change) {
        Row row = change.row();
        int columns = row.size() - (isLastCounted ? 1 : 0);
        long times = isLastCounted ? (Long) Objects.requireNonNull(row.get(columns)) : 1;
        result.add(hash(row, columns), times * change.weight());
    }

    private static long hash(Row row, int columns) {
        long hash = Fold.START;
        for (int column = 0; column < columns; column++) {
            Object value = row.get(column);
            if (value instanceof Long number) {
                hash = Fold.mix(hash, number);
            } else if (value instanceof Double number) {
                hash = Fold.mix(hash, number);
            } else if (value instanceof String text) {
                hash = Fold.mix(hash, text);
            } else if (value instanceof Instant time) {
                hash = Fold.mix(hash, time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
            } else {
                throw new IllegalStateException("no hash of " + value + " in column " + column);
            }
        }
        return hash;
    }
}
