package io.laminar.engine;

import io.laminar.api.CompilerMetrics;
import io.laminar.api.QueryMetrics;
import io.laminar.metrics.BatchTimer;
import io.laminar.metrics.Counter;
import io.laminar.metrics.Histogram;
import io.laminar.ring0.PipelineFigures;
import io.laminar.ring1.OperatorFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counters and timers of a query: each input, pipeline and operator has its own, since each has one writer, and here
 * they are added up. What is compiled into the place of a query goes on with its figures, one after the other, so that
 * they never fall. Compiled by one thread at a time, read by anybody.
 */
final class QueryFigures {
    private final Supplier<CompilerMetrics> compiler;
    private final List<InputFigures> inputs = new CopyOnWriteArrayList<>();
    private final List<PipelineFigures> pipelines = new CopyOnWriteArrayList<>();
    private final List<OperatorFigures> operators = new CopyOnWriteArrayList<>();
    private int nextInput;
    private int nextPipeline;
    private int nextOperator;

    /** @param compiler tells the figures of the compiler that makes its pipelines */
    QueryFigures(Supplier<CompilerMetrics> compiler) {
        this.compiler = compiler;
    }

    /** Says that the query is compiled, or compiled anew. */
    void rewind() {
        nextInput = 0;
        nextPipeline = 0;
        nextOperator = 0;
    }

    InputFigures input() {
        return next(inputs, nextInput++, InputFigures::new);
    }

    PipelineFigures pipeline() {
        return next(pipelines, nextPipeline++, PipelineFigures::new);
    }

    OperatorFigures operator() {
        return next(operators, nextOperator++, OperatorFigures::new);
    }

    private static <T> T next(List<T> figures, int index, Supplier<T> maker) {
        if (index == figures.size()) {
            figures.add(maker.get());
        }
        return figures.get(index);
    }

    /** Forgets what says how things are rather than what happened. Workers stand still. */
    void startAnew() {
        operators.forEach(OperatorFigures::startAnew);
    }

    long rowsIn() {
        return sum(inputs, InputFigures::rows);
    }

    long batchesIn() {
        return sum(inputs, InputFigures::batches);
    }

    /** What the figures are now. */
    QueryMetrics metrics(
            CompiledQuery compiled, @Nullable Instant watermark, long viewRows, QueryMetrics.Bridge bridge) {
        Times latency = times(inputs, InputFigures::latency);
        return new QueryMetrics(
                rowsIn(),
                compiled.output().rows(),
                sum(pipelines, PipelineFigures::filtered),
                sum(operators, OperatorFigures::late),
                sum(pipelines, PipelineFigures::failed),
                sum(operators, OperatorFigures::withoutTime),
                watermark,
                sum(operators, OperatorFigures::stateRows) + viewRows,
                new QueryMetrics.Latency(batchesIn(), latency.total(), latency.p50(), latency.p99()),
                bridge,
                ring0(compiled.pipelines()),
                ring1(),
                compiled.operatorFigures());
    }

    private QueryMetrics.Ring0 ring0(List<CompiledQuery.Stages> stages) {
        long out = sum(pipelines, PipelineFigures::out);
        long dropped = sum(pipelines, PipelineFigures::filtered) + sum(pipelines, PipelineFigures::failed);
        Times times = times(pipelines, PipelineFigures::timer);
        int compiled = (int)
                stages.stream().filter(each -> each.pipeline().isCompiled()).count();
        return new QueryMetrics.Ring0(
                out + dropped,
                out,
                dropped,
                times.total(),
                times.p50(),
                times.p99(),
                compiled,
                stages.size() - compiled,
                compiler.get().cacheHitRate());
    }

    private QueryMetrics.Ring1 ring1() {
        Times times = times(operators, OperatorFigures::batchTimer);
        Duration ofWatermarks =
                times(operators, OperatorFigures::watermarkTimer).total();
        return new QueryMetrics.Ring1(
                sum(operators, OperatorFigures::batches),
                sum(operators, OperatorFigures::in),
                sum(operators, OperatorFigures::out),
                times.total().plus(ofWatermarks),
                times.p50(),
                times.p99());
    }

    private static <T> long sum(List<T> figures, Function<T, Counter> figure) {
        return sumOf(figures, each -> figure.apply(each).get());
    }

    private static <T> long sumOf(List<T> figures, ToLongFunction<T> figure) {
        return figures.stream().mapToLong(figure).sum();
    }

    private static <T> Times times(List<T> figures, Function<T, BatchTimer> timer) {
        Histogram.Snapshot histogram = new Histogram.Snapshot();
        figures.forEach(each -> histogram.with(timer.apply(each).histogram()));
        return new Times(
                Duration.ofNanos(sumOf(figures, each -> timer.apply(each).totalNanos())),
                Duration.ofNanos(histogram.percentile(0.5)),
                Duration.ofNanos(histogram.percentile(0.99)));
    }

    /** Time in all, and the median and 99th percentile of what the timers are of. */
    private record Times(Duration total, Duration p50, Duration p99) {}
}
