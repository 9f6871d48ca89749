package io.laminar.engine;

import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.time.Watermarks;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What a partition gave and nobody has taken yet, in order. Belongs to whoever has the partition's turn. */
final class PartitionLog implements BatchReceiver {
    private final Queue<Entry> entries = new ArrayDeque<>();
    private long watermark = Watermarks.NONE;
    private boolean hasEnded;

    /** Rows or late rows when there is a batch, else a watermark or the end. */
    private record Entry(@Nullable Batch batch, int from, int to, boolean isLate, long watermark, boolean isEnd) {}

    /** Where late rows go. */
    BatchReceiver late() {
        return new Late();
    }

    /** The last watermark that was taken out. */
    long watermark() {
        return watermark;
    }

    /** Whether the end was taken out. */
    boolean hasEnded() {
        return hasEnded;
    }

    /** Takes rows out up to the next watermark or end, and that; false when there was none. */
    boolean takeUntilWatermark(BatchReceiver rows, @Nullable BatchReceiver late) {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            if (entry.batch() == null) {
                watermark = entry.isEnd() ? Watermarks.END : entry.watermark();
                hasEnded |= entry.isEnd();
                return true;
            }
            try {
                (entry.isLate() ? Objects.requireNonNull(late) : rows).onBatch(entry.batch(), entry.from(), entry.to());
            } finally {
                entry.batch().release();
            }
        }
        return false;
    }

    /** Goes on where another log was, which is empty. */
    void continueFrom(PartitionLog other) {
        watermark = other.watermark;
        hasEnded = other.hasEnded;
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
        entries.add(new Entry(batch.retain(), from, to, false, 0, false));
    }

    @Override
    public void onWatermark(long newWatermark) {
        entries.add(new Entry(null, 0, 0, false, newWatermark, false));
    }

    @Override
    public void onEnd() {
        entries.add(new Entry(null, 0, 0, false, 0, true));
    }

    private final class Late implements BatchReceiver {
        @Override
        public void onBatch(Batch batch, int from, int to) {
            entries.add(new Entry(batch.retain(), from, to, true, 0, false));
        }

        @Override
        public void onWatermark(long ofLateRows) {}

        @Override
        public void onEnd() {}
    }
}
