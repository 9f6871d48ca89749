package io.laminar.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.expr.Interpreter;
import io.laminar.plan.PipelineSpec;
import io.laminar.ring0.Pipeline;
import io.laminar.ring0.RowException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** Compiled and interpreted pipelines give the same rows, weights and errors, on random expressions and rows. */
class CompilerDifferentialTest {
    private static final int PIPELINES = 400;
    private static final int ROWS = 2_500;

    @Test
    void compiledPipelinesAnswerAsTheInterpreterDoes() {
        long firstSeed = Long.getLong("laminar.test.seed", 20261121L);
        long rows = 0;
        long errors = 0;
        long compiledPipelines = 0;
        for (long seed = firstSeed; seed < firstSeed + PIPELINES; seed++) {
            RandomPipelines pipelines = new RandomPipelines(seed);
            Schema schema = pipelines.schema();
            PipelineSpec spec = pipelines.pipeline(schema);
            Batch in = pipelines.batch(schema, ROWS);
            CompiledPipeline compiled = new PipelineFactory(CompilerMode.COMPILED).create(spec);
            List<String> expected = run(new InterpretedPipeline(spec), spec, in);
            List<String> actual = run(compiled.pipeline(), spec, in);
            assertThat(actual)
                    .as("-Dlaminar.test.seed=%d %s %s", seed, spec.stages(), compiled.reason())
                    .isEqualTo(expected);
            rows += ROWS;
            compiledPipelines += compiled.isCompiled() ? 1 : 0;
            errors += expected.stream().filter(line -> line.startsWith("error")).count();
        }
        assertThat(rows).isGreaterThanOrEqualTo(1_000_000);
        assertThat(errors).isGreaterThan(1_000);
        assertThat(compiledPipelines).isGreaterThan(PIPELINES * 9L / 10);
    }

    /** Cutting into very small methods reaches every way in which a value crosses methods. */
    @Test
    void pipelinesInManyMethodsAnswerAsTheInterpreterDoes() {
        for (long seed = 0; seed < 200; seed++) {
            RandomPipelines pipelines = new RandomPipelines(seed);
            PipelineSpec spec = pipelines.pipeline(pipelines.schema(), 8, 4);
            Batch in = pipelines.batch(spec.input(), 100);
            PipelineShape shape = PipelineShape.of(spec);
            GeneratedClass generated = GeneratedClass.inMethods(shape.code(), 1 + (int) (seed % 12));
            Pipeline split = LoadedClass.define(generated, shape.constants()).newPipeline("split");
            assertThat(run(split, spec, in))
                    .as("seed %d %s", seed, spec.stages())
                    .isEqualTo(run(new InterpretedPipeline(spec), spec, in));
        }
    }

    @Test
    void largePipelinesAreCompiledToo() {
        int split = 0;
        for (long seed = 0; seed < 12; seed++) {
            RandomPipelines pipelines = new RandomPipelines(seed);
            PipelineSpec spec = pipelines.pipeline(pipelines.schema(), 200, 5);
            Batch in = pipelines.batch(spec.input(), 50);
            CompiledPipeline compiled = new PipelineFactory(CompilerMode.COMPILED).create(spec);
            assertThat(compiled.isCompiled())
                    .as("seed %d: %s", seed, compiled.reason())
                    .isTrue();
            split += GeneratedClass.of(PipelineShape.of(spec).code()).isSplit() ? 1 : 0;
            assertThat(run(compiled.pipeline(), spec, in))
                    .as("seed %d", seed)
                    .isEqualTo(run(new InterpretedPipeline(spec), spec, in));
        }
        assertThat(split).isGreaterThan(3);
    }

    @Test
    void generatedBytecodeIsVerified() {
        for (long seed = 0; seed < 100; seed++) {
            RandomPipelines pipelines = new RandomPipelines(seed);
            PipelineSpec spec =
                    PipelineShape.of(pipelines.pipeline(pipelines.schema())).code();
            verify(GeneratedClass.of(spec), seed, spec);
            verify(GeneratedClass.inMethods(spec, 5), seed, spec);
        }
    }

    private void verify(GeneratedClass generated, long seed, PipelineSpec spec) {
        StringWriter problems = new StringWriter();
        CheckClassAdapter.verify(
                new ClassReader(generated.bytes()), getClass().getClassLoader(), false, new PrintWriter(problems));
        assertThat(problems.toString()).as("seed %d %s", seed, spec.stages()).isEmpty();
    }

    /** Rows with their weights, and errors, in order; what is before an error was complete. */
    private static List<String> run(Pipeline pipeline, PipelineSpec spec, Batch in) {
        List<String> lines = new ArrayList<>();
        Batch out = new Batch(spec.output(), in.rows());
        int from = 0;
        while (from < in.rows()) {
            int before = out.rows();
            try {
                int appended = pipeline.process(in, from, in.rows(), out);
                assertThat(out.rows() - before).isEqualTo(appended);
                from = in.rows();
            } catch (RowException e) {
                assertThat(e.getCause()).isInstanceOf(LaminarException.class);
                lines.add("error " + out.rows() + " " + e.getMessage());
                from = e.row() + 1;
            }
        }
        for (int row = 0; row < out.rows(); row++) {
            StringBuilder line = new StringBuilder("weight " + out.weight(row));
            for (int column = 0; column < spec.output().size(); column++) {
                line.append(' ').append(Interpreter.read(out, column, row));
            }
            lines.add(line.toString());
        }
        return lines;
    }
}
