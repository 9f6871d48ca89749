package io.laminar.nexmark;

import io.laminar.api.Change;
import io.laminar.api.Row;
import java.time.Instant;
import java.util.function.Consumer;

/** Folds changes with a row object each. */
final class FoldedRows implements Consumer<Change<Row>> {
    private final Fold result;

    FoldedRows(Fold result) {
        this.result = result;
    }

    @Override
    public void accept(Change<Row> change) {
        result.add(hash(change.row()), change.weight());
    }

    private static long hash(Row row) {
        long hash = Fold.START;
        for (int column = 0; column < row.size(); column++) {
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
