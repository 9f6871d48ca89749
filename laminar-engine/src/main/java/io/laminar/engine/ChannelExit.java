package io.laminar.engine;

import io.laminar.api.Backpressure;
import io.laminar.api.LaminarException;
import io.laminar.api.SourceInfo;
import io.laminar.api.SourceOptions;
import io.laminar.bridge.BridgeEntrance;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where a channel's rows go: into the bridge, or, where the source spills and the bridge is full, into a {@link Backlog} that a
 * thread of its own brings back as room appears. Used under the lock of the channel, but for what says otherwise.
 */
final class ChannelExit {
    private static final long WAIT_NANOS = 50_000;

    private final String name;
    private final SourceOptions options;
    private final ReentrantLock lock;
    private final @Nullable Backlog backlog;
    private final AtomicLong rowsInBridge = new AtomicLong();
    private volatile Region region;
    private volatile BridgeEntrance bridge;
    private volatile boolean hasFailed;
    private boolean isDraining;

    /** @param lock of the channel */
    ChannelExit(
            String name,
            SourceOptions options,
            BatchPool pool,
            ReentrantLock lock,
            Region region,
            BridgeEntrance bridge) {
        this.name = name;
        this.options = options;
        this.lock = lock;
        this.backlog = options.backpressure() == Backpressure.SPILL
                ? new Backlog(
                        new SpillFiles(options.spillDirectory(), name, pool.schema(), options.spillLimitBytes()), pool)
                : null;
        this.region = region;
        this.bridge = bridge;
    }

    /** From now on rows go here; all workers stand still. */
    void moveTo(Region newRegion, BridgeEntrance newBridge) {
        region = newRegion;
        bridge = newBridge;
    }

    /** Where rows go now; any thread. */
    Region region() {
        return region;
    }

    BridgeEntrance bridge() {
        return bridge;
    }

    /** Whether rows were lost on disk, so that nothing more is taken; any thread. */
    boolean hasFailed() {
        return hasFailed;
    }

    /** Says that rows came out of the bridge; for the worker. */
    void taken(int rows) {
        rowsInBridge.addAndGet(-rows);
    }

    /** What was written to disk, and what of it waits; any thread. */
    SourceInfo.Spill spill() {
        return backlog == null ? SourceInfo.Spill.NONE : backlog.info();
    }

    /** Tries once more to write the rows that a full disk did not take; why it failed, or null. Any thread. */
    @Nullable
    LaminarException writeAgain() {
        Backlog waiting = backlog;
        if (waiting == null || waiting.unwritable() == null) {
            return null;
        }
        lock.lock();
        try {
            return waiting.writeAgain();
        } finally {
            lock.unlock();
        }
    }

    /** Sends rows on, behind what waits on disk; there when memory is full. */
    void send(Batch batch) {
        Backlog waiting = backlog;
        if (waiting != null && (!waiting.isEmpty() || !hasRoomInBridge())) {
            waiting.add(batch);
            drainInBackground();
        } else {
            intoBridge(batch);
        }
    }

    private void intoBridge(Batch batch) {
        intoBridge(batch, 0, batch.rows());
    }

    /** Sends rows on where none wait on disk. */
    void intoBridge(Batch batch, int from, int to) {
        rowsInBridge.addAndGet(to - from);
        bridge.onBatch(batch, from, to);
    }

    /** Does something that must come after the rows that wait on disk; not at all when they are given up. */
    void inOrder(Runnable action) {
        inOrder(action, () -> {});
    }

    /** As {@link #inOrder(Runnable)}, with what is done instead when the engine is closed before. */
    void inOrder(Runnable action, Runnable whenForgotten) {
        Backlog waiting = backlog;
        if (waiting == null || waiting.isEmpty()) {
            action.run();
        } else {
            waiting.add(action, whenForgotten);
        }
    }

    /** Whether nothing waits on disk; any thread. */
    boolean isCaughtUp() {
        Backlog waiting = backlog;
        return waiting == null || waiting.isEmpty();
    }

    /** Whether more can be sent without waiting; any thread. */
    boolean hasRoom() {
        Backlog waiting = backlog;
        if (waiting == null) {
            return region.bridge().hasRoom();
        }
        return waiting.hasRoom() || (waiting.isEmpty() && hasRoomInBridge());
    }

    private boolean hasRoomInBridge() {
        return rowsInBridge.get() < options.bufferRows() && region.bridge().hasRoom();
    }

    private void drainInBackground() {
        if (!isDraining) {
            isDraining = true;
            Thread thread = new Thread(this::drain, "laminar-spill-" + name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Brings back what waits on disk as room appears, and ends when there is nothing left. */
    private void drain() {
        Backlog waiting = Objects.requireNonNull(backlog);
        while (true) {
            lock.lock();
            try {
                while (!waiting.isEmpty() && hasRoomInBridge()) {
                    waiting.deliverNext(this::intoBridge);
                }
                if (waiting.isEmpty()) {
                    isDraining = false;
                    return;
                }
            } catch (LaminarException lost) {
                hasFailed = true;
                isDraining = false;
                bridge.onFailure(lost);
                waiting.giveUpRows();
                return;
            } finally {
                lock.unlock();
            }
            LockSupport.parkNanos(this, WAIT_NANOS);
        }
    }

    void close() {
        Backlog waiting = backlog;
        if (waiting != null) {
            waiting.close();
        }
    }
}
