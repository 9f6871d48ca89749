package io.laminar.benchmarks;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.Row;
import io.laminar.api.Source;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
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
 * A keyed aggregate in tumbling windows of a whole engine, in one and in two partitions. Rows wait encoded
 * while the query is paused; what is measured is the time per row from {@code resume} until all are processed.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 15)
@Measurement(iterations = 30)
@Fork(2)
@State(Scope.Thread)
public class PartitionsBenchmark {
    /** As many as may wait for a paused query. */
    private static final int ROWS = 64 * 1024;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);

    @Param({"1", "2"})
    public int parallelism;

    /** Threads; with one, what partitions cost can be seen. */
    @Param({"1", "2"})
    public int workers;

    /** Different keys. */
    @Param({"1000", "100000"})
    public int keys;

    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Bid> bids = new ArrayList<>();
    private LaminarEngine engine;
    private Source<Bid> source;
    private long emitted;
    private int seconds;

    /** A row. */
    public record Bid(long auction, double price, LocalDateTime ts) {}

    @Setup
    public void open() {
        engine = Laminar.builder().workers(workers).parallelism(parallelism).open();
        engine.execute(
                "CREATE SOURCE bids (auction BIGINT NOT NULL, price DOUBLE NOT NULL, ts TIMESTAMP NOT NULL, WATERMARK FOR ts);"
                        + " CREATE STREAM sums AS"
                        + " SELECT auction, window_start, COUNT(*) AS n, SUM(price) AS s, AVG(price) AS m, MIN(price) AS lo, MAX(price) AS hi"
                        + " FROM TABLE(TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '1' MINUTE))"
                        + " GROUP BY auction, window_start, window_end EMIT ON WINDOW CLOSE");
        engine.subscribe("sums", Row.class, change -> emitted++);
        source = engine.source("bids", Bid.class);
    }

    /** Has the rows of a second wait before the query. */
    @Setup(org.openjdk.jmh.annotations.Level.Invocation)
    public void push() {
        engine.findQuery("sums").orElseThrow().pause();
        bids.clear();
        LocalDateTime time = START.plusSeconds(seconds++);
        for (int i = 0; i < ROWS; i++) {
            bids.add(new Bid(random.nextLong(keys), random.nextDouble(), time));
        }
        source.pushBatch(bids);
        engine.awaitIdle(PATIENCE);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long resume() {
        engine.findQuery("sums").orElseThrow().resume();
        engine.awaitIdle(PATIENCE);
        return emitted;
    }

    @TearDown
    public void close() {
        engine.close();
    }
}
