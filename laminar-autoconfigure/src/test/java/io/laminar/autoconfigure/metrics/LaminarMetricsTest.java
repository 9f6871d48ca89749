package io.laminar.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.SourceInfo;
import io.laminar.spring.LaminarQueryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaminarMetricsTest {
    private final LaminarEngine engine = Laminar.builder().name("metrics").open();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LaminarMetrics metrics =
            new LaminarMetrics(engine, new OneListener(), Clock.fixed(Instant.ofEpochSecond(100), ZoneOffset.UTC));

    @AfterEach
    void close() {
        engine.close();
        registry.close();
    }

    @Test
    void addsMetersOfWhatComesAndRemovesThoseOfWhatGoes() {
        metrics.bindTo(registry);
        assertThat(registry.find("laminar.source.rows").meters()).isEmpty();
        engine.execute("CREATE SOURCE s (x INT); CREATE STREAM listened AS SELECT x FROM s");
        metrics.refresh();
        assertThat(registry.get("laminar.source.rows").meters()).hasSize(1);
        assertThat(registry.get("laminar.query.listener.failures")
                        .functionCounter()
                        .count())
                .isEqualTo(3);
        engine.execute("DROP STREAM listened");
        metrics.refresh();
        assertThat(registry.find("laminar.query.rows.in").meters()).isEmpty();
        assertThat(registry.get("laminar.source.rows").meters()).hasSize(1);
    }

    @Test
    void tellsHowFarTheWatermarkIsBehind() {
        engine.execute("CREATE SOURCE s (ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND)");
        metrics.bindTo(registry);
        assertThat(registry.get("laminar.source.watermark.lag").gauge().value()).isNaN();
        engine.source("s").push(Map.of("ts", Instant.ofEpochSecond(90)));
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(registry.get("laminar.source.watermark.lag").gauge().value()).isEqualTo(15);
    }

    /** A query that is paused takes rows until there are 65,536, and the source keeps the others on disk. */
    @Test
    void tellsWhatIsOnDisk(@TempDir Path directory) {
        int rows = 100_000;
        engine.execute("CREATE SOURCE s (x INT) WITH (backpressure = 'spill', buffer.rows = 2000, spill.directory = '"
                + directory + "'); CREATE STREAM odd AS SELECT x FROM s WHERE MOD(x, 2) = 1; PAUSE QUERY odd");
        metrics.bindTo(registry);
        engine.source("s")
                .batchWriter()
                .set(0, IntStream.range(0, rows).toArray(), 0)
                .append(rows);

        assertThat(gauge("laminar.source.spill.pending.rows")).isBetween(10_000L, 100_000L);
        assertThat(gauge("laminar.source.spill.pending.bytes")).isGreaterThan(10_000);

        engine.execute("RESUME QUERY odd");
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(gauge("laminar.source.spill.pending.rows")).isZero();
        assertThat(gauge("laminar.source.spill.pending.bytes")).isZero();
        SourceInfo.Spill spill = engine.sources().get(0).spill();
        assertThat(count("laminar.source.spilled.rows")).isEqualTo(spill.rows()).isBetween(10_000L, 100_000L);
        assertThat(count("laminar.source.spilled.bytes"))
                .isEqualTo(spill.bytes())
                .isGreaterThan(spill.rows());
        assertThat(count("laminar.source.rows")).isEqualTo(100_000);
    }

    private long gauge(String name) {
        return (long) registry.get(name).tag("source", "s").gauge().value();
    }

    private long count(String name) {
        return (long) registry.get(name).tag("source", "s").functionCounter().count();
    }

    @Test
    void tellsHowLongQueriesTakeAndWhatTheCompilerDid() {
        engine.execute(
                "CREATE SOURCE s (x INT); CREATE MATERIALIZED VIEW v AS SELECT x, COUNT(*) AS n FROM s WHERE x > 0 GROUP BY x;"
                        + "CREATE STREAM w AS SELECT x + 1 AS y FROM s WHERE x > 1; CREATE STREAM w2 AS SELECT x + 1 AS y FROM s WHERE x > 1");
        metrics.bindTo(registry);
        for (int x = 0; x < 10; x++) {
            engine.source("s").push(x);
        }
        assertThat(engine.awaitIdle(Duration.ofSeconds(20))).isTrue();
        assertThat(registry.get("laminar.query.latency")
                        .tag("query", "v")
                        .functionTimer()
                        .count())
                .isPositive()
                .isEqualTo(registry.get("laminar.bridge.batches")
                        .tag("query", "v")
                        .functionCounter()
                        .count());
        assertThat(registry.get("laminar.query.latency")
                        .tag("query", "v")
                        .functionTimer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(registry.get("laminar.query.ring1")
                        .tag("query", "v")
                        .functionTimer()
                        .count())
                .isEqualTo(9);
        assertThat(registry.get("laminar.query.latency.percentile")
                        .tags("query", "v", "phi", "0.99")
                        .timeGauge()
                        .value(TimeUnit.NANOSECONDS))
                .isGreaterThanOrEqualTo(registry.get("laminar.query.latency.percentile")
                        .tags("query", "v", "phi", "0.5")
                        .timeGauge()
                        .value(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(registry.get("laminar.bridge.pending")
                        .tag("query", "v")
                        .gauge()
                        .value())
                .isZero();
        await(() -> registry.get("laminar.compiler.cache.gets")
                        .tag("result", "hit")
                        .functionCounter()
                        .count()
                == 1);
        assertThat(registry.get("laminar.compiler.time").functionTimer().totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
    }

    /** Pipelines are compiled in the background. */
    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** Knows one query, whose method has failed three times. */
    private static final class OneListener implements LaminarQueryRegistry {
        @Override
        public List<String> names() {
            return List.of("listened");
        }

        @Override
        public boolean isRunning(String name) {
            return true;
        }

        @Override
        public long failures(String name) {
            return 3;
        }

        @Override
        public void start(String name) {}

        @Override
        public void stop(String name) {}

        @Override
        public boolean awaitIdle(Duration timeout) {
            return true;
        }
    }
}
