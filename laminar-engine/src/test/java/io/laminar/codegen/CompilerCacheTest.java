package io.laminar.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.CompilerMode;
import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.expr.Expression;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expressions;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.ring0.Pipeline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class CompilerCacheTest {
    private final CompilerCache cache = new CompilerCache(4);
    private final PipelineCompiler compiler = new PipelineCompiler(cache);

    /** {@code SELECT name || suffix WHERE amount > limit}. */
    private static PipelineSpec greater(String column, long limit, String suffix) {
        Schema schema = Schema.of(new Field(column, DataType.BIGINT), new Field("name", DataType.VARCHAR));
        Expression amount = new ColumnReference(0, column, DataType.BIGINT);
        Expression name = new ColumnReference(1, "name", DataType.VARCHAR);
        DataType text = new DataType(DataType.Kind.CHAR, suffix.length(), 0, false, List.of(), List.of());
        return new PipelineSpec(
                schema,
                List.of(
                        new FilterStage(Expressions.call(
                                ">", List.of(amount, new Literal(limit, DataType.BIGINT.notNull())), DataType.BOOLEAN)),
                        new ProjectStage(List.of(
                                Expressions.call("||", List.of(name, new Literal(suffix, text)), DataType.VARCHAR)))),
                Schema.of(new Field("result", DataType.VARCHAR)));
    }

    private static List<Object> run(Pipeline pipeline, long... amounts) {
        PipelineSpec spec = greater("a", 0, "");
        Batch in = new Batch(spec.input(), amounts.length);
        for (int row = 0; row < amounts.length; row++) {
            in.longs(0)[row] = amounts[row];
            in.objects(1)[row] = "n" + amounts[row];
        }
        in.rows(amounts.length);
        Batch out = new Batch(spec.output(), amounts.length);
        pipeline.process(in, 0, amounts.length, out);
        List<Object> result = new ArrayList<>();
        for (int row = 0; row < out.rows(); row++) {
            result.add(out.objects(0)[row]);
        }
        return result;
    }

    @Test
    void pipelinesThatDifferInNamesAndConstantsShareTheirCode() {
        Pipeline first = compiler.compile(greater("a", 3, "!"));
        Pipeline second = compiler.compile(greater("b", 5, "???"));
        assertThat(cache.misses()).isEqualTo(1);
        assertThat(cache.hits()).isEqualTo(1);
        assertThat(run(first, 3, 4, 6)).containsExactly("n4!", "n6!");
        assertThat(run(second, 3, 4, 6)).containsExactly("n6???");
        assertThat(second.toString()).contains("b > 5");
    }

    @Test
    void equalPipelinesShareTheirClassButNotTheObject() {
        Pipeline first = compiler.compile(greater("a", 3, "!"));
        Pipeline second = compiler.compile(greater("a", 3, "!"));
        assertThat(second).isNotSameAs(first);
        assertThat(second.getClass()).isSameAs(first.getClass());
        assertThat(compiler.compile(greater("a", 4, "!")).getClass()).isNotSameAs(first.getClass());
    }

    @Test
    void keepsNoMoreThanItMay() {
        Class<?> first = compiler.compile(greater("a", 0, "!")).getClass();
        for (long limit = 1; limit <= 4; limit++) {
            compiler.compile(greater("a", limit, "!"));
        }
        assertThat(compiler.compiledBefore(greater("a", 0, "!"))).isNull();
        assertThat(compiler.compiledBefore(greater("a", 4, "!"))).isNotNull();
        assertThat(compiler.compile(greater("a", 0, "!")).getClass()).isNotSameAs(first);
        assertThat(cache.misses()).as("the bytes were kept").isEqualTo(1);
    }

    @Test
    void aRefusalIsKeptToo() {
        List<Expression> sums = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        Expression a = new ColumnReference(0, "a", DataType.BIGINT);
        for (int i = 0; i < 40_000; i++) {
            sums.add(Expressions.call("+", List.of(a, a), DataType.BIGINT));
            fields.add(new Field("s" + i, DataType.BIGINT));
        }
        PipelineSpec huge = new PipelineSpec(
                Schema.of(new Field("a", DataType.BIGINT)), List.of(new ProjectStage(sums)), Schema.of(fields));
        assertThatThrownBy(() -> compiler.compile(huge)).isInstanceOf(NotCompilableException.class);
        assertThatThrownBy(() -> compiler.compile(huge)).isInstanceOf(NotCompilableException.class);
        assertThat(compiler.compiledBefore(huge)).isNull();
    }

    @Test
    void manyThreadsAskingAtOnceGetOneClass() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (long limit = 0; limit < 50; limit++) {
                PipelineSpec spec = greater("a", limit, "!");
                Callable<Class<?>> ask = () -> compiler.compile(spec).getClass();
                List<Class<?>> classes = new ArrayList<>();
                for (Future<Class<?>> answer : threads.invokeAll(List.of(ask, ask, ask, ask, ask, ask, ask, ask))) {
                    classes.add(answer.get());
                }
                assertThat(classes).containsOnly(classes.get(0));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cache.misses()).isEqualTo(1);
    }

    @Test
    void startsInterpretedAndGoesOnCompiledFromTheBatchAfterTheCodeIsReady() {
        Queue<Runnable> background = new ArrayDeque<>();
        PipelineFactory factory = new PipelineFactory(CompilerMode.AUTO, cache, background::add, 0);
        CompiledPipeline pipeline = factory.create(greater("a", 3, "!"));
        assertThat(pipeline.isCompiled()).isFalse();
        assertThat(pipeline.reason()).contains("not ready");
        assertThat(pipeline.pipeline().toString()).startsWith("Interpreted");
        assertThat(run(pipeline.pipeline(), 3, 4)).containsExactly("n4!");

        background.remove().run();
        assertThat(pipeline.isCompiled()).isTrue();
        assertThat(pipeline.pipeline().toString()).startsWith("Compiled");
        assertThat(run(pipeline.pipeline(), 3, 4)).containsExactly("n4!");
        assertThat(factory.create(greater("a", 3, "!")).isCompiled())
                .as("is there for the next")
                .isTrue();
        assertThat(background).isEmpty();
    }

    @Test
    void aPipelineThatMayEndSoonAsksForCodeOnlyAfterSomeRows() {
        Queue<Runnable> background = new ArrayDeque<>();
        CompiledPipeline pipeline =
                new PipelineFactory(CompilerMode.AUTO, cache, background::add, 4).create(greater("a", 3, "!"));
        run(pipeline.pipeline(), 1, 2, 3);
        run(pipeline.pipeline(), 4, 5);
        assertThat(background).isEmpty();
        run(pipeline.pipeline(), 6);
        run(pipeline.pipeline(), 7);
        assertThat(background).hasSize(1);
        background.remove().run();
        assertThat(pipeline.isCompiled()).isTrue();
    }
}
