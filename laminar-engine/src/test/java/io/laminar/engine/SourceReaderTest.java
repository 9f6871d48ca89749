package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.CompilerMode;
import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.api.SourceInfo;
import io.laminar.api.SourceOptions;
import io.laminar.bridge.BatchReceiver;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.Watermark;
import io.laminar.codegen.PipelineFactory;
import io.laminar.data.Batch;
import io.laminar.spi.BadRecordHandler;
import io.laminar.spi.RowWriter;
import io.laminar.spi.SourceConnector;
import io.laminar.testing.FakeClock;
import io.laminar.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SourceReaderTest {
    private static final Schema SCHEMA = new Schema(List.of(new Field("ts", DataType.TIMESTAMP)), 0);

    /** Three polls of one row each; the first says nothing of a watermark, the third what the second said. */
    private static final class Told implements SourceConnector {
        private int polls;

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
            return false;
        }

        @Override
        public boolean givesWatermarks() {
            return true;
        }

        @Override
        public long watermark() {
            return polls == 1 ? Long.MIN_VALUE : 7;
        }

        @Override
        public void open() {}

        @Override
        public int poll(int maxRows, RowWriter writer, BadRecordHandler onError) {
            if (polls == 3) {
                return END;
            }
            writer.setLong(0, 10 + polls++);
            writer.endRow();
            return 1;
        }

        @Override
        public void close() {}
    }

    /** Reads what it is told to: the partition of each poll, and the time of its row or that it is at its end. */
    private static final class Partitioned implements SourceConnector {
        private final int[][] polls;
        private final Runnable between;
        private int poll = -1;

        Partitioned(Runnable between, int[]... polls) {
            this.polls = polls;
            this.between = between;
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
            return false;
        }

        @Override
        public boolean isPartitioned() {
            return true;
        }

        @Override
        public int partitions() {
            return 2;
        }

        @Override
        public int partition() {
            return polls[Math.min(poll, polls.length - 1)][0];
        }

        @Override
        public boolean isAtEndOfPartition() {
            return polls[Math.min(poll, polls.length - 1)].length == 1;
        }

        @Override
        public void open() {}

        @Override
        public int poll(int maxRows, RowWriter writer, BadRecordHandler onError) {
            between.run();
            if (++poll >= polls.length) {
                return END;
            }
            if (polls[poll].length == 1) {
                return 0;
            }
            writer.setLong(0, polls[poll][1]);
            writer.endRow();
            return 1;
        }

        @Override
        public void close() {}
    }

    private final FakeClock clock = new FakeClock();
    private final List<String> seen = new ArrayList<>();

    @Test
    void watermarksOfTheConnectorComeBehindTheRowsBeforeThem() {
        read(new Told(), Watermark.of(0, Watermark.Kind.FROM_SOURCE), Map.of(), instance -> {});

        assertThat(seen)
                .containsExactly("row 10", "row 11", "watermark 7", "row 12", "watermark " + Long.MAX_VALUE, "end");
    }

    @Test
    void thePartitionFurthestBehindMakesTheWatermarkUntilItIsAtItsEnd() {
        SourceInstance instance = read(
                new Partitioned(() -> {}, new int[][] {{0, 10}, {0, 30}, {1, 5}, {1, 20}, {1}, {0, 40}}),
                Watermark.of(0, Watermark.Kind.BOUNDED),
                Map.of(),
                ignored -> {});

        assertThat(seen)
                .containsExactly(
                        "row 10",
                        "row 30",
                        "row 5",
                        "watermark 5",
                        "row 20",
                        "watermark 20",
                        "watermark 30",
                        "row 40",
                        "watermark 40",
                        "watermark " + Long.MAX_VALUE,
                        "end");
        assertThat(instance.eventTime().partitions())
                .containsExactly(
                        new SourceInfo.Partition(0, Watermarks.toInstant(40), false, false),
                        new SourceInfo.Partition(1, Watermarks.toInstant(20), false, true));
    }

    @Test
    void aPartitionThatIsIdleHoldsNothingUp() {
        List<SourceInstance> instances = new ArrayList<>();
        read(
                new Partitioned(
                        () -> {
                            clock.set(clock.instant().plusSeconds(10));
                            instances.forEach(instance -> {
                                instance.region().bridge().drain(100);
                                instance.onClock();
                            });
                        },
                        new int[][] {{0, 10}, {0, 30}, {0, 35}, {1, 20}, {0, 40}, {0, 50}}),
                Watermark.of(0, Watermark.Kind.BOUNDED),
                Map.of("idle.timeout", "15s"),
                instances::add);

        // Partition 1 gives nothing for 15 s from the start, and again after 20.
        assertThat(seen)
                .containsExactly(
                        "row 10",
                        "row 30",
                        "row 35",
                        "watermark 35",
                        "row 20",
                        "row 40",
                        "row 50",
                        "watermark 50",
                        "watermark " + Long.MAX_VALUE,
                        "end");
    }

    private SourceInstance read(
            SourceConnector connector,
            Watermark watermark,
            Map<String, String> options,
            Consumer<SourceInstance> before) {
        CatalogObject.Source definition = new CatalogObject.Source(
                "s", "", SCHEMA, watermark, null, null, CatalogObject.OnError.FAIL, null, options);
        Region region = new Region(new Worker("unstarted"), 0);
        SourceInstance instance = new SourceInstance(
                definition,
                SourceOptions.defaults(),
                connector.isPartitioned(),
                new SourceSettings(8, clock, new PipelineFactory(CompilerMode.INTERPRETED), new Alignments()),
                region,
                new RelationHub(SCHEMA));
        instance.hub().attach(new BatchReceiver() {
            @Override
            public void onBatch(Batch batch, int from, int to) {
                seen.add("row " + batch.longs(0)[from]);
            }

            @Override
            public void onWatermark(long watermark) {
                seen.add("watermark " + watermark);
            }

            @Override
            public void onEnd() {
                seen.add("end");
            }
        });

        before.accept(instance);
        new SourceReader("s", connector, instance.channel(), (record, error) -> {}).run();
        region.bridge().drain(100);
        return instance;
    }
}
