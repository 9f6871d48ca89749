package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.Change;
import io.laminar.api.DataType;
import io.laminar.api.EngineOptions;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.spi.SinkConnector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SinkWriterTest {
    private static final Schema SCHEMA = Schema.of(new Field("k", DataType.BIGINT), new Field("v", DataType.BIGINT));
    private static final List<Integer> KEY = List.of(0);

    private final Workers workers = new Workers(EngineOptions.defaults("sink-test"), null);
    private final List<String> written = new ArrayList<>();

    @AfterEach
    void stop() {
        workers.stop();
    }

    /** Writes down what it gets. */
    private final class Recorder implements SinkConnector {
        private final boolean isUpsert;

        Recorder(boolean isUpsert) {
            this.isUpsert = isUpsert;
        }

        @Override
        public boolean supportsChanges() {
            return true;
        }

        @Override
        public boolean isUpsert() {
            return isUpsert;
        }

        @Override
        public void open() {}

        @Override
        public synchronized void write(List<Change<Row>> changes) {
            for (Change<Row> change : changes) {
                written.add(change.kind().symbol() + " " + change.row().get(0) + " "
                        + change.row().get(1));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private SinkWriter writer(boolean isUpsert) {
        SinkWriter writer =
                new SinkWriter("s", "recorder", new Recorder(isUpsert), SCHEMA, RowIdentity.of(KEY), workers);
        writer.start();
        return writer;
    }

    /** Changes of one epoch: key, value, weight. */
    private void epoch(SinkWriter writer, long[]... rows) {
        Batch batch = new Batch(SCHEMA, rows.length);
        for (long[] row : rows) {
            batch.longs(0)[batch.rows()] = row[0];
            batch.longs(1)[batch.rows()] = row[1];
            batch.setWeight(batch.rows(), (int) row[2]);
            batch.rows(batch.rows() + 1);
        }
        workers.whileStanding(() -> writer.onBatch(batch, 0, batch.rows()));
    }

    private List<String> take(SinkWriter writer) throws InterruptedException {
        Marker marker = new Marker();
        writer.onMarker(marker);
        marker.arrive();
        assertThat(marker.await(Duration.ofSeconds(20).toNanos())).isTrue();
        List<String> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    @Test
    void aSinkOfChangesGetsAll() throws InterruptedException {
        SinkWriter writer = writer(false);
        epoch(writer, new long[][] {{1, 10, 1}, {1, 10, -1}, {1, 11, 1}});
        assertThat(take(writer)).containsExactly("+I 1 10", "-U 1 10", "+U 1 11");
        writer.stop();
    }

    @Test
    void anUpsertSinkGetsOneChangeForEachKeyAndEpoch() throws InterruptedException {
        SinkWriter writer = writer(true);
        epoch(writer, new long[][] {{1, 10, 1}, {2, 20, 1}, {1, 10, -1}, {1, 11, 1}, {3, 30, 1}, {3, 30, -1}});
        epoch(writer, new long[][] {{1, 11, -1}, {1, 12, 1}, {1, 12, -1}, {1, 13, 1}, {2, 20, -1}});
        assertThat(take(writer))
                .as("the key that came and went is not told, and epochs are not folded into each other")
                .containsExactly("+I 1 11", "+I 2 20", "+U 1 13", "-D 2 20");
        epoch(writer, new long[][] {{1, 13, -1}, {1, 14, 1}, {1, 14, -1}, {1, 13, 1}});
        assertThat(take(writer)).as("the row is as it was before").isEmpty();
        epoch(writer, new long[][] {{1, 13, -1}, {2, 21, 1}, {1, 15, 1}});
        assertThat(take(writer)).containsExactly("+U 1 15", "+I 2 21");
        writer.stop();
    }

    @Test
    void whatIsFoldedIsWrittenWhenTheSinkStops() {
        SinkWriter writer = writer(true);
        epoch(writer, new long[][] {{1, 10, 1}});
        writer.stop();
        assertThat(written).containsExactly("+I 1 10");
    }

    @Test
    void anUpsertSinkNeedsAKey() {
        assertThatThrownBy(() -> Connectors.requireKeyForUpsert(new Recorder(true), "s", List.of()))
                .isInstanceOf(LaminarException.class)
                .satisfies(thrown ->
                        assertThat(((LaminarException) thrown).code()).isEqualTo(ErrorCode.CHANGELOG_NOT_SUPPORTED))
                .hasMessageContaining("its query has none");
        Connectors.requireKeyForUpsert(new Recorder(true), "s", KEY);
        Connectors.requireKeyForUpsert(new Recorder(false), "s", List.of());
    }
}
