package io.laminar.engine;

import io.laminar.api.EngineOptions;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.IngestOptions;
import io.laminar.engine.SourceRuntime.Feed;
import io.laminar.spi.SourceConnector;

/** Makes instances of sources, and readers for those that have a connector. */
final class Feeds {
    private final EngineOptions options;
    private final Connectors connectors;
    private final SourceSettings settings;
    private final Topology topology;

    Feeds(EngineOptions options, Connectors connectors, SourceSettings settings, Topology topology) {
        this.options = options;
        this.connectors = connectors;
        this.settings = settings;
        this.topology = topology;
    }

    /** An instance that hands its rows on to a hub, in a region that does not know it yet. */
    Feed of(SourceRuntime runtime, Region region, RelationHub hub) {
        CatalogObject.Source definition = runtime.definition();
        SourceConnector connector = definition.connector() == null ? null : connectors.openSource(definition);
        SourceInstance instance = new SourceInstance(
                definition,
                IngestOptions.of(definition, options.sources()),
                connector != null && connector.isPartitioned(),
                settings,
                region,
                hub);
        SourceReader reader = null;
        if (connector != null) {
            reader = new SourceReader(
                    definition.name(),
                    connector,
                    instance.channel(),
                    new DeadLetters(
                            definition,
                            runtime.badRecords(),
                            record -> instance.channel().sendAside(deadLetterHub(definition), record)));
        }
        return new Feed(instance, reader);
    }

    private RelationHub deadLetterHub(CatalogObject.Source definition) {
        return topology.sideOutput(String.valueOf(definition.deadLetterTo())).orElseThrow();
    }
}
