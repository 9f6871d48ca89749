package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.api.SourceInfo;
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
    private final Backlog backlog;
    private long next;
    private boolean isDiskFull;

    BacklogTest(@TempDir Path directory) {
        this.directory = directory;
        this.backlog = new Backlog(new SpillFiles(directory, "s", SCHEMA, 1 << 20, this::write), pool);
    }

    @Test
    void aDiskThatIsFullForAWhileLosesNothing() throws IOException {
        addBatch();
        addBatch();
        long written = backlog.info().bytes();

        isDiskFull = true;
        addBatch();

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
        assertThat(backlog.writeAgain()).as("still full").isNotNull();

        // Rows of threads that were let in before.
        addBatch();
        assertThat(pool.outstanding()).as("batches in memory").isEqualTo(2);
        isDiskFull = false;
        assertThat(backlog.writeAgain()).isNull();

        assertThat(backlog.hasRoom()).isTrue();
        assertThat(backlog.unwritable()).isNull();
        assertThat(backlog.info().rows()).isEqualTo(4 * ROWS);
        assertThat(sizeOfFiles()).isEqualTo(2 * written);
        assertThat(pool.outstanding()).isZero();
        deliverAll();
        assertThat(delivered).containsExactlyElementsOf(ids(4 * ROWS));
        assertThat(sizeOfFiles()).isZero();
    }

    /** What could not be written keeps its place between what is in files and what is no row. */
    @Test
    void rowsInMemoryKeepTheirPlace() throws IOException {
        addBatch();
        isDiskFull = true;
        addBatch();
        backlog.add(() -> delivered.add(-1L), () -> {});
        isDiskFull = false;
        addBatch();
        isDiskFull = true;
        addBatch();

        deliverAll();

        List<Long> expected = new ArrayList<>(ids(4 * ROWS));
        expected.add(2 * ROWS, -1L);
        assertThat(delivered).containsExactlyElementsOf(expected);
        assertThat(backlog.hasRoom()).as("nothing is left to be written").isTrue();
        assertThat(backlog.unwritable()).isNull();
        assertThat(backlog.info().rows()).isEqualTo(3 * ROWS);
        assertThat(pool.outstanding()).isZero();
        assertThat(sizeOfFiles()).isZero();
    }

    @Test
    void thereIsRoomAgainWhenTheRowsInMemoryHaveLeft() {
        isDiskFull = true;
        addBatch();
        isDiskFull = false;
        assertThat(backlog.hasRoom()).isFalse();

        deliverAll();

        assertThat(backlog.hasRoom()).isTrue();
        assertThat(backlog.info()).isEqualTo(SourceInfo.Spill.NONE);
        addBatch();
        assertThat(backlog.info().rows()).isEqualTo(ROWS);
        deliverAll();
        assertThat(delivered).containsExactlyElementsOf(ids(2 * ROWS));
    }

    @Test
    void aDiskThatIsFullFromTheBeginningLeavesNoFile() throws IOException {
        isDiskFull = true;

        addBatch();

        assertThat(count()).isZero();
        backlog.close();
        assertThat(pool.outstanding()).isZero();
        assertThat(backlog.unwritable()).isNull();
    }

    private void write(RandomAccessFile file, byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, isDiskFull ? length / 2 : length);
        if (isDiskFull) {
            throw new IOException("No space left on device");
        }
    }

    private void addBatch() {
        Batch batch = pool.take();
        for (int row = 0; row < ROWS; row++) {
            batch.longs(0)[row] = next++;
        }
        batch.rows(ROWS);
        backlog.add(batch);
        batch.release();
    }

    private void deliverAll() {
        while (!backlog.isEmpty()) {
            backlog.deliverNext(
                    batch -> LongStream.of(batch.longs(0)).limit(batch.rows()).forEach(delivered::add));
        }
    }

    private static List<Long> ids(int count) {
        return LongStream.range(0, count).boxed().toList();
    }

    private long count() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
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
