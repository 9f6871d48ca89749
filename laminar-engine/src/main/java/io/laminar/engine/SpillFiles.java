package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.RowCodec;
import io.laminar.metrics.Counter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches in files, first in, first out. Each file is a segment that is deleted when the last of its batches was read, so
 * that disk space follows what waits. One thread at a time.
 */
final class SpillFiles {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.source");
    private static final int SEGMENTS = 8;

    private final Path directory;
    private final String name;
    private final long limitBytes;
    private final RowCodec codec;
    private final Writing writing;
    private final Counter rowsWritten = new Counter();
    private final Counter bytesWritten = new Counter();
    private final Queue<Segment> segments = new ArrayDeque<>();
    private @Nullable Segment tail;
    private volatile long bytes;

    /**
     * @param name start of the files' names
     * @param limitBytes bytes on disk from which {@link #hasRoom()} is false
     */
    SpillFiles(Path directory, String name, Schema schema, long limitBytes) {
        this(directory, name, schema, limitBytes, RandomAccessFile::write);
    }

    SpillFiles(Path directory, String name, Schema schema, long limitBytes, Writing writing) {
        this.writing = writing;
        this.directory = directory;
        this.name = name.replaceAll("[^A-Za-z0-9_-]", "_");
        this.limitBytes = limitBytes;
        this.codec = new RowCodec(schema);
    }

    /** How bytes get into a file, where it stands. A disk may be full amid them. */
    @FunctionalInterface
    interface Writing {
        void write(RandomAccessFile file, byte[] bytes, int offset, int length) throws IOException;
    }

    /** Where a batch lies, and its CRC32C. */
    record Chunk(Segment segment, long position, int length, int rows, long checksum) {}

    /** Whether less is on disk than the limit; any thread. */
    boolean hasRoom() {
        return bytes < limitBytes;
    }

    /** Bytes on disk; any thread. */
    long bytes() {
        return bytes;
    }

    /** Rows written so far; any thread. */
    long rowsWritten() {
        return rowsWritten.get();
    }

    /** Bytes written so far; any thread. */
    long bytesWritten() {
        return bytesWritten.get();
    }

    /**
     * Writes a batch behind the others.
     *
     * @throws IOException when the disk takes only a part of it or nothing; then the files are as they were before
     */
    Chunk write(Batch batch, int from, int to) throws IOException {
        ByteBuffer encoded = codec.encode(batch, from, to);
        Segment segment = tail;
        if (segment == null || segment.size >= limitBytes / SEGMENTS) {
            segment = create();
            segments.add(segment);
            tail = segment;
        }
        Chunk chunk = new Chunk(
                segment, segment.size, encoded.limit(), to - from, checksum(encoded.array(), encoded.limit()));
        try {
            segment.file.seek(segment.size);
            writing.write(segment.file, encoded.array(), encoded.arrayOffset(), encoded.limit());
        } catch (IOException failure) {
            undo(segment, failure);
            throw failure;
        }
        segment.size += encoded.limit();
        segment.unread++;
        addBytes(encoded.limit());
        rowsWritten.add(to - from);
        bytesWritten.add(encoded.limit());
        return chunk;
    }

    private Segment create() throws IOException {
        Files.createDirectories(directory);
        Path file = Files.createTempFile(directory, "laminar-" + name + "-", ".spill");
        try {
            // RandomAccessFile, since a FileChannel is closed when a thread that pushes is interrupted.
            return new Segment(file, new RandomAccessFile(file.toFile(), "rw"));
        } catch (IOException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
    }

    /** Gives back what a part of a batch takes on a disk that is full. */
    private void undo(Segment segment, IOException failure) {
        try {
            if (segment.unread == 0) {
                tail = null;
                segments.remove(segment);
                delete(segment);
            } else {
                segment.file.setLength(segment.size);
            }
        } catch (IOException another) {
            failure.addSuppressed(another);
        }
    }

    /** Reads the oldest batch into an empty one that has room for it. */
    void read(Chunk chunk, Batch out) throws IOException {
        byte[] encoded = new byte[chunk.length()];
        Segment segment = chunk.segment();
        segment.file.seek(chunk.position());
        segment.file.readFully(encoded);
        if (checksum(encoded, encoded.length) != chunk.checksum()) {
            throw new IOException(segment.path + " does not hold what was written to it");
        }
        ByteBuffer rows = ByteBuffer.wrap(encoded);
        for (int i = 0; i < chunk.rows(); i++) {
            codec.decode(rows, out);
        }
        segment.unread--;
        if (segment.unread == 0) {
            if (segment == tail) {
                tail = null;
            }
            segments.remove(segment);
            delete(segment);
        }
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    /** Deletes everything. */
    void close() {
        tail = null;
        for (Segment segment = segments.poll(); segment != null; segment = segments.poll()) {
            delete(segment);
        }
    }

    // One thread at a time writes, others read.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void addBytes(long count) {
        bytes += count;
    }

    /** A file that cannot be deleted is empty at least, and no loss. */
    private void delete(Segment segment) {
        addBytes(-segment.size);
        try (RandomAccessFile file = segment.file) {
            file.setLength(0);
        } catch (IOException failure) {
            LOG.warn("{} cannot be emptied: {}", segment.path, failure.toString());
        }
        try {
            Files.deleteIfExists(segment.path);
        } catch (IOException failure) {
            LOG.warn("{} cannot be deleted, and is not needed any more: {}", segment.path, failure.toString());
        }
    }

    @Override
    public String toString() {
        return "spill of " + name + " in " + directory;
    }

    /** A file of batches. */
    private static final class Segment {
        private final Path path;
        private final RandomAccessFile file;
        private long size;
        private int unread;

        Segment(Path path, RandomAccessFile file) {
            this.path = path;
            this.file = file;
        }
    }
}
