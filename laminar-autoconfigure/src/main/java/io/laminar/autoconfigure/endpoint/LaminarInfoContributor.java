package io.laminar.autoconfigure.endpoint;

import io.laminar.api.LaminarEngine;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Name of the engine, its version when it is known, and how many sources, queries and sinks it has. */
final class LaminarInfoContributor implements InfoContributor {
    private final LaminarEngine engine;

    LaminarInfoContributor(LaminarEngine engine) {
        this.engine = engine;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("engine", engine.name());
        String version = LaminarEngine.class.getPackage().getImplementationVersion();
        if (version != null) {
            details.put("version", version);
        }
        details.put("sources", engine.sources().size());
        details.put("queries", engine.queries().size());
        details.put("sinks", engine.sinks().size());
        builder.withDetail("laminar", details);
    }
}
