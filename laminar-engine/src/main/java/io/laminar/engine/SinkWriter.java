package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.api.SinkInfo;
import io.laminar.bridge.Marker;
import io.laminar.data.binding.RowDecoder;
import io.laminar.metrics.Counter;
import io.laminar.spi.SinkConnector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the changes of a relation to a sink connector on a thread of its own, {@code laminar-sink-<name>}, so that no worker waits
 * for I/O. While too many changes wait, the sources behind do. A connector that fails ends the sink, visibly.
 */
final class SinkWriter extends ChangeSubscriber<Row> implements PressureGauge, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.sink");
    private static final int CAPACITY = 16_384;
    private static final int WRITE_AT_ONCE = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Object END_OF_EPOCH = new Object();

    private final String name;
    private final String connectorName;
    private final SinkConnector connector;
    private final BlockingQueue<Object> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private final Counter rows = new Counter();
    private final Counter errors = new Counter();
    private final Workers workers;
    /** Of the epoch whose end has not come yet; null when all changes are written. */
    private final @Nullable UpsertFold fold;

    private long acceptedEpoch;
    private long foldedEpoch;
    private volatile boolean isStopped;

    SinkWriter(
            String name,
            String connectorName,
            SinkConnector connector,
            Schema schema,
            RowIdentity identity,
            Workers workers) {
        super(name, schema, identity, RowDecoder.of(Row.class, schema), workers.epochs(), subscriber -> {});
        this.workers = workers;
        this.fold = connector.isUpsert() ? new UpsertFold(identity.key()) : null;
        this.name = name;
        this.connectorName = connectorName;
        this.connector = connector;
        this.thread = new Thread(this, "laminar-sink-" + name);
        thread.setDaemon(true);
    }

    void start() {
        try {
            connector.open();
        } catch (IOException failure) {
            throw new LaminarException(
                    ErrorCode.CONNECTOR_FAILED, "sink " + name + " cannot be opened: " + failure.getMessage(), failure);
        }
        thread.start();
    }

    SinkInfo info() {
        return new SinkInfo(name, connectorName, rows.get(), errors.get());
    }

    @Override
    public boolean isUnderPressure() {
        return waiting.size() > CAPACITY && error().isEmpty();
    }

    @Override
    void accept(Change<Row> change) {
        if (error().isEmpty()) {
            waiting.add(change);
            if (fold != null && change.epoch() != acceptedEpoch) {
                acceptedEpoch = change.epoch();
                workers.atEndOfRound(() -> waiting.add(END_OF_EPOCH));
            }
        }
    }

    @Override
    public void onMarker(Marker marker) {
        if (error().isEmpty()) {
            marker.depart();
            waiting.add(marker);
        }
    }

    @Override
    void wakeUp() {}

    @Override
    public void run() {
        List<Object> taken = new ArrayList<>(WRITE_AT_ONCE);
        try (connector) {
            while (!isStopped || !waiting.isEmpty()) {
                Object first = waiting.poll(20, TimeUnit.MILLISECONDS);
                if (first != null) {
                    taken.add(first);
                    waiting.drainTo(taken, WRITE_AT_ONCE - 1);
                    write(taken);
                    taken.clear();
                } else {
                    writeFolded();
                }
            }
            writeFolded();
        } catch (IOException | RuntimeException failure) {
            errors.add(1);
            LOG.error("sink {} failed and takes no more rows", name, failure);
            fail(new LaminarException(
                    ErrorCode.CONNECTOR_FAILED, "sink " + name + " failed: " + failure.getMessage(), failure));
            release(taken);
            release(waiting);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<Object> taken) throws IOException {
        List<Change<Row>> changes = new ArrayList<>(taken.size());
        for (Object next : taken) {
            if (next instanceof Change<?> change && change.row() instanceof Row row) {
                take(new Change<>(change.kind(), row, change.weight(), change.eventTime(), change.epoch()), changes);
            } else if (fold != null) {
                changes.addAll(fold.drain());
            }
        }
        if (!changes.isEmpty()) {
            connector.write(changes);
            rows.add(changes.size());
        }
        if (waiting.isEmpty() || changes.size() < taken.size()) {
            connector.flush();
        }
        release(taken);
    }

    private void take(Change<Row> change, List<Change<Row>> changes) {
        if (fold == null) {
            changes.add(change);
            return;
        }
        if (change.epoch() != foldedEpoch) {
            foldedEpoch = change.epoch();
            changes.addAll(fold.drain());
        }
        fold.add(change);
    }

    /** Writes what was folded of an epoch whose end nobody tells. */
    private void writeFolded() throws IOException {
        if (fold != null && !fold.isEmpty()) {
            List<Change<Row>> changes = fold.drain();
            if (!changes.isEmpty()) {
                connector.write(changes);
                connector.flush();
                rows.add(changes.size());
            }
        }
    }

    /** Tells whoever waits for a marker that it got through. */
    private static void release(Iterable<Object> messages) {
        for (Object message : messages) {
            if (message instanceof Marker marker) {
                marker.arrive();
            }
        }
    }

    /** Writes what waits, closes the connector and ends the thread. */
    void stop() {
        isStopped = true;
        Threads.join(thread, PATIENCE);
    }
}
