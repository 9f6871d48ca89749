package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SourceOptions;
import io.laminar.bridge.BatchReceiver;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.data.Batch;
import io.laminar.expr.function.StatementEpoch;
import io.laminar.format.BatchRowWriter;
import io.laminar.metrics.Counter;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import io.laminar.spi.SourceConnector;
import io.laminar.state.MaterializedTable;
import io.laminar.time.Watermarks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers a SELECT from what is known now: a query like any other, over inputs that end. Tables and views give what they hold at
 * one moment, bounded sources are read to their end. Runs on the caller's thread.
 */
final class BoundedQuery {
    private final Topology topology;
    private final Connectors connectors;
    private final Catalog catalog;
    private final int batchRows;
    private long epoch;

    BoundedQuery(Topology topology, Connectors connectors, Catalog catalog, int batchRows) {
        this.topology = topology;
        this.connectors = connectors;
        this.catalog = catalog;
        this.batchRows = batchRows;
    }

    RowsResult run(CompiledQuery compiled, QueryPlan plan) {
        StreamingQuery query = new StreamingQuery("select", compiled, error -> {});
        Collector collector = new Collector(plan.root());
        compiled.output().hub().attach(collector);
        Map<String, List<Batch>> snapshots = snapshots(query);
        return StatementEpoch.during(epoch, () -> {
            feedAll(query, snapshots);
            return new RowsResult(compiled.output().hub().schema(), collector.rows(batchRows), epoch);
        });
    }

    private void feedAll(StreamingQuery query, Map<String, List<Batch>> snapshots) {
        query.start(false);
        for (StreamingQuery.Input input : query.inputs()) {
            if (input.leaf().relation() != null) {
                feed(input, snapshots);
                throwErrorOf(query);
            }
        }
        throwErrorOf(query);
    }

    private static void throwErrorOf(StreamingQuery query) {
        LaminarException error = query.error();
        if (error != null) {
            throw error.getCause() instanceof LaminarException cause ? cause : error;
        }
    }

    /** What the tables and views hold, all at one moment. */
    private Map<String, List<Batch>> snapshots(StreamingQuery query) {
        return topology.whileStanding(() -> {
            epoch = topology.workers().epochs().last();
            Map<String, List<Batch>> found = new HashMap<>();
            for (StreamingQuery.Input input : query.inputs()) {
                String relation = input.leaf().relation();
                if (relation != null) {
                    topology.query(relation).ifPresent(upstream -> {
                        if (upstream.view() != null) {
                            found.put(key(relation), upstream.view().snapshot(batchRows));
                        } else if (upstream.history() != null) {
                            found.put(key(relation), upstream.history().snapshot(batchRows));
                        }
                    });
                }
            }
            return found;
        });
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private void feed(StreamingQuery.Input input, Map<String, List<Batch>> snapshots) {
        String relation = java.util.Objects.requireNonNull(input.leaf().relation());
        List<Batch> snapshot = snapshots.get(key(relation));
        if (snapshot != null) {
            for (Batch batch : snapshot) {
                input.onBatch(batch, 0, batch.rows());
            }
            input.onWatermark(Watermarks.END);
            input.onEnd();
        } else if (catalog.relation(relation) instanceof CatalogObject.Source source && source.connector() != null) {
            read(source, input);
        } else {
            throw notSelectable(catalog.relation(relation));
        }
    }

    private void read(CatalogObject.Source source, BatchReceiver input) {
        try (SourceConnector connector = connectors.openSource(source)) {
            if (!connector.isBounded()) {
                throw notSelectable(source);
            }
            Region alone = new Region(new Worker("laminar-select"), 0);
            SourceInstance instance = new SourceInstance(
                    source,
                    SourceOptions.defaults(),
                    connector.isPartitioned(),
                    topology.sourceSettings(),
                    alone,
                    new RelationHub(source.schema()));
            instance.hub().attach(input);
            instance.leave(); // what is read at once waits for nobody
            connector.open();
            DeadLetters badRecords = new DeadLetters(source, new Counter(), record -> {});
            int rows = 0;
            while (rows != SourceConnector.END) {
                Batch batch = instance.channel().pool().take();
                rows = connector.poll(batchRows, new BatchRowWriter(batch), badRecords);
                if (SourceReader.notePartition(connector, batch) || batch.rows() > 0) {
                    instance.channel().stamp(batch, 0);
                    instance.onBatch(batch, 0, batch.rows());
                }
                batch.release();
            }
            instance.onEnd();
        } catch (IOException failure) {
            throw new LaminarException(
                    ErrorCode.CONNECTOR_FAILED,
                    "source " + source.name() + " cannot be read: " + failure.getMessage(),
                    failure);
        }
    }

    private static LaminarException notSelectable(CatalogObject.Relation relation) {
        return new LaminarException(
                ErrorCode.NOT_SELECTABLE,
                relation.name()
                        + " keeps no rows, so there is nothing to select from; create a materialized view over it"
                        + " and select from that, give a stream WITH ('retain-history' = ...), or append EMIT CHANGES to see what comes from now"
                        + " on");
    }

    /** Keeps what comes out; folds it when rows may go again. */
    private static final class Collector implements BatchReceiver {
        private final List<Batch> batches = new ArrayList<>();
        private final @Nullable MaterializedTable folded;

        Collector(PlanNode root) {
            folded = root.changes() == ChangelogKind.CHANGES
                    ? new MaterializedTable(root.schema(), List.of(), OperatorFactory.seed())
                    : null;
        }

        List<Batch> rows(int batchRows) {
            return folded == null ? batches : folded.snapshot(batchRows);
        }

        @Override
        public void onBatch(Batch batch, int from, int to) {
            if (from == to) {
                return; // a reader may hand over a batch without rows
            }
            if (folded != null) {
                folded.apply(batch, from, to);
                return;
            }
            Batch copy = new Batch(batch.schema(), to - from);
            for (int row = from; row < to; row++) {
                copy.appendRow(batch, row);
            }
            batches.add(copy);
        }

        @Override
        public void onWatermark(long watermark) {}

        @Override
        public void onEnd() {}
    }
}
