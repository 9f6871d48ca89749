package io.laminar.ring1;

import io.laminar.data.Batch;
import org.jspecify.annotations.Nullable;

/** Single values as collections hold them: a Long or Double for a lane of numbers, an object otherwise, null for NULL. */
final class LaneValues {
    private LaneValues() {}

    static @Nullable Object read(Batch batch, int column, int row) {
        if (batch.isNull(column, row)) {
            return null;
        }
        return switch (batch.kind(column)) {
            case LONG -> batch.longs(column)[row];
            case DOUBLE -> batch.doubles(column)[row];
            case OBJECT -> batch.objects(column)[row];
        };
    }

    static void write(Batch out, int column, int row, @Nullable Object value) {
        if (value == null) {
            out.setNull(column, row);
            return;
        }
        switch (out.kind(column)) {
            case LONG -> out.longs(column)[row] = (Long) value;
            case DOUBLE -> out.doubles(column)[row] = (Double) value;
            case OBJECT -> out.objects(column)[row] = value;
        }
    }
}
