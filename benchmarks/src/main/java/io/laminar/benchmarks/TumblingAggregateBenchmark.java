package io.laminar.benchmarks;

import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarException;
import io.laminar.bridge.BatchReceiver;
import io.laminar.codegen.PipelineFactory;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.plan.PipelineExtractor;
import io.laminar.plan.PlanNode;
import io.laminar.ring1.OperatorDriver;
import io.laminar.ring1.OperatorFigures;
import io.laminar.ring1.WindowAggregateOperator;
import java.util.Arrays;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * COUNT, SUM, AVG, MIN, MAX of a DOUBLE by a BIGINT key in tumbling windows of 10 seconds, 100,000 rows a second of event time;
 * time per input row, window closing included.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class TumblingAggregateBenchmark {
    private static final int ROWS = 1024;
    private static final int BATCHES = 1024;
    private static final long MICROS_PER_ROW = 10;
    private static final long SIZE_MICROS = 10_000_000;
    private static final String SOURCE =
            "CREATE SOURCE bids (auction BIGINT NOT NULL, price DOUBLE NOT NULL, ts TIMESTAMP NOT NULL, WATERMARK FOR ts)";
    private static final String QUERY =
            "SELECT auction, window_start, COUNT(*) AS n, SUM(price) AS s, AVG(price) AS m, MIN(price) AS lo, MAX(price) AS hi"
                    + " FROM TABLE(TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '10' SECOND))"
                    + " GROUP BY auction, window_start, window_end EMIT ON WINDOW CLOSE";

    /** Different keys. */
    @Param({"100", "100000"})
    public int keys;

    private final Batch[] batches = new Batch[BATCHES];
    private int timeColumn;
    private int keyColumn;
    private int priceColumn;
    private BatchReceiver input;
    private long emitted;
    private long time;
    private int next;
    private HandTable hand;
    private long handWindow;

    @Setup
    public void fill() {
        PlanNode.WindowAggregate node = (PlanNode.WindowAggregate)
                PipelineExtractor.cut(Plans.of(SOURCE, QUERY)).breaker();
        WindowAggregateOperator operator =
                new WindowAggregateOperator(node, 1, new PipelineFactory(CompilerMode.COMPILED).groupLoops());
        OperatorDriver driver = new OperatorDriver(
                operator,
                1,
                1,
                new BatchPool(operator.outputSchema(), ROWS, 4),
                new OperatorFigures(),
                OperatorDriver.LateRows.COUNT_ONLY,
                new CountingReceiver());
        input = driver.input(0);
        keyColumn = node.input().schema().indexOf("auction");
        priceColumn = node.input().schema().indexOf("price");
        timeColumn = node.input().schema().indexOf("ts");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < BATCHES; i++) {
            Batch batch = new Batch(node.input().schema(), ROWS);
            for (int row = 0; row < ROWS; row++) {
                batch.longs(keyColumn)[row] = random.nextLong(keys);
                batch.doubles(priceColumn)[row] = random.nextDouble();
            }
            batch.rows(ROWS);
            batches[i] = batch;
        }
        hand = new HandTable();
        handWindow = 0;
    }

    private Batch nextBatch() {
        next = (next + 1) % BATCHES;
        Batch batch = batches[next];
        long[] times = batch.longs(timeColumn);
        for (int row = 0; row < ROWS; row++) {
            time += MICROS_PER_ROW;
            times[row] = time;
        }
        return batch;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long operator() {
        Batch batch = nextBatch();
        input.onBatch(batch, 0, ROWS);
        input.onWatermark(time);
        return emitted;
    }

    /** The same by hand: open addressing over arrays, for one window at a time. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long byHand() {
        Batch batch = nextBatch();
        long[] times = batch.longs(timeColumn);
        long[] auctions = batch.longs(keyColumn);
        double[] prices = batch.doubles(priceColumn);
        for (int row = 0; row < ROWS; row++) {
            long window = Math.floorDiv(times[row], SIZE_MICROS);
            if (window != handWindow) {
                emitted += hand.drain();
                handWindow = window;
            }
            hand.add(auctions[row], prices[row]);
        }
        return emitted;
    }

    private final class CountingReceiver implements BatchReceiver {
        @Override
        public void onBatch(Batch batch, int from, int to) {
            emitted += to - from;
        }

        @Override
        public void onWatermark(long watermark) {}

        @Override
        public void onEnd() {}

        @Override
        public void onFailure(LaminarException error) {
            throw error;
        }
    }

    /** Open addressing with linear probing; keys are at least 0. */
    private static final class HandTable {
        private static final int SIZE = 1 << 18;
        private final long[] auctions = new long[SIZE];
        private final long[] counts = new long[SIZE];
        private final double[] sums = new double[SIZE];
        private final double[] lows = new double[SIZE];
        private final double[] highs = new double[SIZE];
        private double checksum;

        HandTable() {
            Arrays.fill(auctions, -1);
        }

        void add(long auction, double price) {
            int slot = (int) ((auction * 0x9E3779B97F4A7C15L) >>> (64 - 18));
            while (auctions[slot] != auction && auctions[slot] != -1) {
                slot = (slot + 1) & (SIZE - 1);
            }
            if (auctions[slot] == -1) {
                auctions[slot] = auction;
                counts[slot] = 1;
                sums[slot] = price;
                lows[slot] = price;
                highs[slot] = price;
            } else {
                counts[slot]++;
                sums[slot] += price;
                lows[slot] = Math.min(lows[slot], price);
                highs[slot] = Math.max(highs[slot], price);
            }
        }

        long drain() {
            long groups = 0;
            for (int slot = 0; slot < SIZE; slot++) {
                if (auctions[slot] != -1) {
                    groups++;
                    checksum += sums[slot] / counts[slot] + lows[slot] + highs[slot];
                    auctions[slot] = -1;
                }
            }
            return checksum == 42 ? 0 : groups;
        }
    }
}
