package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits on disk, and what becomes of it when the disk is full. */
class BacklogTest {
    private static final Schema SCHEMA = new Schema(List.of(new Field("id", DataType.BIGINT)), Schema.NO_TIME);
    private static final int ROWS = 4;

    private final Path directory;
    private final BatchPool pool = new BatchPool(SCHEMA, ROWS, 2);
    private final List<Long> delivered = new ArrayList<>();
    private long next;
    private boolean isDiskFull;

    BacklogTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void aDiskThatIsFullAmidASpillLosesNothingAndIsUsedAgainLater() throws IOException {
        SpillFiles files = new SpillFiles(directory, "s", SCHEMA, 1 << 20, this::write);
        Backlog backlog = new Backlog(files, pool);
        addBatch(backlog);
        addBatch(backlog);
        long written = files.bytesWritten();

        isDiskFull = true;
        addBatch(backlog);

        assertThat(backlog.hasRoom()).isFalse();
        assertThat(backlog.unwritable())
                .hasMessageContaining("No space left on device")
                .extracting(error -> error == null ? null : error.code())
                .isEqualTo(ErrorCode.SPILL_UNWRITABLE);
        assertThat(sizeOfFiles()).as("the part that was written is gone").isEqualTo(written);
        assertThat(backlog.info().rows()).isEqualTo(2 * ROWS);
        assertThat(backlog.info().bytes()).isEqualTo(written);
        assertThat(backlog.info().waitingRows()).isEqualTo(3 * ROWS);
        assertThat(backlog.info().waitingBytes()).isEqualTo(written);

        // Rows of a thread that was let in before: they stay in their place, on disk or not.
        isDiskFull = false;
        addBatch(backlog);
        assertThat(backlog.hasRoom()).as("while rows wait").isFalse();
        deliverAll(backlog);

        assertThat(delivered).containsExactlyElementsOf(ids(4 * ROWS));
        assertThat(backlog.hasRoom()).isTrue();
        assertThat(backlog.unwritable()).isNull();
        assertThat(sizeOfFiles()).isZero();

        addBatch(backlog);
        assertThat(backlog.info().rows()).as("written again").isEqualTo(4 * ROWS);
        deliverAll(backlog);
        assertThat(delivered).containsExactlyElementsOf(ids(5 * ROWS));
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void aDiskThatIsFullFromTheBeginningLeavesNoFile() throws IOException {
        Backlog backlog = new Backlog(new SpillFiles(directory, "s", SCHEMA, 1 << 20, this::write), pool);
        isDiskFull = true;

        addBatch(backlog);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        deliverAll(backlog);
        assertThat(delivered).containsExactlyElementsOf(ids(ROWS));
        assertThat(backlog.info().rows()).isZero();
    }

    private void write(RandomAccessFile file, byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, isDiskFull ? length / 2 : length);
        if (isDiskFull) {
            throw new IOException("No space left on device");
        }
    }

    private void addBatch(Backlog backlog) {
        Batch batch = pool.take();
        for (int row = 0; row < ROWS; row++) {
            batch.longs(0)[row] = next++;
        }
        batch.rows(ROWS);
        backlog.add(batch);
        batch.release();
    }

    private void deliverAll(Backlog backlog) {
        while (!backlog.isEmpty()) {
            backlog.deliverNext(
                    batch -> LongStream.of(batch.longs(0)).limit(batch.rows()).forEach(delivered::add));
        }
    }

    private static List<Long> ids(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private long sizeOfFiles() throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}
