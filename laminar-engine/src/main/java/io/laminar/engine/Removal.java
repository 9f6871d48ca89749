package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Takes objects out of the engine and the catalog, those that read others first. */
final class Removal {
    private static final Duration SINK_PATIENCE = Duration.ofSeconds(10);

    private final Topology topology;
    private final Readers readers;

    Removal(Topology topology, Readers readers) {
        this.topology = topology;
        this.readers = readers;
    }

    /**
     * Drops an object, and with CASCADE all that read it; gives what is left in the catalog.
     *
     * @throws LaminarException with {@code OBJECT_IN_USE} when others read it, or with {@code WRONG_OBJECT_KIND} when it goes
     *     with another
     */
    Catalog drop(CatalogObject object, Statement.Drop drop, Catalog catalog) {
        if (object instanceof CatalogObject.SideOutput side) {
            throw goesWith(side, drop);
        }
        List<CatalogObject> behind = readers.behind(object, catalog);
        if (!behind.isEmpty() && !drop.cascade()) {
            throw inUse(object, behind, "drop these first, or write CASCADE", drop);
        }
        Catalog left = catalog;
        for (CatalogObject reader : behind) {
            left = without(reader, left);
        }
        return without(object, left);
    }

    /** What to say of something that another makes. */
    static LaminarException goesWith(CatalogObject.SideOutput side, Statement statement) {
        return new LaminarException(
                ErrorCode.WRONG_OBJECT_KIND,
                side.name() + " is made by " + side.ofQuery() + " and goes with it; drop that",
                statement.position(),
                null);
    }

    /** What to say when others stand in the way. */
    static LaminarException inUse(
            CatalogObject object, List<CatalogObject> readers, String remedy, Statement statement) {
        String names =
                String.join(", ", readers.stream().map(CatalogObject::name).toList());
        return new LaminarException(
                ErrorCode.OBJECT_IN_USE,
                object.name() + " is read by " + names + "; " + remedy,
                statement.position(),
                null);
    }

    /** Takes one object out, whoever reads it, and what it makes with it; gives what is left in the catalog. */
    Catalog without(CatalogObject object, Catalog catalog) {
        if (object instanceof CatalogObject.Sink && !topology.workers().areStanding()) {
            // What was pushed before is still to be written.
            topology.progress()
                    .awaitMarkers(
                            topology.feeds().stream()
                                    .map(SourceRuntime.Feed::instance)
                                    .toList(),
                            SINK_PATIENCE);
        }
        topology.query(object.name()).ifPresent(topology::drop);
        topology.dropSource(object.name());
        topology.removeSink(object.name());
        Catalog left = object instanceof CatalogObject.Function function
                ? FunctionDefinitions.without(catalog, function)
                : catalog.without(object.name());
        for (CatalogObject other : List.copyOf(left.objects())) {
            if (other instanceof CatalogObject.SideOutput side && side.ofQuery().equalsIgnoreCase(object.name())) {
                left = left.without(side.name());
            }
        }
        return left;
    }
}
