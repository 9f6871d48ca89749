package io.laminar.benchmarks;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * ALTER of a view over groups, planning and compiling included; beside it {@code meanSwapMicros}, how long the workers stood still for it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Thread)
public class AlterBenchmark {
    /** Groups in the state. */
    @Param({"0", "100000"})
    public int groups;

    private LaminarEngine engine;
    private QueryHandle query;
    private int version;

    /** What JMH prints beside the time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Swaps {
        private long nanos;
        private long count;

        /** Mean time that workers stood still, in microseconds. */
        public double meanSwapMicros() {
            return count == 0 ? 0 : nanos / 1e3 / count;
        }
    }

    @Setup
    public void open() {
        engine = Laminar.open();
        engine.execute("CREATE SOURCE numbers (k BIGINT, v BIGINT);"
                + "CREATE STREAM sums AS SELECT k, SUM(v) AS s FROM numbers WHERE v > 0 GROUP BY k");
        for (long k = 0; k < groups; k++) {
            engine.source("numbers").push(k, 1L);
        }
        engine.awaitIdle(java.time.Duration.ofMinutes(1));
        query = engine.findQuery("sums").orElseThrow();
    }

    @TearDown
    public void close() {
        engine.close();
    }

    @Benchmark
    public void alter(Swaps swaps) {
        query.alter("SELECT k, SUM(v) AS s FROM numbers WHERE v > " + (version++ % 100) + " GROUP BY k");
        swaps.nanos += query.metadata().swapTime().toNanos();
        swaps.count++;
    }
}
