package io.laminar.connector.file;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.spi.BadRecordHandler;
import io.laminar.spi.Format;
import io.laminar.spi.RowWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Reads a set of files record by record, one file after the other. When followed, every file stays open and is looked
 * at again and again, and so is the set.
 */
final class SourceReader implements AutoCloseable {
    /** How often the file system is asked for changes. */
    private static final long LOOK_NANOS = 50_000_000;

    private final FileSet files;
    private final boolean isFollowed;
    private final Format format;
    private final Schema schema;
    private final LongSupplier nanoTime;
    private final Set<SourceFile> known = new HashSet<>();
    private final List<SourceFile> waiting = new ArrayList<>();
    private final List<OpenFile> open = new ArrayList<>();
    private int current;
    private boolean wasIdle;
    private long idleSince;

    SourceReader(FileSet files, boolean isFollowed, Format format, Schema schema, LongSupplier nanoTime) {
        this.files = files;
        this.isFollowed = isFollowed;
        this.format = format;
        this.schema = schema;
        this.nanoTime = nanoTime;
    }

    /** Finds the files, and opens the first, so that what is wrong with them is known. */
    void open() {
        lookForFiles();
        openNext();
    }

    /**
     * Reads one record.
     *
     * @return what it came to
     */
    Outcome read(RowWriter writer, BadRecordHandler onError) throws IOException {
        if (wasIdle && nanoTime.getAsLong() - idleSince < LOOK_NANOS) {
            return Outcome.NOTHING;
        }
        wasIdle = false;
        while (current < open.size()) {
            OpenFile file = open.get(current);
            try {
                if (file.read(writer)) {
                    return Outcome.ROW;
                }
            } catch (LaminarException e) {
                if (e.code() != ErrorCode.MALFORMED_RECORD && e.code() != ErrorCode.NULL_NOT_ALLOWED) {
                    throw e;
                }
                onError.onBadRecord(file.lastRecord(), e);
                return Outcome.BAD_RECORD;
            }
            passFile(file);
        }
        return isFollowed ? lookAgain() : Outcome.END;
    }

    private void passFile(OpenFile file) throws IOException {
        if (isFollowed) {
            file.checkNotTruncated();
            current++;
        } else {
            file.close();
            open.remove(current);
        }
        if (current == open.size()) {
            openNext();
        }
    }

    private Outcome lookAgain() throws IOException {
        current = 0;
        wasIdle = true;
        idleSince = nanoTime.getAsLong();
        int openFiles = open.size();
        lookForFiles();
        openNext();
        wasIdle = open.size() == openFiles;
        return Outcome.NOTHING;
    }

    private void lookForFiles() {
        for (SourceFile file : files.list()) {
            if (known.add(file)) {
                waiting.add(file);
            }
        }
    }

    private void openNext() {
        if (!waiting.isEmpty()) {
            SourceFile file = waiting.remove(0);
            open.add(new OpenFile(file, isFollowed && file.canGrow(), format, schema));
        }
    }

    @Override
    public void close() throws IOException {
        for (OpenFile file : open) {
            file.close();
        }
        open.clear();
        waiting.clear();
    }

    /** What reading a record came to. */
    enum Outcome {
        ROW,
        BAD_RECORD,
        /** No record at the moment. */
        NOTHING,
        /** No record any more. */
        END
    }
}
