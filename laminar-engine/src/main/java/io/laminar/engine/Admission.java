package io.laminar.engine;

import io.laminar.api.Backpressure;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SourceOptions;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Decides whether rows may go into a channel: at once, after a wait, or not at all. Any thread. */
final class Admission {
    private static final long WAIT_NANOS = 50_000;
    /** At most so long until whoever is woken up looks himself: room may appear in other ways. */
    private static final long LONG_WAIT_NANOS = 1_000_000;
    /** Until a connector tries to write to a full disk again. */
    private static final long FULL_DISK_NANOS = 10_000_000;

    private final String name;
    private final SourceOptions options;
    private final SourceChannel channel;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicReference<@Nullable Thread> sleeper = new AtomicReference<>();
    private volatile Alignment.@Nullable Member alignment;

    Admission(String name, SourceOptions options, SourceChannel channel) {
        this.name = name;
        this.options = options;
        this.channel = channel;
    }

    void align(Alignment.Member member) {
        alignment = member;
    }

    /** Rows that were not let in. */
    long dropped() {
        return dropped.get();
    }

    /**
     * Whether rows that somebody pushes are to be appended; waits for room, or drops or refuses them when there is none.
     *
     * @param taken rows of the same call that were taken before these: an error tells them, and no more is rejected
     * @param mayDrop whether they may be dropped where the source says so; else the caller waits
     */
    boolean admits(int rows, int taken, boolean mayDrop) {
        try {
            return admits(rows, taken == 0, mayDrop, true);
        } catch (LaminarException error) {
            throw PartlyAppended.after(taken, error);
        }
    }

    /** As {@link #admits(int, int, boolean)}, for a connector, which waits where others are told that the disk is full. */
    boolean admitsFromConnector(int rows) {
        return admits(rows, false, true, false);
    }

    private boolean admits(int rows, boolean mayReject, boolean mayDrop, boolean tellsFullDisk) {
        Alignment.Member member = alignment;
        if (mayDrop && member != null && member.isDropping()) {
            dropped.addAndGet(rows);
            return false;
        }
        if (hasRoom() || channel.hasEnded()) {
            return true;
        }
        switch (options.backpressure()) {
            case DROP_NEWEST -> {
                if (!mayDrop) {
                    awaitRoom(tellsFullDisk);
                    return true;
                }
                dropped.addAndGet(rows);
                return false;
            }
            case REJECT -> {
                if (!mayReject) {
                    return true;
                }
                throw new LaminarException(
                        ErrorCode.SOURCE_FULL,
                        "source " + name + " has " + channel.pendingRows() + " rows under way"
                                + (isHeld() ? " and is ahead of its alignment group" : "")
                                + "; push again later, or give it another backpressure" + PartlyAppended.NOTHING);
            }
            case PAUSE, SPILL -> awaitRoom(tellsFullDisk);
        }
        return true;
    }

    /** Whether the source is to wait for others of its alignment group. */
    boolean isHeld() {
        Alignment.Member member = alignment;
        return member != null && member.isHeld();
    }

    /** Whether a row may be appended without waiting. The bridge is looked at only when a batch begins. */
    private boolean hasRoom() {
        if (isHeld()) {
            return false;
        }
        ChannelExit exit = channel.exit();
        if (options.backpressure() == Backpressure.SPILL) {
            return exit.hasRoom();
        }
        return channel.rowsUnderWay() < options.bufferRows() && (channel.hasOpenRows() || exit.hasRoom());
    }

    /**
     * Wakes the thread that sleeps until there is room, but only when half of it is free again: waking up costs as much as many rows.
     * For the worker, after it took rows.
     */
    void onTaken() {
        Thread thread = sleeper.get();
        if (thread != null && channel.rowsUnderWay() <= options.bufferRows() / 2) {
            sleeper.set(null);
            LockSupport.unpark(thread);
        }
    }

    /** Sleeps until the worker calls, the first thread that comes; others look again soon. */
    private void park() {
        Thread thread = Thread.currentThread();
        if (!sleeper.compareAndSet(null, thread)) {
            LockSupport.parkNanos(this, WAIT_NANOS);
            return;
        }
        // Looks once more after saying that it sleeps, so that no call is lost in between.
        if (!hasRoom()) {
            LockSupport.parkNanos(this, LONG_WAIT_NANOS);
        }
        sleeper.compareAndSet(thread, null);
    }

    /** Waits for room. The worker itself never waits: a callback may push into a source of its own query. */
    private void awaitRoom(boolean tellsFullDisk) {
        while (!hasRoom() && !channel.hasEnded()) {
            LaminarException unwritable = isHeld() ? null : channel.exit().writeAgain();
            if (unwritable != null && tellsFullDisk) {
                throw new LaminarException(
                        ErrorCode.SPILL_UNWRITABLE,
                        "source " + name + " is full and its " + unwritable.detail() + "; make room in "
                                + options.spillDirectory() + " and push again" + PartlyAppended.NOTHING,
                        unwritable);
            }
            if (channel.exit().region().worker().isCurrentThread()) {
                return;
            }
            if (unwritable == null) {
                pause();
            } else {
                LockSupport.parkNanos(this, FULL_DISK_NANOS);
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new LaminarException(
                        ErrorCode.INTERRUPTED,
                        "interrupted while source " + name + " was full" + PartlyAppended.NOTHING);
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // yielding is what the user chose
    private void pause() {
        switch (options.waitStrategy()) {
            case SPIN -> Thread.onSpinWait();
            case YIELD -> Thread.yield();
            case PARK -> park();
        }
    }
}
