package io.laminar.connector.file;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.spi.BadRecordHandler;
import io.laminar.spi.Format;
import io.laminar.spi.RowWriter;
import io.laminar.spi.SourceConnector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads files side by side, each of them a partition: always the one that is furthest behind in event time, so that little has to be
 * kept until the others have come as far.
 */
final class PartitionedFileSource implements SourceConnector {
    private static final int MOST_FILES = 1_000;
    /** So many of one file in turn, whatever is asked for at once, so that their order does not depend on that. */
    private static final int RECORDS_IN_TURN = 1024;

    private final FileSet files;
    private final Format format;
    private final Schema schema;
    private final HeldRow held;
    private final List<@Nullable OpenFile> open = new ArrayList<>();
    private long[] reached = {};
    private int current = -1;
    private int recordsLeft;

    PartitionedFileSource(FileSet files, Format format, Schema schema) {
        this.files = files;
        this.format = format;
        this.schema = schema;
        this.held = new HeldRow(schema);
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public boolean isPaced() {
        return false;
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    @Override
    public boolean isPartitioned() {
        return true;
    }

    @Override
    public int partitions() {
        return open.size();
    }

    @Override
    public int partition() {
        return current;
    }

    @Override
    public boolean isAtEndOfPartition() {
        return open.get(current) == null;
    }

    @Override
    public void open() {
        List<SourceFile> found = files.list();
        if (found.size() > MOST_FILES) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "option 'file.partitions' keeps all files open, and there are " + found.size()
                            + "; give it a path to at most " + MOST_FILES + ", or have them read one after the other");
        }
        for (SourceFile file : found) {
            open.add(new OpenFile(file, false, format, schema));
        }
        reached = new long[open.size()];
        java.util.Arrays.fill(reached, Long.MIN_VALUE);
    }

    @Override
    public int poll(int maxRows, RowWriter writer, BadRecordHandler onError) throws IOException {
        if (recordsLeft == 0 && !chooseFile()) {
            return END;
        }
        OpenFile file = java.util.Objects.requireNonNull(open.get(current));
        int rows = 0;
        // Bad records count too, so that a file full of them does not keep the caller waiting.
        for (int records = 0; records < maxRows && recordsLeft > 0; records++) {
            recordsLeft--;
            try {
                if (!file.read(held.writer())) {
                    file.close();
                    open.set(current, null);
                    recordsLeft = 0;
                    return rows;
                }
                reached[current] = Math.max(reached[current], held.time());
                held.release(writer);
                rows++;
            } catch (LaminarException e) {
                if (e.code() != ErrorCode.MALFORMED_RECORD && e.code() != ErrorCode.NULL_NOT_ALLOWED) {
                    throw e;
                }
                onError.onBadRecord(file.lastRecord(), e);
            }
        }
        return rows;
    }

    private boolean chooseFile() {
        int chosen = furthestBehind();
        if (chosen >= 0) {
            current = chosen;
            recordsLeft = RECORDS_IN_TURN;
        }
        return chosen >= 0;
    }

    /** The file that is not at its end and whose highest time is the lowest; of several, the first after the last one read. */
    private int furthestBehind() {
        int found = -1;
        for (int i = 1; i <= open.size(); i++) {
            int candidate = (current + i) % open.size();
            if (open.get(candidate) != null && (found < 0 || reached[candidate] < reached[found])) {
                found = candidate;
            }
        }
        return found;
    }

    @Override
    public void close() {
        for (OpenFile file : open) {
            if (file != null) {
                try {
                    file.close();
                } catch (IOException e) {
                    throw new LaminarException(
                            ErrorCode.CONNECTOR_FAILED, "a file could not be closed: " + e.getMessage(), e);
                }
            }
        }
        open.clear();
    }
}
