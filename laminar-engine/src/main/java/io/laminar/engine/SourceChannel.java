package io.laminar.engine;

import io.laminar.api.Backpressure;
import io.laminar.api.LaminarException;
import io.laminar.api.SourceOptions;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.BridgeEntrance;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.data.binding.RowBlock;
import io.laminar.data.binding.RowEncoder;
import io.laminar.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads' side of a source: takes rows one by one into an open batch and sends it off when it is full, or when the
 * worker has nothing else to do and fetches it. Any thread; rows of one thread keep their order.
 */
final class SourceChannel {
    private static final int SPINS = 1000;
    private static final int LOOKS = SPINS + 100;
    /** Batches that go at once where nothing is copied, so that handing them over costs less. */
    private static final int LENT_BATCHES = 8;

    private final String name;
    private final SourceOptions options;
    private final ChannelExit exit;
    private final BatchPool pool;
    private final ReentrantLock lock = new ReentrantLock();
    private final Admission admission;
    private final AtomicLong underWay = new AtomicLong();
    private final AtomicLong appended = new AtomicLong();
    private volatile int openRows;
    private volatile boolean hasEnded;
    private volatile @Nullable LaminarException closed;
    private final @Nullable ArrivalTimes arrivals;
    private long lastTick = Watermarks.NONE;
    private @Nullable Batch open;

    /** @param arrivals gives rows the time of their arrival; null where they bring their own */
    SourceChannel(
            String name,
            SourceOptions options,
            BatchPool pool,
            @Nullable ArrivalTimes arrivals,
            Region region,
            BridgeEntrance sink) {
        this.name = name;
        this.options = options;
        this.pool = pool;
        this.arrivals = arrivals;
        this.exit = new ChannelExit(name, options, pool, lock, region, sink);
        this.admission = new Admission(name, options, this);
    }

    /** From now on rows go here; all workers stand still. */
    void moveTo(Region newRegion, BridgeEntrance newSink) {
        lock.lock();
        try {
            exit.moveTo(newRegion, newSink);
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody put anything in until {@link #letGo()}. */
    void hold() {
        lock.lock();
    }

    void letGo() {
        lock.unlock();
    }

    /** Has rows wait, or dropped, while the source runs ahead of others; before any come. */
    void align(Alignment.Member member) {
        admission.align(member);
    }

    /** Whether a connector is to wait with its next rows. */
    boolean isHeld() {
        return admission.isHeld();
    }

    /** Where rows go. */
    ChannelExit exit() {
        return exit;
    }

    /** Whether a batch has begun, so that one more row takes no room in the bridge. */
    boolean hasOpenRows() {
        return openRows > 0;
    }

    BatchPool pool() {
        return pool;
    }

    boolean hasEnded() {
        return hasEnded || exit.hasFailed();
    }

    /** Rows put in so far. */
    long appended() {
        return appended.get();
    }

    /** Rows for which there was no room and that were dropped, as the source's options ask. */
    long dropped() {
        return admission.dropped();
    }

    /** Rows put in and not yet taken by everybody who reads the source. */
    long pendingRows() {
        return exit.hasFailed() ? 0 : underWay.get();
    }

    /** As {@link #pendingRows()}, whatever became of the source. */
    long rowsUnderWay() {
        return underWay.get();
    }

    /** Says that rows were taken; for the worker. */
    void taken(int rows) {
        underWay.addAndGet(-rows);
        exit.taken(rows);
        admission.onTaken();
    }

    /** Appends one row, if there is room or can be waited for. */
    <T> void append(RowEncoder<T> encoder, T row) {
        if (!admission.admits(1, 0, true)) {
            return;
        }
        exit.region().using(this);
        enter();
        try {
            requireNotEnded();
            Batch batch = openBatch();
            int at = batch.rows();
            encoder.encode(row, batch, at);
            batch.rows(at + 1);
            stamp(batch, at);
            counted(1);
            if (batch.isFull()) {
                send();
            } else {
                openRows = at + 1;
            }
        } finally {
            lock.unlock();
        }
        exit.region().worker().wakeUp();
    }

    /** Appends rows; when one does not fit, none. Returns how many found room. */
    <T> int appendAll(RowEncoder<T> encoder, Iterable<? extends T> rows) {
        return appendAll(encoder, List.of(), rows, true);
    }

    /** As {@link #appendAll(RowEncoder, Iterable)}, with rows that go, and behind them rows that come; none of them is dropped. */
    <T> int appendChanges(RowEncoder<T> encoder, Iterable<? extends T> going, Iterable<? extends T> coming) {
        return appendAll(encoder, going, coming, false);
    }

    private <T> int appendAll(
            RowEncoder<T> encoder, Iterable<? extends T> going, Iterable<? extends T> coming, boolean mayDrop) {
        List<Batch> encoded = new ArrayList<>();
        try {
            PartlyAppended.encode(encoder, going, -1, pool, encoded);
            PartlyAppended.encode(encoder, coming, 1, pool, encoded);
            return appendBatches(encoded, mayDrop);
        } finally {
            encoded.forEach(Batch::release);
        }
    }

    /** Whether rows may be appended as they are, since they are neither changed nor written to disk on their way. */
    boolean canLend() {
        return arrivals == null && options.backpressure() != Backpressure.SPILL;
    }

    /** Appends rows that were checked, those for which there is room or it can be waited for. Either all are rejected, or none. */
    void append(RowBlock rows) {
        append(rows, null, 0, rows.rows());
    }

    /** As {@link #append(RowBlock)}, from a row of a batch on, which is read in place; the caller releases it. */
    void append(Batch lent, int first) {
        append(null, lent, first, lent.rows());
    }

    private void append(@Nullable RowBlock rows, @Nullable Batch lent, int first, int end) {
        for (int from = first; from < end; ) {
            int to = Math.min(end, from + pool.batchRows() * (lent == null ? 1 : LENT_BATCHES));
            if (!admission.admits(to - from, from - first, true)) {
                from = to;
                continue;
            }
            exit.region().using(this);
            enter();
            try {
                requireNotEnded(from - first);
                if (rows != null) {
                    copy(rows, from, to);
                } else if (lent != null) {
                    send();
                    counted(to - from);
                    exit.intoBridge(lent, from, to);
                }
                from = to;
            } finally {
                lock.unlock();
            }
        }
        exit.region().worker().wakeUp();
    }

    private void copy(RowBlock rows, int from, int to) {
        for (int next = from; next < to; ) {
            Batch batch = openBatch();
            int count = Math.min(batch.capacity() - batch.rows(), to - next);
            int at = batch.rows();
            rows.copy(next, count, batch);
            stamp(batch, at);
            next += count;
            counted(count);
            if (batch.isFull()) {
                send();
            } else {
                openRows = batch.rows();
            }
        }
    }

    /** Appends batches of this channel's pool; returns how many rows found room. Either all batches are rejected, or none. */
    private int appendBatches(List<Batch> batches, boolean mayDrop) {
        exit.region().using(this);
        int count = 0;
        int taken = 0;
        for (Batch batch : batches) {
            if (admission.admits(batch.rows(), taken, mayDrop)) {
                appendWhole(batch, taken);
                count += batch.rows();
            }
            taken += batch.rows();
        }
        return count;
    }

    /** Appends what a connector read, when there is room; the caller releases it. */
    void appendFromConnector(Batch batch) {
        exit.region().using(this);
        if (admission.admitsFromConnector(batch.rows())) {
            appendWhole(batch, 0);
        }
    }

    private void appendWhole(Batch batch, int taken) {
        enter();
        try {
            requireNotEnded(taken);
            send();
            stamp(batch, 0);
            counted(batch.rows());
            exit.send(batch);
        } finally {
            lock.unlock();
        }
    }

    /** Gives the rows of a batch, from one on, the time of their arrival, if that is what their time is. */
    void stamp(Batch batch, int from) {
        if (arrivals != null) {
            arrivals.stamp(batch, from, batch.rows());
        }
    }

    /**
     * Lets the watermark follow the clock, behind all rows that arrived before, unless somebody is pushing right now; for the
     * worker, which must not wait.
     */
    void tryTick() {
        if (arrivals != null && !hasEnded() && exit.isCaughtUp() && lock.tryLock()) {
            try {
                tick();
            } finally {
                lock.unlock();
            }
        }
    }

    private void tick() {
        if (arrivals == null || hasEnded()) {
            return;
        }
        long now = arrivals.now();
        if (now > lastTick) {
            lastTick = now;
            send();
            exit.inOrder(() -> exit.bridge().onWatermark(now));
        }
    }

    void watermark(long watermark) {
        exit.region().using(this);
        control(() -> exit.bridge().onWatermark(watermark));
    }

    void end() {
        lock.lock();
        try {
            if (!hasEnded()) {
                hasEnded = true;
                send();
                exit.inOrder(() -> exit.bridge().onEnd());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more, because the engine goes; whoever waits for room is told. */
    void close(LaminarException reason) {
        closed = reason;
        hasEnded = true;
        lock.lock();
        try {
            exit.close();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no rows wait on disk. */
    boolean isCaughtUp() {
        return exit.isCaughtUp();
    }

    /** As {@link #close}, after the rows that were put in so far. */
    void closeInOrder(LaminarException reason) {
        lock.lock();
        try {
            send();
            close(reason);
        } finally {
            lock.unlock();
        }
    }

    void fail(LaminarException error) {
        lock.lock();
        try {
            if (!hasEnded()) {
                hasEnded = true;
                send();
                exit.inOrder(() -> exit.bridge().onFailure(error));
            }
        } finally {
            lock.unlock();
        }
    }

    void mark(Marker marker) {
        lock.lock();
        try {
            tick();
            send();
            marker.depart();
            exit.inOrder(
                    () -> {
                        exit.bridge().onMarker(marker);
                        marker.arrive();
                    },
                    marker::arrive);
        } finally {
            lock.unlock();
        }
    }

    /** Sends rows to another receiver, in their place among those of this source. */
    void sendAside(BatchReceiver receiver, Batch rows) {
        lock.lock();
        try {
            send();
            rows.retain();
            exit.inOrder(
                    () -> {
                        exit.bridge().aside(receiver).onBatch(rows, 0, rows.rows());
                        rows.release();
                    },
                    rows::release);
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
        if (openRows > 0 && exit.isCaughtUp() && lock.tryLock()) {
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
            exit.inOrder(action);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the lock. The worker holds it for moments only, and a thread that queues for it allocates. */
    @SuppressWarnings("ThreadPriorityCheck") // the worker may be waiting for the core
    private void enter() {
        for (int i = 0; i < LOOKS; i++) {
            if (lock.tryLock()) {
                return;
            }
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        lock.lock();
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
            exit.send(batch);
        } finally {
            // Only now: who sees 0 without the lock goes on with another source, and its rows come after these.
            openRows = 0;
            batch.release();
        }
        return true;
    }

    private void requireNotEnded() {
        requireNotEnded(0);
    }

    private void requireNotEnded(int passed) {
        LaminarException reason = closed;
        if (reason != null || hasEnded()) {
            throw PartlyAppended.after(passed, PartlyAppended.ended(name, reason));
        }
    }
}
