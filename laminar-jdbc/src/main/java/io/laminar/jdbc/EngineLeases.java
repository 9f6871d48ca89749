package io.laminar.jdbc;

import io.laminar.Laminar;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the engine that a URL means. Without a name that is the one open engine of the JVM; where the application has
 * opened none, a private engine is opened with the first connection and closed with the last. Safe to use from any
 * thread.
 */
final class EngineLeases {
    /** Those of this JVM; shared, because every {@link java.sql.Driver} instance must find the same private engine. */
    static final EngineLeases JVM = new EngineLeases(
            Laminar::engines, name -> Laminar.builder().name(name).open());

    static final String PRIVATE_NAME = "laminar-jdbc";
    private static final String DEFAULT_NAME = "laminar";

    private final Supplier<List<LaminarEngine>> openEngines;
    private final Function<String, LaminarEngine> opener;
    private @Nullable LaminarEngine privateEngine;
    private int privateUsers;

    EngineLeases(Supplier<List<LaminarEngine>> openEngines, Function<String, LaminarEngine> opener) {
        this.openEngines = openEngines;
        this.opener = opener;
    }

    /**
     * The engine for one connection, to be released when that closes.
     *
     * @param name name in the URL, or null
     */
    synchronized EngineLease acquire(@Nullable String name) throws SQLException {
        LaminarEngine current = privateEngine;
        List<LaminarEngine> engines = openEngines.get();
        if (name != null) {
            LaminarEngine named = named(engines, name);
            if (named == null) {
                throw SqlErrors.of(
                        ErrorCode.OBJECT_NOT_FOUND,
                        "no engine of this JVM is called " + name + "; open are " + names(engines));
            }
            return named == current ? leasePrivate(named) : new EngineLease(named, () -> {});
        }
        List<LaminarEngine> applications =
                engines.stream().filter(engine -> engine != current).collect(Collectors.toList());
        if (applications.isEmpty()) {
            return leasePrivate(current == null || current.isClosed() ? opener.apply(PRIVATE_NAME) : current);
        }
        LaminarEngine chosen = applications.size() == 1 ? applications.get(0) : named(applications, DEFAULT_NAME);
        if (chosen == null) {
            throw SqlErrors.of(
                    ErrorCode.OBJECT_NOT_FOUND,
                    "this JVM has several engines and none is called " + DEFAULT_NAME
                            + "; name one in the URL, as in jdbc:laminar:<name>: " + names(applications));
        }
        return new EngineLease(chosen, () -> {});
    }

    private EngineLease leasePrivate(LaminarEngine engine) {
        if (privateEngine != engine) {
            privateEngine = engine;
            privateUsers = 0;
        }
        privateUsers++;
        return new EngineLease(engine, () -> releasePrivate(engine));
    }

    private synchronized void releasePrivate(LaminarEngine engine) {
        if (privateEngine == engine && --privateUsers == 0) {
            privateEngine = null;
            engine.close();
        }
    }

    private static @Nullable LaminarEngine named(List<LaminarEngine> engines, String name) {
        for (LaminarEngine engine : engines) {
            if (engine.name().equalsIgnoreCase(name)) {
                return engine;
            }
        }
        return null;
    }

    private static String names(List<LaminarEngine> engines) {
        return engines.isEmpty()
                ? "none"
                : engines.stream().map(LaminarEngine::name).collect(Collectors.joining(", "));
    }
}
