package io.laminar;

import io.laminar.api.LaminarEngine;
import io.laminar.engine.EngineBuilder;
import io.laminar.engine.EngineRegistry;
import java.util.List;
import java.util.Optional;

/**
 * Opens engines and finds those of this JVM.
 *
 * <pre>{@code
 * try (LaminarEngine engine = Laminar.open()) {
 *     engine.execute("CREATE SOURCE trades (symbol VARCHAR, price DOUBLE, ts TIMESTAMP, WATERMARK FOR ts)");
 *     ...
 * }
 * }</pre>
 */
public final class Laminar {
    private Laminar() {}

    /** An engine with default settings. */
    public static LaminarEngine open() {
        return builder().open();
    }

    /** Collects settings of an engine. */
    public static LaminarEngine.Builder builder() {
        return new EngineBuilder();
    }

    /** The open engine of this JVM with a name; case is ignored. */
    public static Optional<LaminarEngine> find(String name) {
        return EngineRegistry.find(name);
    }

    /** The open engines of this JVM, oldest first. */
    public static List<LaminarEngine> engines() {
        return EngineRegistry.engines();
    }
}
