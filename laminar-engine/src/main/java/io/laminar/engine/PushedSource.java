package io.laminar.engine;

import io.laminar.api.BatchWriter;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Source;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.Watermark;
import io.laminar.data.arrow.ArrowRows;
import io.laminar.data.binding.RowBlock;
import io.laminar.data.binding.RowEncoder;
import io.laminar.time.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The way in for rows of one Java type. */
class PushedSource<T> implements Source<T> {
    private final CatalogObject.Source definition;
    private final Topology topology;
    private final SourceInstance instance;
    private final RowEncoder<T> encoder;

    PushedSource(CatalogObject.Source definition, Topology topology, SourceInstance instance, RowEncoder<T> encoder) {
        this.definition = definition;
        this.topology = topology;
        this.instance = instance;
        this.encoder = encoder;
    }

    final SourceChannel channel() {
        return instance.latest().channel();
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public Schema schema() {
        return definition.schema();
    }

    @Override
    public void push(T row) {
        channel().append(encoder, row);
    }

    @Override
    public void pushBatch(Iterable<? extends T> rows) {
        channel().appendAll(encoder, rows);
    }

    @Override
    public void pushArrow(AutoCloseable vectorSchemaRoot) {
        RowBlock rows;
        try {
            rows = ArrowRows.of(vectorSchemaRoot, schema());
        } catch (NoClassDefFoundError missing) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "Apache Arrow is not on the class path; add org.apache.arrow:arrow-vector and an allocator such as"
                            + " org.apache.arrow:arrow-memory-unsafe",
                    missing);
        }
        channel().append(rows);
    }

    @Override
    public BatchWriter batchWriter() {
        return new PushedColumns(channel());
    }

    @Override
    public void watermark(Instant watermark) {
        if (definition.schema().timeColumn() == Schema.NO_TIME) {
            throw new LaminarException(
                    ErrorCode.NO_EVENT_TIME,
                    "source " + name() + " has no event time; declare WATERMARK FOR a column of it");
        }
        Watermark rule = definition.watermark();
        if (rule != null && rule.kind() == Watermark.Kind.PROCESSING_TIME) {
            throw new LaminarException(
                    ErrorCode.INVALID_WATERMARK,
                    "the watermark of source " + name() + " is PROCTIME(), which follows the clock alone");
        }
        channel().watermark(Watermarks.fromInstant(watermark));
    }

    @Override
    public void end() {
        channel().end();
    }

    @Override
    public boolean awaitIdle(Duration timeout) {
        topology.workers().requireOtherThread("wait until the source is idle");
        return topology.progress().awaitMarkers(List.of(instance), timeout);
    }
}
