package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.util.BitSet;
import net.openhft.affinity.Affinity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps threads on cores of their own, among those that the process may use: the first thread on the last core, since what
 * else a machine does likes the first ones. Alone uses the library for that, which may be missing.
 */
final class CorePinning {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.worker");
    private static final String LIBRARY = "net.openhft:affinity";

    private final int[] cores;

    /** @throws LaminarException with {@code INVALID_SETTING} when the library is missing */
    CorePinning() {
        this(CorePinning.class.getClassLoader());
    }

    CorePinning(ClassLoader libraries) {
        try {
            Class.forName("net.openhft.affinity.Affinity", false, libraries);
            cores = Affinity.getAffinity().stream().toArray();
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING,
                    "pinThreads needs the library " + LIBRARY
                            + " and what it depends on; add it to the class path, or leave" + " pinThreads off",
                    missing);
        }
    }

    /** Keeps the calling thread on a core; logs a warning when the system does not let it. */
    void pin(int thread) {
        int core = coreOf(thread);
        BitSet only = new BitSet();
        if (core >= 0) {
            only.set(core);
            try {
                Affinity.setAffinity(only);
            } catch (RuntimeException | LinkageError refused) {
                LOG.debug("not pinned", refused);
            }
        }
        if (core < 0 || !Affinity.getAffinity().equals(only)) {
            LOG.warn(
                    "{} is not pinned to a core: the operating system does not let it, or is none that {} knows",
                    Thread.currentThread().getName(),
                    LIBRARY);
        }
    }

    /** The core of a thread, or -1 when none is known. */
    int coreOf(int thread) {
        return cores.length == 0 ? -1 : cores[cores.length - 1 - thread % cores.length];
    }
}
