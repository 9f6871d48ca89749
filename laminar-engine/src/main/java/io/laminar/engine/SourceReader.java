package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.data.Batch;
import io.laminar.data.SourcePartition;
import io.laminar.format.BatchRowWriter;
import io.laminar.spi.BadRecordHandler;
import io.laminar.spi.SourceConnector;
import io.laminar.time.Watermarks;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a connector into the channel of its source, on a thread of its own ({@code laminar-io-<source>}) or, for tables that
 * are loaded before anything else goes on, on the caller's.
 */
final class SourceReader implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.source");
    private static final long IDLE_NANOS = 2_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SourceConnector connector;
    private final SourceChannel channel;
    private final BadRecordHandler badRecords;
    private final Thread thread;
    private volatile boolean isStarted;
    private volatile boolean isStopped;
    private volatile boolean isPaused;
    private volatile boolean isDone;

    SourceReader(String name, SourceConnector connector, SourceChannel channel, BadRecordHandler badRecords) {
        this.connector = connector;
        this.channel = channel;
        this.badRecords = badRecords;
        this.thread = new Thread(this, "laminar-io-" + name);
        thread.setDaemon(true);
    }

    boolean isStarted() {
        return isStarted;
    }

    boolean isBounded() {
        return connector.isBounded();
    }

    /** Whether it will be through with everything without anybody waiting for the clock or for others. */
    boolean isFinite() {
        return connector.isBounded() && !connector.isPaced();
    }

    boolean isReplayable() {
        return connector.isReplayable();
    }

    /** Whether everything was read. */
    boolean isDone() {
        return isDone;
    }

    boolean isPaused() {
        return isPaused;
    }

    /** Reads nothing more, or goes on. What is being read at the moment still comes. */
    void pause(boolean paused) {
        isPaused = paused;
    }

    void start() {
        isStarted = true;
        thread.start();
    }

    /** Stops reading, without an end of input, and waits for the thread. */
    void stop() {
        isStopped = true;
        if (isStarted && Thread.currentThread() != thread) {
            thread.interrupt();
            Threads.join(thread, PATIENCE);
        }
    }

    /** Reads to the end, or until stopped. */
    @Override
    public void run() {
        isStarted = true;
        try (connector) {
            connector.open();
            readAll();
            if (!isStopped) {
                channel.end();
            }
        } catch (LaminarException error) {
            fail(error);
        } catch (IOException | RuntimeException error) {
            fail(new LaminarException(ErrorCode.CONNECTOR_FAILED, "reading failed: " + error.getMessage(), error));
        } finally {
            isDone = true;
        }
    }

    private void fail(LaminarException error) {
        if (!isStopped) {
            LOG.error("{}: {}", thread.getName(), error.getMessage());
            channel.fail(error);
        }
    }

    private void readAll() throws IOException {
        int rows = 0;
        long watermark = Watermarks.NONE;
        while (rows != SourceConnector.END && !isStopped) {
            if (isPaused || channel.isHeld()) {
                LockSupport.parkNanos(this, IDLE_NANOS);
                continue;
            }
            Batch batch = channel.pool().take();
            try {
                rows = connector.poll(batch.capacity(), new BatchRowWriter(batch), badRecords);
                if (notePartition(connector, batch) || batch.rows() > 0) {
                    channel.appendFromConnector(batch);
                }
                long known = connector.watermark();
                if (known > watermark) {
                    watermark = known;
                    channel.watermark(known);
                }
            } finally {
                batch.release();
            }
            if (rows == 0) {
                LockSupport.parkNanos(this, IDLE_NANOS);
            }
        }
    }

    /** Writes to a batch where its rows, if it has any, come from; tells whether nothing more comes from there. */
    static boolean notePartition(SourceConnector connector, Batch batch) {
        if (!connector.isPartitioned()) {
            return false;
        }
        boolean isAtEnd = connector.isAtEndOfPartition();
        batch.partition(new SourcePartition(connector.partition(), connector.partitions(), isAtEnd));
        return isAtEnd;
    }
}
