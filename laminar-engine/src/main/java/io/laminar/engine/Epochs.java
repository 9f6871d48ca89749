package io.laminar.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers what the engine does, so that changes can be told apart by when they were made. An epoch is one round of a worker with
 * the sources of one region, or one action while all workers stand still; it gets the next number with its first
 * change. All that is made of the rows of a round has its number, whichever relation it belongs to. So the changes up to any
 * number are a consistent cut: for each region, the state between two of its rounds.
 */
final class Epochs {
    private final AtomicLong last = new AtomicLong();
    /** The epoch of what happens while the workers stand still, by whoever has them do so; 0 before its first change. */
    private volatile long standing;

    /** A thread that makes changes in rounds. */
    static final class RoundThread extends Thread {
        private final Epochs epochs;
        private long epoch;

        RoundThread(Epochs epochs, Runnable action, String name) {
            super(action, name);
            this.epochs = epochs;
        }

        /** A round begins. */
        void beginRound() {
            epoch = 0;
        }
    }

    /** The number given last. While the workers stand still, what comes later has a higher one. */
    long last() {
        return last.get();
    }

    /** An action begins for which all workers stand still. */
    void beginStanding() {
        standing = 0;
    }

    /** The epoch of what the calling thread hands on: a worker amid a round, or whoever has the workers stand still. */
    long current() {
        if (Thread.currentThread() instanceof RoundThread thread && thread.epochs == this) {
            if (thread.epoch == 0) {
                thread.epoch = last.incrementAndGet();
            }
            return thread.epoch;
        }
        long epoch = standing;
        if (epoch == 0) {
            epoch = last.incrementAndGet();
            standing = epoch;
        }
        return epoch;
    }

    /** Does something as if it were the epoch in which it was done first; workers stand still. */
    void again(long epoch, Runnable action) {
        if (Thread.currentThread() instanceof RoundThread thread && thread.epochs == this) {
            long own = thread.epoch;
            thread.epoch = epoch;
            try {
                action.run();
            } finally {
                thread.epoch = own;
            }
            return;
        }
        long own = standing;
        standing = epoch;
        try {
            action.run();
        } finally {
            standing = own;
        }
    }
}
