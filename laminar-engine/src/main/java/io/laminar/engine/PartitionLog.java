package io.laminar.engine;

import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a partition gave and nobody has taken yet, in order. Belongs to whoever has the partition's turn. */
final class PartitionLog implements BatchReceiver {
    private final Queue<Entry> entries = new ArrayDeque<>();
    private long watermark = Watermarks.NONE;
    private boolean isIdle;
    private boolean hasEnded;

    /** Rows or late rows when there is a batch, else a watermark, that it is idle, or the end. */
    private record Entry(Kind kind, @Nullable Batch batch, int from, int to, long watermark) {}

    private enum Kind {
        ROWS,
        LATE_ROWS,
        WATERMARK,
        IDLE,
        END
    }

    /** Where late rows go. */
    BatchReceiver late() {
        return new Late();
    }

    /** The last watermark that was taken out. */
    long watermark() {
        return watermark;
    }

    /** Whether it was taken out last that nothing comes for the time being. */
    boolean isIdle() {
        return isIdle;
    }

    /** Whether the end was taken out. */
    boolean hasEnded() {
        return hasEnded;
    }

    /** Takes rows out up to the next that is none, and that; false when there was none. */
    boolean takeUntilWatermark(BatchReceiver rows, @Nullable BatchReceiver late) {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            if (entry.batch() == null) {
                isIdle = entry.kind() == Kind.IDLE;
                hasEnded |= entry.kind() == Kind.END;
                watermark = hasEnded ? Watermarks.END : isIdle ? watermark : entry.watermark();
                return true;
            }
            try {
                (entry.kind() == Kind.LATE_ROWS ? Objects.requireNonNull(late) : rows)
                        .onBatch(entry.batch(), entry.from(), entry.to());
            } finally {
                entry.batch().release();
            }
        }
        return false;
    }

    /** Goes on where another log was, which is empty. */
    void continueFrom(PartitionLog other) {
        watermark = other.watermark;
        isIdle = other.isIdle;
        hasEnded = other.hasEnded;
    }

    /** Writes or reads where it is; it is empty. */
    void persist(StateArchive archive) {
        watermark = archive.number(watermark);
        isIdle = archive.flag(isIdle);
        hasEnded = archive.flag(hasEnded);
    }

    void clear() {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            if (entry.batch() != null) {
                entry.batch().release();
            }
        }
    }

    @Override
    public void onBatch(Batch batch, int from, int to) {
        entries.add(new Entry(Kind.ROWS, batch.retain(), from, to, 0));
    }

    @Override
    public void onWatermark(long newWatermark) {
        entries.add(new Entry(Kind.WATERMARK, null, 0, 0, newWatermark));
    }

    @Override
    public void onIdle() {
        entries.add(new Entry(Kind.IDLE, null, 0, 0, 0));
    }

    @Override
    public void onEnd() {
        entries.add(new Entry(Kind.END, null, 0, 0, 0));
    }

    private final class Late implements BatchReceiver {
        @Override
        public void onBatch(Batch batch, int from, int to) {
            entries.add(new Entry(Kind.LATE_ROWS, batch.retain(), from, to, 0));
        }

        @Override
        public void onWatermark(long ofLateRows) {}

        @Override
        public void onEnd() {}
    }
}
