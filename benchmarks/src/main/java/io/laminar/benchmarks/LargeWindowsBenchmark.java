package io.laminar.benchmarks;

import io.laminar.Laminar;
import io.laminar.api.BatchWriter;
import io.laminar.api.LaminarEngine;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Windows of a whole engine that keep much, pushed as columns; time per input row, window closing included. At the end the counts of
 * all windows are added up: no row may be missing. What is kept then, in groups and in bytes of the heap, is printed.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Thread)
public class LargeWindowsBenchmark {
    private static final int ROWS = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SECOND = 1_000_000;

    /** What is large. */
    public enum Case {
        /** A million keys in each window of a minute. */
        MILLION_KEYS("TUMBLE(ts, INTERVAL '1' MINUTE)", 1_000_000, 100_000, 0, 1),
        /** Ten thousand windows of a second, since rows come up to so many seconds late. */
        TEN_THOUSAND_WINDOWS("TUMBLE(ts, INTERVAL '1' SECOND)", 10, 1_000, 10_000, 1),
        /** An hour every second: each row is in 3,600 windows. */
        HOUR_BY_SECOND("HOP(ts, INTERVAL '1' SECOND, INTERVAL '1' HOUR)", 100, 1_000, 0, 3_600);

        private final String window;
        private final int keys;
        private final int rowsPerSecond;
        private final int lateSeconds;
        private final int windowsOfARow;

        Case(String window, int keys, int rowsPerSecond, int lateSeconds, int windowsOfARow) {
            this.window = window;
            this.keys = keys;
            this.rowsPerSecond = rowsPerSecond;
            this.lateSeconds = lateSeconds;
            this.windowsOfARow = windowsOfARow;
        }
    }

    @Param
    public Case large;

    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] keys = new long[ROWS];
    private final double[] values = new double[ROWS];
    private final long[] times = new long[ROWS];
    private LaminarEngine engine;
    private BatchWriter writer;
    private long pushed;
    private long counted;

    @Setup
    public void open() {
        engine = Laminar.builder().workers(1).open();
        engine.execute("CREATE SOURCE readings (k BIGINT NOT NULL, x DOUBLE NOT NULL, ts TIMESTAMP NOT NULL,"
                + " WATERMARK FOR ts AS ts - INTERVAL '" + large.lateSeconds + "' SECOND(5));"
                + " CREATE STREAM sums AS SELECT k, COUNT(*) AS n, SUM(x) AS s, MAX(x) AS hi FROM readings GROUP BY k, "
                + large.window);
        engine.subscribeBatches("sums", batch -> {
            long[] counts = batch.longs(1);
            for (int row = batch.from(); row < batch.to(); row++) {
                counted += counts[row];
            }
        });
        writer = engine.source("readings").batchWriter();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long push() {
        for (int row = 0; row < ROWS; row++) {
            long time = pushed++ * SECOND / large.rowsPerSecond;
            keys[row] = random.nextInt(large.keys);
            values[row] = random.nextInt(1000);
            times[row] = large.lateSeconds == 0 ? time : time - random.nextLong(large.lateSeconds * SECOND);
        }
        writer.set(0, keys, 0).set(1, values, 0).set(2, times, 0).append(ROWS);
        if (!engine.awaitIdle(PATIENCE)) {
            throw new IllegalStateException("not done after " + PATIENCE);
        }
        return counted;
    }

    @TearDown
    public void close() {
        long groups = engine.findQuery("sums").orElseThrow().metrics().stateRows();
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        engine.endOfInput();
        System.out.printf("%n%s: %,d rows, %,d groups kept, %,d MB of heap%n", large, pushed, groups, heap >> 20);
        if (counted != pushed * large.windowsOfARow) {
            throw new IllegalStateException(
                    counted + " counted but " + pushed + " rows pushed, each in " + large.windowsOfARow + " windows");
        }
        engine.close();
    }
}
