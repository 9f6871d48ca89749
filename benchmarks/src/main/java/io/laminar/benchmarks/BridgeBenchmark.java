package io.laminar.benchmarks;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Bridge;
import io.laminar.bridge.BridgeEntrance;
import io.laminar.data.Batch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * The way from a thread that has rows to the one that takes them: time per row of batches of 1,024 rows, put in and taken out by
 * one thread, and put in while another takes; and a look into an empty bridge.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class BridgeBenchmark {
    private static final int ROWS = 1024;

    /** Whether a second producer has made it a bridge for many. */
    @Param({"false", "true"})
    public boolean isShared;

    private final Batch batch = new Batch(Schema.of(new Field("v", DataType.BIGINT.notNull())), ROWS);
    private Bridge bridge;
    private BridgeEntrance entrance;
    private Bridge drained;
    private BridgeEntrance toDrained;
    private Thread taker;
    private volatile boolean isOver;
    private long taken;

    @Setup(Level.Iteration)
    public void open() {
        batch.rows(ROWS);
        BatchReceiver counting = new Counting();
        bridge = new Bridge(() -> {});
        entrance = bridge.entranceFor(counting);
        drained = new Bridge(() -> {});
        toDrained = drained.entranceFor(counting);
        if (isShared) {
            bridge.entranceFor(counting);
            drained.entranceFor(counting);
        }
        isOver = false;
        taker = new Thread(() -> {
            while (!isOver) {
                if (drained.drain(16) == 0) {
                    Thread.onSpinWait();
                }
            }
        });
        taker.start();
    }

    @TearDown(Level.Iteration)
    public void close() throws InterruptedException {
        isOver = true;
        taker.join();
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long rowInAndOut() {
        entrance.onBatch(batch, 0, ROWS);
        bridge.drain(1);
        return taken;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public void rowToAnotherThread() {
        while (!drained.hasRoom()) {
            Thread.onSpinWait();
        }
        toDrained.onBatch(batch, 0, ROWS);
    }

    @Benchmark
    public int emptyPoll() {
        return bridge.drain(1);
    }

    private final class Counting implements BatchReceiver {
        @Override
        public void onBatch(Batch rows, int from, int to) {
            taken += to - from;
        }

        @Override
        public void onWatermark(long watermark) {}

        @Override
        public void onEnd() {}
    }
}
