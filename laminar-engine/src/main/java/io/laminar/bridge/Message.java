package io.laminar.bridge;

import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a bridge carries. Used again and again: the entrance fills it, the queue hands it over, the taker
 * empties it and puts it into the entrance's queue of free ones.
 */
final class Message {
    private static final int ROWS = 0;
    private static final int WATERMARK = 1;
    private static final int BARRIER = 2;
    private static final int MARKER = 3;
    private static final int END = 4;
    private static final int FAILURE = 5;

    private final Entrance home;
    private int kind;
    private @Nullable BatchReceiver receiver;
    private @Nullable Object payload;
    private long number;
    private int from;
    private int to;

    Message(Entrance home) {
        this.home = home;
    }

    Message rows(BatchReceiver to, Batch batch, int fromRow, int toRow) {
        fill(ROWS, to, batch, 0);
        this.from = fromRow;
        this.to = toRow;
        return this;
    }

    Message watermark(BatchReceiver to, long watermark) {
        return fill(WATERMARK, to, null, watermark);
    }

    Message barrier(BatchReceiver to, long epoch) {
        return fill(BARRIER, to, null, epoch);
    }

    Message marker(BatchReceiver to, Marker marker) {
        return fill(MARKER, to, marker, 0);
    }

    Message end(BatchReceiver to) {
        return fill(END, to, null, 0);
    }

    Message failure(BatchReceiver to, LaminarException error) {
        return fill(FAILURE, to, error, 0);
    }

    private Message fill(int newKind, BatchReceiver to, @Nullable Object newPayload, long newNumber) {
        kind = newKind;
        receiver = to;
        payload = newPayload;
        number = newNumber;
        return this;
    }

    /** Rows that it carries; 0 when it is no batch. */
    int rowCount() {
        return kind == ROWS ? to - from : 0;
    }

    /** Hands it to its receiver, lets go of what it carries, and goes home. */
    void deliver() {
        BatchReceiver target = java.util.Objects.requireNonNull(receiver);
        Object carried = payload;
        try {
            switch (kind) {
                case ROWS -> target.onBatch((Batch) java.util.Objects.requireNonNull(carried), from, to);
                case WATERMARK -> target.onWatermark(number);
                case BARRIER -> target.onBarrier(number);
                case MARKER -> target.onMarker((Marker) java.util.Objects.requireNonNull(carried));
                case END -> target.onEnd();
                default -> target.onFailure((LaminarException) java.util.Objects.requireNonNull(carried));
            }
        } finally {
            receiver = null;
            payload = null;
            if (carried instanceof Batch batch) {
                batch.release();
            } else if (carried instanceof Marker marker) {
                marker.arrive();
            }
            home.takeBack(this);
        }
    }
}
