package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The open engines of this JVM by name, which is how a JDBC URL finds its engine. The one piece of static state of
 * Laminar; an engine is in it from open to close.
 */
public final class EngineRegistry {
    private static final Map<String, LaminarEngine> ENGINES = new LinkedHashMap<>();

    private EngineRegistry() {}

    /** The open engine with a name; case is ignored. */
    public static Optional<LaminarEngine> find(String name) {
        synchronized (ENGINES) {
            return Optional.ofNullable(ENGINES.get(key(name)));
        }
    }

    /** All open engines, oldest first. */
    public static List<LaminarEngine> engines() {
        synchronized (ENGINES) {
            return new ArrayList<>(ENGINES.values());
        }
    }

    static void add(LaminarEngine engine) {
        synchronized (ENGINES) {
            if (ENGINES.putIfAbsent(key(engine.name()), engine) != null) {
                throw nameTaken(engine.name());
            }
        }
    }

    static LaminarException nameTaken(String name) {
        return new LaminarException(
                ErrorCode.ENGINE_NAME_TAKEN,
                "an engine called " + name + " is open in this JVM; give this one another name, or close that one");
    }

    static void remove(LaminarEngine engine) {
        synchronized (ENGINES) {
            ENGINES.remove(key(engine.name()), engine);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
