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
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.ring0.Pipeline;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void codeThatHotSpotWouldNotCompileIsInterpretedWithTheReason() {
        Schema schema = schema();
        List<Expression> sums = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sums.add(Expressions.call("+", List.of(column(schema, 0), column(schema, 2)), DataType.BIGINT));
            fields.add(new Field("sum" + i, DataType.BIGINT));
        }
        Schema output = Schema.of(fields);
        CompiledPipeline pipeline = new PipelineFactory(CompilerMode.COMPILED)
                .create(new PipelineSpec(schema, List.of(new ProjectStage(sums)), output));
        assertThat(pipeline.isCompiled()).isFalse();
        assertThat(pipeline.reason()).contains("bytes");
        Batch out = new Batch(output, ROWS);
        assertThat(pipeline.pipeline().process(batch(schema), 0, ROWS, out)).isEqualTo(ROWS);
    }

    @Test
    void showsItsStages() {
        assertThat(new PipelineCompiler(new CompilerCache(1))
                        .compile(filterAndProject(schema()))
                        .toString())
                .startsWith("Compiled[Filter (c0 < 512), Project [(c0 + 1), (c1 + 1.0)");
    }
}
