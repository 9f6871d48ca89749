package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Workers on cores of their own. */
@Timeout(30)
class CorePinningTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorkerMayRunOnOneCoreAlone() {
        AtomicReference<String> allowed = new AtomicReference<>();
        try (LaminarEngine engine =
                Laminar.builder().workers(1).pinThreads(true).open()) {
            engine.execute("CREATE SOURCE s (x INTEGER)");
            engine.subscribe("s", Row.class, change -> allowed.set(allowedCores()));
            engine.source("s").push(1);
            assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(allowed.get()).isEqualTo(String.valueOf(new CorePinning().coreOf(0)));
    }

    /** What the kernel says of the calling thread. */
    private static String allowedCores() {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void aMissingLibraryIsNamed() {
        assertThatThrownBy(() -> new CorePinning(ClassLoader.getPlatformClassLoader()))
                .isInstanceOfSatisfying(
                        LaminarException.class,
                        error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining("net.openhft:affinity");
    }
}
