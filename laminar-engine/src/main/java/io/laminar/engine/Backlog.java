package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SourceInfo;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.data.SourcePartition;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a source was given while the engine had no room for it, in order: rows in files, and between them in memory what
 * is no row. When a file cannot be written, the rows that it was to hold keep their place in memory and the source counts as
 * full, until they can be written after all or have left. One thread at a time.
 */
final class Backlog {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.source");

    private final SpillFiles files;
    private final BatchPool pool;
    private final Queue<Entry> entries = new ArrayDeque<>();
    /** Those of the entries that are still to be written. */
    private final Queue<Rows> unwritten = new ArrayDeque<>();

    private volatile @Nullable LaminarException unwritable;
    private volatile boolean isEmpty = true;
    private volatile long rows;
    private boolean hasWarned;
    private boolean isClosed;

    Backlog(SpillFiles files, BatchPool pool) {
        this.files = files;
        this.pool = pool;
    }

    private sealed interface Entry {}

    private record Action(Runnable action, Runnable whenForgotten) implements Entry {}

    /** A batch in memory, until it is in a file. */
    private static final class Rows implements Entry {
        private final @Nullable SourcePartition partition;
        private @Nullable Batch batch;
        private SpillFiles.@Nullable Chunk chunk;

        Rows(Batch batch) {
            this.batch = batch.retain();
            this.partition = batch.partition();
        }

        void writeTo(SpillFiles files) throws IOException {
            Batch inMemory = Objects.requireNonNull(batch);
            chunk = files.write(inMemory, 0, inMemory.rows());
            forget();
        }

        void forget() {
            if (batch != null) {
                batch.release();
                batch = null;
            }
        }
    }

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
        Rows added = new Rows(batch);
        addRows(batch.rows());
        unwritten.add(added);
        add(added);
        writeAgain();
    }

    /**
     * Adds what is no row.
     *
     * @param whenForgotten done instead when the backlog is closed before
     */
    void add(Runnable action, Runnable whenForgotten) {
        if (isClosed) {
            whenForgotten.run();
        } else {
            add(new Action(action, whenForgotten));
        }
    }

    private void add(Entry entry) {
        entries.add(entry);
        isEmpty = false;
    }

    /** Writes the rows that are in memory, as far as the disk takes them; why it does not take all, or null. */
    @Nullable
    LaminarException writeAgain() {
        try {
            for (Rows next = unwritten.peek(); next != null; next = unwritten.peek()) {
                next.writeTo(files);
                unwritten.remove();
            }
            unwritable = null;
        } catch (IOException failure) {
            LaminarException error = new LaminarException(
                    ErrorCode.SPILL_UNWRITABLE, "rows cannot be spilled to disk: " + failure, failure);
            unwritable = error;
            if (!hasWarned) {
                hasWarned = true;
                LOG.error(
                        "{}: nothing more is taken until the disk takes rows or those in memory have left",
                        files,
                        error);
            }
        }
        return unwritable;
    }

    /**
     * Delivers the oldest of what waits.
     *
     * @throws LaminarException when its rows cannot be read; then they are lost, and the source must fail
     */
    void deliverNext(Consumer<Batch> receiver) {
        Entry entry = entries.remove();
        try {
            if (entry instanceof Action waiting) {
                waiting.action().run();
            } else if (entry instanceof Rows waiting) {
                deliver(waiting, receiver);
            }
        } finally {
            if (entries.isEmpty()) {
                isEmpty = true;
                hasWarned = false;
            }
        }
    }

    private void deliver(Rows waiting, Consumer<Batch> receiver) {
        Batch batch = waiting.batch;
        if (batch == null) {
            batch = read(waiting);
        } else {
            unwritten.remove();
            if (unwritten.isEmpty()) {
                unwritable = null;
            }
        }
        addRows(-batch.rows());
        receiver.accept(batch);
        batch.release();
    }

    private Batch read(Rows waiting) {
        SpillFiles.Chunk chunk = Objects.requireNonNull(waiting.chunk);
        Batch batch = chunk.rows() <= pool.batchRows() ? pool.take() : new Batch(pool.schema(), chunk.rows());
        try {
            files.read(chunk, batch);
            batch.partition(waiting.partition);
        } catch (IOException failure) {
            batch.release();
            throw new LaminarException(
                    ErrorCode.SPILL_FAILED, "rows that were spilled to disk cannot be read back: " + failure, failure);
        }
        return batch;
    }

    /** Forgets all rows and does what else waits; deletes the files. */
    void giveUpRows() {
        forgetAll(Action::action);
        close();
    }

    /** Forgets everything and deletes the files; what is added later is forgotten at once. */
    void close() {
        forgetAll(Action::whenForgotten);
        isClosed = true;
        isEmpty = true;
        rows = 0;
        files.close();
    }

    /** @param last what becomes of what is no row */
    private void forgetAll(Function<Action, Runnable> last) {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            if (entry instanceof Action waiting) {
                last.apply(waiting).run();
            } else if (entry instanceof Rows waiting) {
                waiting.forget();
            }
        }
        unwritten.clear();
        unwritable = null;
    }

    // One thread at a time writes, others read.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void addRows(int count) {
        rows += count;
    }
}
