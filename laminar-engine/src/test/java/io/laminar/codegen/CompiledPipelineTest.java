package io.laminar.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.laminar.api.CompilerMode;
import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.expr.Expression;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expressions;
import io.laminar.expr.Interpreter;
import io.laminar.expr.ScalarFunction;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.ring0.Pipeline;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CompiledPipelineTest {
    private static final int ROWS = 1024;

    /** Eight columns: four longs, four doubles. */
    private static Schema schema() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            fields.add(new Field("c" + i, i % 2 == 0 ? DataType.BIGINT : DataType.DOUBLE));
        }
        return Schema.of(fields);
    }

    private static Expression column(Schema schema, int index) {
        return new ColumnReference(index, schema.field(index).name(), schema.type(index));
    }

    /** Passes the rows with an even index, and adds to each column. */
    private static PipelineSpec filterAndProject(Schema schema) {
        Expression passes = Expressions.call(
                "<", List.of(column(schema, 0), new Literal(ROWS / 2L, DataType.BIGINT.notNull())), DataType.BOOLEAN);
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            Object one = i % 2 == 0 ? (Object) 1L : (Object) 1.0;
            expressions.add(Expressions.call(
                    "+",
                    List.of(column(schema, i), new Literal(one, schema.type(i).notNull())),
                    schema.type(i)));
        }
        return new PipelineSpec(schema, List.of(new FilterStage(passes), new ProjectStage(expressions)), schema);
    }

    private static Batch batch(Schema schema) {
        Batch batch = new Batch(schema, ROWS);
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < 8; column++) {
                if (column % 2 == 0) {
                    // Half of the rows pass, in no order that could be foretold.
                    batch.longs(column)[row] = row * 389L % ROWS;
                } else {
                    batch.doubles(column)[row] = row;
                }
            }
        }
        batch.rows(ROWS);
        return batch;
    }

    @Test
    void allocatesNothingPerRow() {
        Schema schema = schema();
        CompiledPipeline compiled = new PipelineFactory(CompilerMode.COMPILED).create(filterAndProject(schema));
        assertThat(compiled.isCompiled()).isTrue();
        Batch withNulls = batch(schema);
        withNulls.setNull(3, 17);
        for (Batch in : List.of(batch(schema), withNulls)) {
            Batch out = new Batch(schema, ROWS);
            run(compiled.pipeline(), in, out, 2_000);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            int batches = 1_000;
            run(compiled.pipeline(), in, out, batches);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated / (double) (batches * ROWS)).isLessThan(0.01);
            assertThat(out.rows()).isEqualTo(ROWS / 2);
        }
    }

    private static void run(Pipeline pipeline, Batch in, Batch out, int batches) {
        for (int i = 0; i < batches; i++) {
            out.clear();
            pipeline.process(in, 0, ROWS, out);
        }
    }

    @Test
    void filtersAloneCopyAllColumnsAndWeights() {
        Schema schema = Schema.of(new Field("a", DataType.BOOLEAN), new Field("b", DataType.VARCHAR));
        Batch in = new Batch(schema, 4);
        for (int row = 0; row < 4; row++) {
            in.longs(0)[row] = row % 2;
            in.objects(1)[row] = "row " + row;
            in.rows(row + 1);
            in.setWeight(row, row == 3 ? -1 : 1);
        }
        in.setNull(1, 1);
        PipelineSpec spec = new PipelineSpec(schema, List.of(new FilterStage(column(schema, 0))), schema);
        for (CompilerMode mode : CompilerMode.values()) {
            Batch out = new Batch(schema, 4);
            Pipeline pipeline = new PipelineFactory(mode).create(spec).pipeline();
            assertThat(pipeline.process(in, 1, 4, out)).isEqualTo(2);
            assertThat(out.isNull(1, 0)).isTrue();
            assertThat(out.objects(1)[1]).isEqualTo("row 3");
            assertThat(out.weight(0)).isEqualTo(1);
            assertThat(out.weight(1)).isEqualTo(-1);
            assertThat(out.longs(0)[1]).isEqualTo(1);
        }
    }

    @Test
    void rowsWithoutWeightGetOneBehindRowsThatHaveWeights() {
        Schema schema = Schema.of(new Field("a", DataType.BIGINT));
        Batch plain = new Batch(schema, 1);
        plain.rows(1);
        for (CompilerMode mode : CompilerMode.values()) {
            Batch out = new Batch(schema, 4);
            out.setWeight(0, -1);
            out.rows(1);
            out.weightLane()[1] = 99;
            Pipeline pipeline = new PipelineFactory(mode)
                    .create(new PipelineSpec(schema, List.of(), schema))
                    .pipeline();
            pipeline.process(plain, 0, 1, out);
            assertThat(out.weight(0)).isEqualTo(-1);
            assertThat(out.weight(1)).isEqualTo(1);
        }
    }

    /** Expressions over the three columns of a row: {@code a}, {@code b} and the text {@code c}. */
    private static final Schema ABC = Schema.of(
            new Field("a", DataType.BIGINT), new Field("b", DataType.BIGINT), new Field("c", DataType.VARCHAR));

    private static Batch abc() {
        Batch in = new Batch(ABC, 4);
        for (int row = 0; row < 4; row++) {
            in.longs(0)[row] = row;
            in.longs(1)[row] = 10L - row;
            in.objects(2)[row] = "c" + row;
            in.rows(row + 1);
        }
        in.setNull(0, 2);
        in.setNull(2, 3);
        return in;
    }

    @Test
    void codeThatHotSpotWouldNotCompileIsCutIntoMethods() {
        Schema schema = schema();
        List<Expression> sums = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sums.add(Expressions.call("+", List.of(column(schema, 0), column(schema, 2)), DataType.BIGINT));
            fields.add(new Field("sum" + i, DataType.BIGINT));
        }
        Schema output = Schema.of(fields);
        PipelineSpec spec = new PipelineSpec(schema, List.of(new ProjectStage(sums)), output);
        CompiledPipeline pipeline = new PipelineFactory(CompilerMode.COMPILED).create(spec);
        assertThat(pipeline.isCompiled()).isTrue();
        assertThat(GeneratedClass.of(PipelineShape.of(spec).code()).isSplit()).isTrue();
        Batch out = new Batch(output, ROWS);
        assertThat(pipeline.pipeline().process(batch(schema), 0, ROWS, out)).isEqualTo(ROWS);
        assertThat(out.longs(499)[3]).isEqualTo(3L * 389 % ROWS * 2);
    }

    @Test
    void oneHugeExpressionIsCutIntoMethods() {
        List<Expression> operands = new ArrayList<>();
        for (long i = 0; i < 3_000; i++) {
            operands.add(Expressions.call(
                    "=", List.of(column(ABC, 0), new Literal(i * 7, DataType.BIGINT.notNull())), DataType.BOOLEAN));
            operands.add(new Literal(i, DataType.BIGINT.notNull()));
        }
        operands.add(new Literal(-1L, DataType.BIGINT.notNull()));
        PipelineSpec spec = new PipelineSpec(
                ABC,
                List.of(new ProjectStage(List.of(Expressions.call("CASE", operands, DataType.BIGINT)))),
                Schema.of(new Field("x", DataType.BIGINT)));
        CompiledPipeline pipeline = new PipelineFactory(CompilerMode.COMPILED).create(spec);
        assertThat(pipeline.isCompiled()).as(pipeline.reason()).isTrue();
        Batch in = abc();
        in.longs(0)[1] = 2_999 * 7L;
        Batch out = new Batch(spec.output(), 4);
        pipeline.pipeline().process(in, 0, 4, out);
        assertThat(out.longs(0)).startsWith(0, 2_999, -1, -1);
    }

    /** Counts its calls. */
    public static final class Counting {
        static int calls;

        private Counting() {}

        /** The text twice; null for "c1". */
        public static @Nullable String twice(String text) {
            calls++;
            return text.equals("c1") ? null : text + text;
        }
    }

    private static Expression twice(boolean isDeterministic) throws NoSuchMethodException {
        ScalarFunction function = new ScalarFunction(
                "TWICE",
                Counting.class.getMethod("twice", String.class),
                ScalarFunction.NullRule.STRICT,
                isDeterministic,
                ScalarFunction.Notation.FUNCTION);
        return new Expression.Call(function, List.of(column(ABC, 2)), DataType.VARCHAR);
    }

    @Test
    void whatSeveralColumnsNeedIsCalculatedOncePerRow() throws NoSuchMethodException {
        for (int methodSize : new int[] {ExpressionMethods.MAX_NODES, 2}) {
            Counting.calls = 0;
            List<Object> rows = runTwice(twice(true), methodSize);
            assertThat(rows).containsExactly("c0c0", "c0c0!", 1L, null, null, 0L, "c2c2", "c2c2!", 1L, null, null, 0L);
            assertThat(Counting.calls).isEqualTo(3);
        }
    }

    @Test
    void whatMayDifferFromCallToCallIsNotShared() throws NoSuchMethodException {
        Counting.calls = 0;
        runTwice(twice(false), ExpressionMethods.MAX_NODES);
        assertThat(Counting.calls).isEqualTo(3 * 3);
    }

    private static List<Object> runTwice(Expression twice, int methodSize) {
        Expression notNull = Expressions.call("IS NOT NULL", List.of(twice), DataType.BOOLEAN.notNull());
        PipelineSpec spec = new PipelineSpec(
                ABC,
                List.of(new ProjectStage(List.of(
                        twice,
                        Expressions.call(
                                "||", List.of(twice, new Literal("!", DataType.VARCHAR.notNull())), DataType.VARCHAR),
                        Expressions.cast(notNull, DataType.BIGINT)))),
                Schema.of(
                        new Field("x", DataType.VARCHAR),
                        new Field("y", DataType.VARCHAR),
                        new Field("z", DataType.BIGINT)));
        PipelineShape shape = PipelineShape.of(spec);
        GeneratedClass generated = methodSize == ExpressionMethods.MAX_NODES
                ? GeneratedClass.of(shape.code())
                : GeneratedClass.inMethods(shape.code(), methodSize);
        Batch out = new Batch(spec.output(), 4);
        LoadedClass.define(generated, shape.constants()).newPipeline("twice").process(abc(), 0, 4, out);
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 3; column++) {
                values.add(Interpreter.read(out, column, row));
            }
        }
        return values;
    }

    @Test
    void showsItsStages() {
        assertThat(new PipelineCompiler(new CompilerCache(1))
                        .compile(filterAndProject(schema()))
                        .toString())
                .startsWith("Compiled[Filter (c0 < 512), Project [(c0 + 1), (c1 + 1.0)");
    }
}
