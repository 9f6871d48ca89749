package io.laminar.benchmarks;

import io.laminar.api.CompilerMode;
import io.laminar.bridge.BatchReceiver;
import io.laminar.codegen.PipelineFactory;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.plan.PipelineExtractor;
import io.laminar.ring0.PipelineDriver;
import io.laminar.ring0.PipelineFigures;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One event through filter and projection, figures kept, and handed over to whatever lies behind; time per event. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class SubmitBenchmark {
    private static final int ROWS = 1024;
    private static final String SOURCE = "CREATE SOURCE trades (symbol VARCHAR, price DOUBLE, volume BIGINT)";
    private static final String QUERY =
            "SELECT symbol, price * volume AS notional FROM trades WHERE price > 10E0 EMIT CHANGES";

    /** How the pipeline runs. */
    @Param({"COMPILED", "INTERPRETED"})
    public CompilerMode mode;

    private Batch batch;
    private PipelineDriver driver;
    private Sink sink;
    private int row;

    /** Takes what comes out. */
    private static final class Sink implements BatchReceiver {
        private double total;

        @Override
        public void onBatch(Batch out, int from, int to) {
            for (int i = from; i < to; i++) {
                total += out.doubles(1)[i];
            }
        }

        @Override
        public void onWatermark(long watermark) {}

        @Override
        public void onEnd() {}
    }

    @Setup
    public void fill() {
        PipelineExtractor.Cut cut = PipelineExtractor.cut(Plans.of(SOURCE, QUERY));
        batch = new Batch(cut.pipeline().input(), ROWS);
        for (int i = 0; i < ROWS; i++) {
            batch.objects(0)[i] = "ACME";
            batch.doubles(1)[i] = i % 20 + 0.5;
            batch.longs(2)[i] = i;
        }
        batch.rows(ROWS);
        sink = new Sink();
        driver = new PipelineDriver(
                new PipelineFactory(mode).create(cut.pipeline()).pipeline(),
                new BatchPool(cut.pipeline().output(), ROWS, 8),
                false,
                new PipelineFigures(),
                sink);
    }

    @Benchmark
    public double submit() {
        row = (row + 1) % ROWS;
        driver.onBatch(batch, row, row + 1);
        return sink.total;
    }
}
