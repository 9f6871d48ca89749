package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.time.Watermarks;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a relation come by, once, for everybody who wants them: queries, subscriptions, the view's table,
 * sinks. Rows are handed on by the one thread that makes them; receivers come and go while all workers stand still.
 */
final class RelationHub implements BatchReceiver {
    private static final BatchReceiver[] NOBODY = {};

    private final Schema schema;
    private volatile BatchReceiver[] receivers = NOBODY;
    private volatile long watermark = Watermarks.NONE;
    private volatile boolean isIdle;
    private volatile boolean hasEnded;
    private volatile @Nullable LaminarException failure;
    private volatile LongSupplier pendingRows = () -> 0;

    RelationHub(Schema schema) {
        this.schema = schema;
    }

    Schema schema() {
        return schema;
    }

    long watermark() {
        return watermark;
    }

    /** Whether nothing comes for the time being, so that it holds up nobody. */
    boolean isIdle() {
        return isIdle;
    }

    boolean hasEnded() {
        return hasEnded;
    }

    /** Adds a receiver and tells it how far the relation is. Workers stand still. */
    synchronized void attach(BatchReceiver receiver) {
        BatchReceiver[] old = receivers;
        BatchReceiver[] more = java.util.Arrays.copyOf(old, old.length + 1);
        more[old.length] = receiver;
        receivers = more;
        LaminarException error = failure;
        if (error != null) {
            receiver.onFailure(error);
            return;
        }
        if (watermark != Watermarks.NONE) {
            receiver.onWatermark(watermark);
        }
        if (isIdle) {
            receiver.onIdle();
        }
        if (hasEnded) {
            receiver.onEnd();
        }
    }

    /** Takes a receiver away, if it is there. Workers stand still, or the caller is the thread that hands rows on. */
    synchronized void detach(BatchReceiver receiver) {
        receivers = java.util.Arrays.stream(receivers)
                .filter(other -> !other.equals(receiver))
                .toArray(BatchReceiver[]::new);
    }

    /** Says how to find out how many rows wait to be handed on here. */
    void onPendingAsk(LongSupplier rows) {
        pendingRows = rows;
    }

    /** Rows that wait to be handed on; 0 where nobody knows. */
    long pendingRows() {
        return pendingRows.getAsLong();
    }

    /** Changes that subscriptions had no room for. */
    long droppedRows() {
        long dropped = 0;
        for (BatchReceiver receiver : receivers) {
            if (receiver instanceof Subscriber subscriber) {
                dropped += subscriber.dropped();
            }
        }
        return dropped;
    }

    BatchReceiver[] receivers() {
        return receivers;
    }

    /** Whether anybody would see a row: a subscription, a view, a sink, here or behind a query that reads this. */
    boolean isObserved() {
        for (BatchReceiver receiver : receivers) {
            if (!(receiver instanceof StreamingQuery.Input input)
                    || input.query().isObserved()) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody is to be told the watermark before each row; asked once a batch. */
    boolean needsWatermarks() {
        for (BatchReceiver receiver : receivers) {
            if (receiver instanceof StreamingQuery.Input input && input.leaf().needsWatermarks()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a query reads this. */
    boolean isReadByQueries() {
        for (BatchReceiver receiver : receivers) {
            if (receiver instanceof StreamingQuery.Input) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody behind this has more than he can take, so that its sources should wait. */
    boolean isUnderPressure() {
        for (BatchReceiver receiver : receivers) {
            if (receiver instanceof PressureGauge gauge && gauge.isUnderPressure()) {
                return true;
            }
        }
        return false;
    }

    /** Lets the queries behind this go on with what waits for them; tells how much that was. */
    int deliverWaiting() {
        int count = 0;
        for (BatchReceiver receiver : receivers) {
            if (receiver instanceof StreamingQuery.Input input) {
                count += input.deliverWaiting();
            }
        }
        return count;
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        for (BatchReceiver receiver : receivers) {
            receiver.onBatch(batch, from, to);
        }
    }

    /** Says that what gives the rows starts anew; those who heard that it failed go on. Workers stand still. */
    synchronized void restart() {
        failure = null;
        watermark = Watermarks.NONE;
        isIdle = false;
        hasEnded = false;
        for (BatchReceiver receiver : receivers) {
            if (receiver instanceof Subscriber subscriber) {
                subscriber.onRestart();
            }
        }
    }

    /** Puts one receiver into the place of another, without telling it anything. Workers stand still. */
    synchronized void replace(BatchReceiver old, BatchReceiver replacement) {
        BatchReceiver[] changed = receivers.clone();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i].equals(old)) {
                changed[i] = replacement;
            }
        }
        receivers = changed;
    }

    /** Tells everybody; a query that starts anew under an old name says again what is known. */
    @Override
    public void onWatermark(long newWatermark) {
        if (newWatermark < watermark) {
            return;
        }
        watermark = newWatermark;
        isIdle = false;
        for (BatchReceiver receiver : receivers) {
            receiver.onWatermark(newWatermark);
        }
    }

    @Override
    public void onIdle() {
        isIdle = true;
        for (BatchReceiver receiver : receivers) {
            receiver.onIdle();
        }
    }

    @Override
    public void onEnd() {
        hasEnded = true;
        for (BatchReceiver receiver : receivers) {
            receiver.onEnd();
        }
    }

    @Override
    public void onMarker(Marker marker) {
        for (BatchReceiver receiver : receivers) {
            receiver.onMarker(marker);
        }
    }

    @Override
    public void onFailure(LaminarException error) {
        failure = error;
        for (BatchReceiver receiver : receivers) {
            receiver.onFailure(error);
        }
    }
}
