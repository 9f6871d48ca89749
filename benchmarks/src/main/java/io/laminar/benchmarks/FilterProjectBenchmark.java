package io.laminar.benchmarks;

import io.laminar.api.CompilerMode;
import io.laminar.codegen.PipelineFactory;
import io.laminar.data.Batch;
import io.laminar.plan.PipelineExtractor;
import io.laminar.plan.PlanNode;
import io.laminar.ring0.Pipeline;
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

/** Filter and projection of 8 columns, half of the rows passing; time per input row. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Thread)
public class FilterProjectBenchmark {
    private static final int ROWS = 1024;
    private static final int BATCHES = 64;
    private static final String SOURCE =
            "CREATE SOURCE events (a BIGINT NOT NULL, b BIGINT NOT NULL, c BIGINT NOT NULL,"
                    + " d BIGINT NOT NULL, x DOUBLE NOT NULL, y DOUBLE NOT NULL, z DOUBLE NOT NULL, name VARCHAR NOT NULL)";
    private static final String QUERY =
            "SELECT a, b + c AS bc, d, x * 0.908E0 AS x, y + z AS yz, z, name, b FROM events"
                    + " WHERE a < 500 EMIT CHANGES";

    private final Batch[] batches = new Batch[BATCHES];
    private Pipeline compiled;
    private Pipeline interpreted;
    private Batch out;
    private int next;

    /** How many batches are looked at in turn. */
    @Param("64")
    public int batchCount;

    @Setup
    public void fill() {
        PlanNode plan = Plans.of(SOURCE, QUERY);
        PipelineExtractor.Cut cut = PipelineExtractor.cut(plan);
        compiled = new PipelineFactory(CompilerMode.COMPILED)
                .create(cut.pipeline())
                .pipeline();
        interpreted = new PipelineFactory(CompilerMode.INTERPRETED)
                .create(cut.pipeline())
                .pipeline();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < BATCHES; i++) {
            Batch batch = new Batch(cut.pipeline().input(), ROWS);
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < 4; column++) {
                    batch.longs(column)[row] = random.nextLong(1000);
                }
                for (int column = 4; column < 7; column++) {
                    batch.doubles(column)[row] = random.nextDouble();
                }
                batch.objects(7)[row] = "name";
            }
            batch.rows(ROWS);
            batches[i] = batch;
        }
        out = new Batch(plan.schema(), ROWS);
    }

    private Batch nextBatch() {
        next = (next + 1) % batchCount;
        out.clear();
        return batches[next];
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int compiled() {
        return compiled.process(nextBatch(), 0, ROWS, out);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int interpreted() {
        return interpreted.process(nextBatch(), 0, ROWS, out);
    }

    /** The same by hand: what a loop over the same arrays can reach. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int byHand() {
        Batch in = nextBatch();
        long[] a = in.longs(0);
        long[] b = in.longs(1);
        long[] c = in.longs(2);
        long[] d = in.longs(3);
        double[] x = in.doubles(4);
        double[] y = in.doubles(5);
        double[] z = in.doubles(6);
        Object[] name = in.objects(7);
        long[] outA = out.longs(0);
        long[] outBc = out.longs(1);
        long[] outD = out.longs(2);
        double[] outX = out.doubles(3);
        double[] outYz = out.doubles(4);
        double[] outZ = out.doubles(5);
        Object[] outName = out.objects(6);
        long[] outB = out.longs(7);
        int count = 0;
        for (int row = 0; row < ROWS; row++) {
            if (a[row] < 500) {
                outA[count] = a[row];
                outBc[count] = Math.addExact(b[row], c[row]);
                outD[count] = d[row];
                outX[count] = x[row] * 0.908;
                outYz[count] = y[row] + z[row];
                outZ[count] = z[row];
                outName[count] = name[row];
                outB[count] = b[row];
                count++;
            }
        }
        out.rows(count);
        return count;
    }
}
