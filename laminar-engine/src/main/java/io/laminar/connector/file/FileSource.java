package io.laminar.connector.file;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.spi.BadRecordHandler;
import io.laminar.spi.RowWriter;
import io.laminar.spi.SourceConnector;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads files, as fast as it is asked or at the pace of the rows' own time. Never waits. */
final class FileSource implements SourceConnector {
    private final SourceReader reader;
    private final boolean isFollowed;
    private final @Nullable Pacer pacer;

    /** @param pacer null for rows as fast as possible */
    FileSource(SourceReader reader, boolean isFollowed, @Nullable Pacer pacer) {
        this.reader = reader;
        this.isFollowed = isFollowed;
        this.pacer = pacer;
    }

    @Override
    public boolean isBounded() {
        return !isFollowed;
    }

    @Override
    public boolean isPaced() {
        return pacer != null;
    }

    @Override
    public boolean isReplayable() {
        return true;
    }

    @Override
    public void open() {
        reader.open();
    }

    @Override
    public int poll(int maxRows, RowWriter writer, BadRecordHandler onError) throws IOException {
        int rows = 0;
        // Bad records count too, so that a file full of them does not keep the caller waiting.
        for (int records = 0; records < maxRows; records++) {
            SourceReader.Outcome outcome = pacer == null || !pacer.isHolding()
                    ? reader.read(pacer == null ? writer : pacer.writer(), onError)
                    : SourceReader.Outcome.ROW;
            switch (outcome) {
                case ROW -> {
                    if (pacer != null) {
                        if (!pacer.isDue()) {
                            return rows;
                        }
                        pacer.release(writer);
                    }
                    rows++;
                }
                case NOTHING -> {
                    return rows;
                }
                case END -> {
                    return rows > 0 ? rows : END;
                }
                case BAD_RECORD -> {}
            }
        }
        return rows;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new LaminarException(ErrorCode.CONNECTOR_FAILED, "a file could not be closed: " + e.getMessage(), e);
        }
    }
}
