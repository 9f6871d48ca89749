package io.laminar.engine;

import io.laminar.catalog.TimeOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The alignment groups of an engine, by name. Any thread. */
final class Alignments {
    private final Map<String, Alignment> groups = new ConcurrentHashMap<>();

    /** Has a source join its group, which may be new. */
    Alignment.Member join(SourceInstance source, TimeOptions.Alignment options) {
        return groups.computeIfAbsent(options.group(), Alignment::new).join(source, options);
    }
}
