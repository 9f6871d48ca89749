package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SourceInfo;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.data.SourcePartition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a source was given while the engine had no room for it, in order: rows in files, and between them in memory what
 * is no row. When a file cannot be written, the rows that it was to hold stay in memory and the source counts as full, until
 * nothing waits any more; then it tries again. One thread at a time.
 */
final class Backlog {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.source");

    private final SpillFiles files;
    private final BatchPool pool;
    private final Queue<Entry> entries = new ArrayDeque<>();
    private volatile @Nullable LaminarException unwritable;
    private volatile boolean isEmpty = true;
    private volatile long rows;
    private boolean isClosed;

    Backlog(SpillFiles files, BatchPool pool) {
        this.files = files;
        this.pool = pool;
    }

    private record Entry(
            SpillFiles.@Nullable Chunk chunk,
            @Nullable Batch batch,
            @Nullable Runnable action,
            Runnable whenForgotten,
            @Nullable SourcePartition partition) {}

    /** Whether nothing waits; any thread. */
    boolean isEmpty() {
        return isEmpty;
    }

    /** Whether more rows may be added; any thread. */
    boolean hasRoom() {
        return unwritable == null && files.hasRoom();
    }

    /** Rows that wait; any thread. */
    long rows() {
        return rows;
    }

    /** Why rows cannot be written at the moment, or null; any thread. */
    @Nullable
    LaminarException unwritable() {
        return unwritable;
    }

    /** What was written, and what of it waits; any thread. */
    SourceInfo.Spill info() {
        return new SourceInfo.Spill(
                files.rowsWritten(), files.bytesWritten(), rows, files.bytes(), Optional.ofNullable(unwritable));
    }

    void add(Batch batch) {
        if (isClosed) {
            return;
        }
        Entry entry;
        try {
            entry = new Entry(files.write(batch, 0, batch.rows()), null, null, () -> {}, batch.partition());
        } catch (IOException failure) {
            if (unwritable == null) {
                unwritable = new LaminarException(
                        ErrorCode.SPILL_UNWRITABLE, "rows cannot be spilled to disk: " + failure, failure);
                LOG.error("nothing is taken until what waits is done", unwritable);
            }
            entry = new Entry(null, batch.retain(), null, batch::release, null);
        }
        addRows(batch.rows());
        add(entry);
    }

    /**
     * Adds what is no row.
     *
     * @param whenForgotten done instead when the backlog is closed before
     */
    void add(Runnable action, Runnable whenForgotten) {
        add(new Entry(null, null, action, whenForgotten, null));
    }

    private void add(Entry entry) {
        if (isClosed) {
            entry.whenForgotten().run();
            return;
        }
        entries.add(entry);
        isEmpty = false;
    }

    /**
     * Delivers the oldest of what waits.
     *
     * @throws LaminarException when its rows cannot be read; then they are lost, and the source must fail
     */
    void deliverNext(Consumer<Batch> receiver) {
        Entry entry = entries.remove();
        try {
            if (entry.action() != null) {
                entry.action().run();
            } else {
                Batch batch = entry.batch() != null ? entry.batch() : read(entry);
                addRows(-batch.rows());
                receiver.accept(batch);
                batch.release();
            }
        } finally {
            if (entries.isEmpty()) {
                unwritable = null;
                isEmpty = true;
            }
        }
    }

    private Batch read(Entry entry) {
        SpillFiles.Chunk chunk = java.util.Objects.requireNonNull(entry.chunk());
        Batch batch = chunk.rows() <= pool.batchRows() ? pool.take() : new Batch(pool.schema(), chunk.rows());
        try {
            files.read(chunk, batch);
            batch.partition(entry.partition());
        } catch (IOException failure) {
            batch.release();
            throw new LaminarException(
                    ErrorCode.SPILL_FAILED, "rows that were spilled to disk cannot be read back: " + failure, failure);
        }
        return batch;
    }

    /** Forgets all rows and does what else waits; deletes the files. */
    void giveUpRows() {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            (entry.action() == null ? entry.whenForgotten() : entry.action()).run();
        }
        close();
    }

    /** Forgets everything and deletes the files; what is added later is forgotten at once. */
    void close() {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            entry.whenForgotten().run();
        }
        isClosed = true;
        isEmpty = true;
        rows = 0;
        try {
            files.close();
        } catch (IOException failure) {
            LOG.warn("files of spilled rows cannot be deleted", failure);
        }
    }

    // One thread at a time writes, others read.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void addRows(int count) {
        rows += count;
    }
}
