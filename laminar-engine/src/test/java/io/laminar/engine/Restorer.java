package io.laminar.engine;

import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/** Has the queries of an engine go on from what they write: each is compiled anew and reads the state of the old one. */
public final class Restorer {
    private static final int LAST_JAVA_OF_SKETCHES = 21;

    private Restorer() {}

    /** Does it with all queries that run. */
    public static void restoreAll(LaminarEngine engine) {
        Topology topology = ((DefaultEngine) engine).topology();
        for (QueryRuntime runtime : topology.queries()) {
            if (runtime.state() == QueryState.RUNNING || runtime.state() == QueryState.PAUSED) {
                restore(runtime, topology);
            }
        }
    }

    private static void restore(QueryRuntime runtime, Topology topology) {
        CompiledQuery compiled = runtime.query().compiled().again().get();
        topology.succeed(runtime, () -> {
            StreamingQuery before = runtime.query();
            if (before.state() != QueryState.RUNNING && before.state() != QueryState.PAUSED) {
                return version(runtime, before); // it has failed or ended meanwhile
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            before.compiled().completeStages();
            if (!isKept(before, bytes)) {
                return version(runtime, before);
            }
            StreamingQuery after = new StreamingQuery(runtime.name(), compiled, QueryLauncher::report);
            after.restore(new ByteArrayInputStream(bytes.toByteArray()));
            after.takeOver(before);
            return version(runtime, after);
        });
    }

    /** Writes the state, but that of sketches on a Java that their library does not know. */
    private static boolean isKept(StreamingQuery query, ByteArrayOutputStream bytes) {
        try {
            query.checkpoint(bytes);
            return true;
        } catch (LaminarException refused) {
            if (Runtime.version().feature() > LAST_JAVA_OF_SKETCHES
                    && refused.detail().contains("Apache DataSketches")) {
                return false;
            }
            throw refused;
        }
    }

    private static QueryRuntime.Version version(QueryRuntime runtime, StreamingQuery query) {
        return new QueryRuntime.Version(runtime.sql(), runtime.plan(), runtime.metadata(), query);
    }
}
