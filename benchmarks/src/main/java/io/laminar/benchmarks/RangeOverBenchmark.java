package io.laminar.benchmarks;

import io.laminar.api.LaminarException;
import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.plan.Over;
import io.laminar.plan.PipelineExtractor;
import io.laminar.ring1.OperatorDriver;
import io.laminar.ring1.OperatorFigures;
import io.laminar.ring1.RunningOverOperator;
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
 * AVG and COUNT of a DOUBLE by a BIGINT key over the second before each row, 100,000 rows a second of event time; time per input
 * row, waiting for the watermark and leaving the frame included.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class RangeOverBenchmark {
    private static final int ROWS = 1024;
    private static final int BATCHES = 1024;
    private static final long MICROS_PER_ROW = 10;
    private static final String SOURCE =
            "CREATE SOURCE bids (auction BIGINT NOT NULL, price DOUBLE NOT NULL, ts TIMESTAMP NOT NULL, WATERMARK FOR ts)";
    private static final String QUERY = "SELECT auction, price, AVG(price) OVER w AS m, COUNT(*) OVER w AS n FROM bids"
            + " WINDOW w AS (PARTITION BY auction ORDER BY ts RANGE INTERVAL '1' SECOND PRECEDING)";

    /** Different keys. */
    @Param({"100", "100000"})
    public int keys;

    private final Batch[] batches = new Batch[BATCHES];
    private int timeColumn;
    private BatchReceiver input;
    private long emitted;
    private long time;
    private int next;

    @Setup
    public void fill() {
        Over node = (Over) PipelineExtractor.cut(Plans.of(SOURCE, QUERY)).breaker();
        RunningOverOperator operator = new RunningOverOperator(node, 1);
        OperatorDriver driver = new OperatorDriver(
                operator,
                1,
                1,
                new BatchPool(operator.outputSchema(), ROWS, 4),
                new OperatorFigures(),
                OperatorDriver.LateRows.COUNT_ONLY,
                new CountingReceiver());
        input = driver.input(0);
        int keyColumn = node.input().schema().indexOf("auction");
        int priceColumn = node.input().schema().indexOf("price");
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
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long operator() {
        next = (next + 1) % BATCHES;
        Batch batch = batches[next];
        long[] times = batch.longs(timeColumn);
        for (int row = 0; row < ROWS; row++) {
            time += MICROS_PER_ROW;
            times[row] = time;
        }
        input.onBatch(batch, 0, ROWS);
        input.onWatermark(time);
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
}
