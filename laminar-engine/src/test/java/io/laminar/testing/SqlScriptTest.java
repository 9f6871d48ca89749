package io.laminar.testing;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every script below {@code slt} in every mode. {@code -Dlaminar.update=true} writes what came into the scripts
 * instead, {@code -Dlaminar.script=name} picks those whose path has the name.
 */
class SqlScriptTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources").toAbsolutePath();
    private static final Path SCRIPTS = RESOURCES.resolve("slt");
    static final Path DATA = RESOURCES.resolve("data");
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        boolean isUpdate = Boolean.getBoolean("laminar.update");
        return scriptFiles().stream().flatMap(file -> {
            String name = SCRIPTS.relativize(file).toString();
            if (isUpdate) {
                return Stream.of(dynamicTest(
                        name + " updated",
                        file.toUri(),
                        () -> SqlScript.read(file).update(file)));
            }
            return Stream.of(Mode.values())
                    .map(mode -> dynamicTest(
                            name + " " + mode,
                            file.toUri(),
                            () -> Assertions.assertTimeoutPreemptively(
                                    LIMIT, () -> SqlScript.read(file).run(mode))));
        });
    }

    private static List<Path> scriptFiles() throws IOException {
        String part = System.getProperty("laminar.script", "");
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".slt"))
                    .filter(file -> file.toString().contains(part))
                    .sorted()
                    .toList();
        }
    }
}
