package io.laminar.benchmarks;

import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarEngine;
import io.laminar.catalog.Catalog;
import io.laminar.codegen.CompiledPipeline;
import io.laminar.codegen.PipelineFactory;
import io.laminar.plan.PipelineExtractor;
import io.laminar.plan.PlanNode;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import io.laminar.sql.Statements;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** From text to what runs, warm: planning and code, and a definition in a running engine. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Thread)
public class CompileBenchmark {
    private static final String TRADES =
            "CREATE SOURCE trades (symbol VARCHAR, price DOUBLE, volume BIGINT, venue VARCHAR,"
                    + " ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)";
    private static final String QUOTES = "CREATE SOURCE quotes (symbol VARCHAR, bid DOUBLE, ask DOUBLE, ts TIMESTAMP)";
    private static final String SIMPLE = "SELECT symbol, price * 1.1E0 AS price FROM trades WHERE price > 10";
    private static final String COMPLEX =
            "SELECT UPPER(t.symbol) AS symbol, window_start, COUNT(*) AS n, SUM(t.notional) AS notional,"
                    + " AVG(t.price) AS price, MAX(t.price) - MIN(t.price) AS spread, CASE WHEN COUNT(*) > 100 THEN 'busy' WHEN COUNT(*) > 10"
                    + " THEN 'normal' ELSE 'quiet' END AS activity FROM (SELECT a.symbol, a.price, a.price * a.volume AS notional, a.ts,"
                    + " window_start, window_end FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MINUTE)) AS a JOIN quotes q ON"
                    + " a.symbol = q.symbol WHERE a.price BETWEEN q.bid AND q.ask AND a.venue LIKE 'X%' AND a.volume > 0) AS t"
                    + " GROUP BY t.symbol, window_start, window_end HAVING COUNT(*) > 1 EMIT CHANGES";

    /** Which query. */
    @Param({"simple", "complex"})
    public String query;

    private final QueryPlanner planner = new QueryPlanner();
    private Catalog catalog;
    private LaminarEngine engine;
    private String sql;

    @Setup
    public void open() {
        sql = query.equals("simple") ? SIMPLE : COMPLEX;
        catalog = Catalog.EMPTY;
        for (String source : List.of(TRADES, QUOTES)) {
            catalog = catalog.with(((Statement.CreateSource) Statements.parseOne(source)).source());
        }
        engine = io.laminar.Laminar.builder()
                .compiler(CompilerMode.COMPILED)
                .compilerCacheSize(1)
                .open();
        engine.execute(TRADES + ";" + QUOTES);
    }

    @TearDown
    public void close() {
        engine.close();
    }

    private PlanNode planned() {
        Statement.Select statement = (Statement.Select) Statements.parseOne(sql);
        return planner.plan(statement.query(), catalog, true).root();
    }

    /** Parse, validate and plan. */
    @Benchmark
    public PlanNode plan() {
        return planned();
    }

    /** The same, and all pipelines as bytecode that nobody generated before. */
    @Benchmark
    public List<CompiledPipeline> planAndCompile() {
        List<CompiledPipeline> pipelines = new ArrayList<>();
        compile(planned(), new PipelineFactory(CompilerMode.COMPILED), pipelines);
        return pipelines;
    }

    private static void compile(PlanNode node, PipelineFactory factory, List<CompiledPipeline> pipelines) {
        PipelineExtractor.Cut cut = PipelineExtractor.cut(node);
        if (!cut.pipeline().isIdentity()) {
            pipelines.add(factory.create(cut.pipeline()));
        }
        cut.breaker().inputs().forEach(input -> compile(input, factory, pipelines));
    }

    /** {@code CREATE STREAM} and {@code DROP STREAM} in a running engine. */
    @Benchmark
    public void createAndDrop() {
        engine.execute("CREATE STREAM s AS " + sql + "; DROP STREAM s");
    }
}
