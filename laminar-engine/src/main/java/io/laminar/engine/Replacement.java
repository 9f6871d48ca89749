package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.catalog.CatalogObject;
import io.laminar.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CREATE OR REPLACE in place: what reads the old object goes on with the new one, if that has the same columns. */
final class Replacement {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 10;

    private final Topology topology;
    private final Alterations alterations;

    Replacement(Topology topology, Alterations alterations) {
        this.topology = topology;
        this.alterations = alterations;
    }

    /** Does it, or says why the old object has to be dropped first. */
    Alterations.Replaced inPlace(CatalogObject existing, Statement statement) {
        if (existing instanceof CatalogObject.Query query
                && statement instanceof Statement.CreateQuery create
                && create.isView() == query.isView()) {
            return alterations.replace(query, create);
        }
        if (existing instanceof CatalogObject.Source source && statement instanceof Statement.CreateSource create) {
            return source(source, create.source(), create.source());
        }
        if (existing instanceof CatalogObject.Table table && statement instanceof Statement.CreateTable create) {
            return table.key().equals(create.table().key())
                    ? source(table.input(), create.table().input(), create.table())
                    : Alterations.Replaced.not("its key would be another");
        }
        return Alterations.Replaced.not("it would be of another kind");
    }

    private Alterations.Replaced source(
            CatalogObject.Source before, CatalogObject.Source after, CatalogObject replaced) {
        String obstacle = obstacle(before, after);
        if (obstacle != null) {
            return Alterations.Replaced.not(obstacle);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            topology.progress().awaitMarkers(List.of(main(before)), PATIENCE);
            if (topology.replaceSource(after)) {
                return new Alterations.Replaced(replaced, null);
            }
        }
        throw new LaminarException(
                ErrorCode.TIMEOUT,
                before.name() + " was not replaced, since rows of it keep waiting on disk; push them slower meanwhile");
    }

    private SourceInstance main(CatalogObject.Source source) {
        return topology.source(source.name()).orElseThrow().main();
    }

    private @Nullable String obstacle(CatalogObject.Source before, CatalogObject.Source after) {
        if (!before.schema().equals(after.schema())) {
            return "its columns would be " + after.schema() + " instead of " + before.schema();
        }
        if (!String.valueOf(before.deadLetterTo()).equalsIgnoreCase(String.valueOf(after.deadLetterTo()))) {
            return "its DEAD LETTER TO would be another";
        }
        if (main(before).hasEnded()) {
            return "it has ended, and what reads it with it";
        }
        return topology.source(before.name()).orElseThrow().feeds().size() > 1
                ? "it is being read several times"
                : null;
    }
}
