package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.RowSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SinkTest {
    @Test
    void droppingASinkWritesWhatWasPushedBefore(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("out.csv");
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE SOURCE s (v INTEGER); CREATE SINK written FROM s INTO FILE (path = '" + file
                    + "') FORMAT CSV (header = 'true')");
            RowSource source = engine.source("s");
            for (int i = 0; i < 5_000; i++) {
                source.push(i);
            }

            engine.execute("DROP SINK written");

            assertThat(Files.readAllLines(file))
                    .hasSize(5_001)
                    .startsWith("v", "0")
                    .endsWith("4999");
            source.push(5_000);
            assertThat(engine.sinks()).isEmpty();
        }
    }
}
