package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.CompilerMode;
import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.api.SourceOptions;
import io.laminar.bridge.BatchReceiver;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.Watermark;
import io.laminar.codegen.PipelineFactory;
import io.laminar.data.Batch;
import io.laminar.spi.BadRecordHandler;
import io.laminar.spi.RowWriter;
import io.laminar.spi.SourceConnector;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @Test
    void watermarksOfTheConnectorComeBehindTheRowsBeforeThem() {
        CatalogObject.Source definition = new CatalogObject.Source(
                "s",
                "",
                SCHEMA,
                Watermark.of(0, Watermark.Kind.FROM_SOURCE),
                null,
                null,
                CatalogObject.OnError.FAIL,
                null,
                Map.of());
        Region region = new Region(new Worker("unstarted"), 0);
        SourceInstance instance = new SourceInstance(
                definition,
                SourceOptions.defaults(),
                new SourceSettings(
                        8, InstantSource.system(), new PipelineFactory(CompilerMode.INTERPRETED), new Alignments()),
                region);
        List<String> seen = new ArrayList<>();
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

        new SourceReader("s", new Told(), instance.channel(), (record, error) -> {}).run();
        region.bridge().drain(100);

        assertThat(seen)
                .containsExactly("row 10", "row 11", "watermark 7", "row 12", "watermark " + Long.MAX_VALUE, "end");
    }
}
