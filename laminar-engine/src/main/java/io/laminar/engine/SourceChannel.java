package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.data.binding.RowBlock;
import io.laminar.data.binding.RowEncoder;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads' side of a source: takes rows one by one into an open batch and sends it off when it is full, or when the
 * worker has nothing else to do and fetches it. Any thread; rows of one thread keep their order.
 */
final class SourceChannel {
    /** Rows under way before who appends must wait. */
    private static final long ROWS_LIMIT = 65_536;

    private static final long WAIT_NANOS = 50_000;

    private final String name;
    private final BatchPool pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong appended = new AtomicLong();
    // Both change while all workers stand still and the lock is held.
    private volatile Region region;
    private volatile BatchReceiver sink;
    private volatile int openRows;
    private volatile boolean hasEnded;
    private volatile @Nullable LaminarException closed;
    private @Nullable Batch open;

    SourceChannel(String name, BatchPool pool, Region region, BatchReceiver sink) {
        this.name = name;
        this.pool = pool;
        this.region = region;
        this.sink = sink;
    }

    /** From now on rows go here; all workers stand still. */
    void moveTo(Region newRegion, BatchReceiver newSink) {
        lock.lock();
        try {
            region = newRegion;
            sink = newSink;
        } finally {
            lock.unlock();
        }
    }

    BatchPool pool() {
        return pool;
    }

    boolean hasEnded() {
        return hasEnded;
    }

    /** Rows put in so far. */
    long appended() {
        return appended.get();
    }

    /** Rows put in and not yet taken by everybody who reads the source. */
    long pendingRows() {
        return underWay.get();
    }

    /** Says that rows were taken; for the worker. */
    void taken(int rows) {
        underWay.addAndGet(-rows);
    }

    /** Appends one row. Waits while too many are under way. */
    <T> void append(RowEncoder<T> encoder, T row) {
        awaitRoom();
        region.using(this);
        lock.lock();
        try {
            requireNotEnded();
            Batch batch = openBatch();
            int at = batch.rows();
            encoder.encode(row, batch, at);
            batch.rows(at + 1);
            counted(1);
            if (batch.isFull()) {
                send();
            } else {
                openRows = at + 1;
            }
        } finally {
            lock.unlock();
        }
        region.worker().wakeUp();
    }

    /** Appends rows, all of them or, when one does not fit, none. */
    <T> void appendAll(RowEncoder<T> encoder, Iterable<? extends T> rows) {
        java.util.List<Batch> encoded = new java.util.ArrayList<>();
        try {
            for (T row : rows) {
                Batch batch = encoded.isEmpty() ? null : encoded.get(encoded.size() - 1);
                if (batch == null || batch.isFull()) {
                    batch = pool.take();
                    encoded.add(batch);
                }
                encoder.encode(row, batch, batch.rows());
                batch.rows(batch.rows() + 1);
            }
            appendBatches(encoded);
        } finally {
            encoded.forEach(Batch::release);
        }
    }

    /** Appends rows that were checked. */
    void append(RowBlock rows) {
        for (int from = 0; from < rows.rows(); ) {
            awaitRoom();
            region.using(this);
            lock.lock();
            try {
                requireNotEnded();
                Batch batch = openBatch();
                int count = Math.min(batch.capacity() - batch.rows(), rows.rows() - from);
                rows.copy(from, count, batch);
                from += count;
                counted(count);
                if (batch.isFull()) {
                    send();
                } else {
                    openRows = batch.rows();
                }
            } finally {
                lock.unlock();
            }
        }
        region.worker().wakeUp();
    }

    /** Appends batches of this channel's pool or of the same columns; the caller releases them. */
    void appendBatches(Iterable<Batch> batches) {
        region.using(this);
        for (Batch batch : batches) {
            awaitRoom();
            lock.lock();
            try {
                requireNotEnded();
                send();
                counted(batch.rows());
                sink.onBatch(batch, 0, batch.rows());
            } finally {
                lock.unlock();
            }
        }
    }

    void watermark(long watermark) {
        region.using(this);
        control(() -> sink.onWatermark(watermark));
    }

    void end() {
        lock.lock();
        try {
            if (!hasEnded) {
                hasEnded = true;
                send();
                sink.onEnd();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, because the engine goes; whoever waits for room is told. */
    void close(LaminarException reason) {
        closed = reason;
        hasEnded = true;
    }

    void fail(LaminarException error) {
        lock.lock();
        try {
            if (!hasEnded) {
                hasEnded = true;
                send();
                sink.onFailure(error);
            }
        } finally {
            lock.unlock();
        }
    }

    void mark(Marker marker) {
        lock.lock();
        try {
            send();
            sink.onMarker(marker);
        } finally {
            lock.unlock();
        }
    }

    /** Sends rows to another receiver, in their place among those of this source. */
    void sendAside(BatchReceiver receiver, Batch rows) {
        lock.lock();
        try {
            send();
            region.bridge().producerFor(receiver).onBatch(rows, 0, rows.rows());
        } finally {
            lock.unlock();
        }
    }

    /** Sends the open batch, if there is one. */
    void sendOpenRows() {
        if (openRows > 0) {
            lock.lock();
            try {
                send();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Sends the open batch unless somebody is filling it right now; for the worker, which must not wait. */
    boolean trySendOpenRows() {
        if (openRows > 0 && lock.tryLock()) {
            try {
                return send();
            } finally {
                lock.unlock();
            }
        }
        return false;
    }

    private void control(Runnable action) {
        lock.lock();
        try {
            requireNotEnded();
            send();
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private Batch openBatch() {
        Batch batch = open;
        if (batch == null) {
            batch = pool.take();
            open = batch;
        }
        return batch;
    }

    private void counted(int rows) {
        underWay.addAndGet(rows);
        appended.addAndGet(rows);
    }

    private boolean send() {
        Batch batch = open;
        if (batch == null || batch.rows() == 0) {
            return false;
        }
        open = null;
        try {
            sink.onBatch(batch, 0, batch.rows());
        } finally {
            // Only now: who sees 0 without the lock goes on with another source, and its rows come after these.
            openRows = 0;
            batch.release();
        }
        return true;
    }

    /** Waits for room. The worker itself never waits: a callback may push into a source of its own query. */
    private void awaitRoom() {
        while (underWay.get() >= ROWS_LIMIT && !hasEnded && !region.worker().isCurrentThread()) {
            LockSupport.parkNanos(this, WAIT_NANOS);
            if (Thread.currentThread().isInterrupted()) {
                throw new LaminarException(
                        ErrorCode.INTERRUPTED, "interrupted while source " + name + " was full; nothing was appended");
            }
        }
    }

    private void requireNotEnded() {
        LaminarException reason = closed;
        if (reason != null) {
            throw new LaminarException(reason.code(), reason.detail() + "; nothing was appended");
        }
        if (hasEnded) {
            throw new LaminarException(
                    ErrorCode.SOURCE_ENDED,
                    "source " + name + " has ended and takes no more rows; nothing was appended");
        }
    }
}
