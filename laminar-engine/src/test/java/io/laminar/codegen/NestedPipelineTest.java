package io.laminar.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.CompilerMode;
import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.expr.Expression;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expressions;
import io.laminar.expr.Interpreter;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.ring0.Pipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Arrays and JSON in bytecode: functions with a variable number of operands, boxed values, documents that are shared. */
class NestedPipelineTest {
    private static final DataType JSON = DataType.of(Kind.JSON);
    private static final DataType NUMBERS = DataType.array(DataType.BIGINT);
    private static final Expression K = new ColumnReference(0, "k", DataType.BIGINT);
    private static final Expression A = new ColumnReference(1, "a", NUMBERS);
    private static final Expression J = new ColumnReference(2, "j", JSON);
    private static final Expression B = new ColumnReference(3, "b", DataType.array(DataType.BOOLEAN));
    private static final Schema SCHEMA = Schema.of(List.of(field("k", K), field("a", A), field("j", J), field("b", B)));

    private static Field field(String name, Expression expression) {
        return new Field(name, expression.type());
    }

    private static Expression call(String name, DataType type, Expression... operands) {
        return Expressions.call(name, List.of(operands), type);
    }

    private static Literal text(String value) {
        return new Literal(value, DataType.VARCHAR.notNull());
    }

    private static List<Expression> expressions() {
        return List.of(
                call("[]", DataType.BIGINT, A, K),
                call("ARRAY", NUMBERS, K, call("[]", DataType.BIGINT, A, K), new Literal(7L, DataType.BIGINT)),
                call("[]", DataType.BOOLEAN, B, K),
                call("ARRAY_CONTAINS", DataType.BOOLEAN, A, K),
                call("JSONB_GET_TEXT", DataType.VARCHAR, call("JSONB_GET", JSON, J, text("x")), text("y")),
                call("JSONB_EXISTS", DataType.BOOLEAN, J, text("x")),
                call("JSON_BUILD_OBJECT", JSON, text("k"), K, text("a"), A, text("j"), J),
                call("CARDINALITY", DataType.BIGINT, A));
    }

    @Test
    void bytecodeAnswersAsTheInterpreterDoes() {
        List<Expression> expressions = expressions();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            fields.add(new Field("c" + i, expressions.get(i).type().withNullable(true)));
        }
        PipelineSpec spec = new PipelineSpec(SCHEMA, List.of(new ProjectStage(expressions)), Schema.of(fields));
        CompiledPipeline compiled = new PipelineFactory(CompilerMode.COMPILED).create(spec);
        Batch in = batch();

        assertThat(compiled.reason()).isNull();
        List<String> rows = run(compiled.pipeline(), spec, in);
        assertThat(rows).isEqualTo(run(new InterpretedPipeline(spec), spec, in));
        assertThat(rows.get(0))
                .isEqualTo("6 [1, 6, 7] true false z true {\"k\":1,\"a\":[6],\"j\":{\"x\":{\"y\":\"z\"}}} 1");
        assertThat(rows.get(1))
                .isEqualTo("null [null, null, 7] null null null null " + "{\"k\":null,\"a\":null,\"j\":null} null");
    }

    @Test
    void aTextIsParsedOnceForAllFunctionsOverIt() {
        assertThat(CommonCalls.of(expressions()))
                .anySatisfy(call ->
                        assertThat(((Expression.Call) call).function().name()).isEqualTo("JSON_PARSE"));
    }

    private static Batch batch() {
        Batch in = new Batch(SCHEMA, 4);
        append(in, 1L, List.of(6L), "{\"x\": {\"y\": \"z\"}}", List.of(1L));
        append(in, null, null, null, null);
        append(in, 2L, Arrays.asList(2L, null), "[]", List.of(0L, 0L));
        return in;
    }

    private static void append(
            Batch in, @Nullable Long k, @Nullable List<?> a, @Nullable String j, @Nullable List<?> b) {
        int row = in.rows();
        if (k == null) {
            in.setNull(0, row);
        } else {
            in.longs(0)[row] = k;
        }
        Object[] objects = {a, j, b};
        for (int i = 0; i < objects.length; i++) {
            if (objects[i] == null) {
                in.setNull(i + 1, row);
            } else {
                in.objects(i + 1)[row] = objects[i];
            }
        }
        in.rows(row + 1);
    }

    private static List<String> run(Pipeline pipeline, PipelineSpec spec, Batch in) {
        Batch out = new Batch(spec.output(), in.rows());
        pipeline.process(in, 0, in.rows(), out);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < out.rows(); row++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < spec.output().size(); column++) {
                text.append(column == 0 ? "" : " ").append(Interpreter.read(out, column, row));
            }
            rows.add(text.toString());
        }
        return rows;
    }
}
