package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarFunctionTest {
    @Test
    void callsAMethodOfAClassThatOnlyTheJarHas(@TempDir Path folder) throws IOException {
        Path jar = jar(folder);
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE FUNCTION plus_seven (v BIGINT) RETURNS BIGINT LANGUAGE JAVA AS 'acme.Seven#plus'"
                    + " USING JAR '" + jar + "'");
            try (QueryResult rows = engine.query("SELECT plus_seven(v) AS n FROM (VALUES (1), (35)) AS t (v)")) {
                assertThat(rows).extracting(row -> row.get(0)).containsExactly(8L, 42L);
            }
        }
    }

    private static Path jar(Path folder) throws IOException {
        Path source = folder.resolve("Seven.java");
        Files.writeString(
                source, "package acme; public class Seven { public static long plus(long v) { return v + 7; } }");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString()))
                .isZero();
        Path jar = folder.resolve("seven.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("acme/Seven.class"));
            Files.copy(folder.resolve("acme/Seven.class"), out);
        }
        return jar;
    }
}
