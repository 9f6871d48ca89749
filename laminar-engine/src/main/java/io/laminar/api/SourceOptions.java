package io.laminar.api;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How a source takes rows in when the engine is behind.
 *
 * @param backpressure what happens to a row for which there is no room
 * @param bufferRows rows that may be under way in memory, at least 1
 * @param spillLimitBytes bytes that may lie in files under {@link Backpressure#SPILL}, at least 65,536
 * @param spillDirectory where these files are; each is there only while rows wait in it
 * @param waitStrategy how whoever pushes waits for room
 */
public record SourceOptions(
        Backpressure backpressure,
        int bufferRows,
        long spillLimitBytes,
        Path spillDirectory,
        WaitStrategy waitStrategy) {

    /** Fewest bytes that a spill can be limited to. */
    public static final long MIN_SPILL_BYTES = 65_536;

    public SourceOptions {
        Objects.requireNonNull(backpressure, "backpressure");
        Objects.requireNonNull(spillDirectory, "spillDirectory");
        Objects.requireNonNull(waitStrategy, "waitStrategy");
        if (bufferRows < 1) {
            throw new LaminarException(ErrorCode.INVALID_SETTING, "bufferRows must be at least 1 but is " + bufferRows);
        }
        if (spillLimitBytes < MIN_SPILL_BYTES) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING,
                    "spillLimitBytes must be at least " + MIN_SPILL_BYTES + " but is " + spillLimitBytes);
        }
    }

    /** Pausing, 65,536 rows, 64 MB of files in the directory for temporary ones, sleeping. */
    public static SourceOptions defaults() {
        return new SourceOptions(
                Backpressure.PAUSE,
                65_536,
                64L << 20,
                Path.of(System.getProperty("java.io.tmpdir")),
                WaitStrategy.PARK);
    }

    public SourceOptions withBackpressure(Backpressure other) {
        return new SourceOptions(other, bufferRows, spillLimitBytes, spillDirectory, waitStrategy);
    }

    public SourceOptions withBufferRows(int rows) {
        return new SourceOptions(backpressure, rows, spillLimitBytes, spillDirectory, waitStrategy);
    }

    public SourceOptions withSpillLimitBytes(long bytes) {
        return new SourceOptions(backpressure, bufferRows, bytes, spillDirectory, waitStrategy);
    }

    public SourceOptions withSpillDirectory(Path directory) {
        return new SourceOptions(backpressure, bufferRows, spillLimitBytes, directory, waitStrategy);
    }

    public SourceOptions withWaitStrategy(WaitStrategy strategy) {
        return new SourceOptions(backpressure, bufferRows, spillLimitBytes, spillDirectory, strategy);
    }
}
