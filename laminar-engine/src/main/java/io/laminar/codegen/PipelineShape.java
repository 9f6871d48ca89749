package io.laminar.codegen;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.expr.Expression.And;
import io.laminar.expr.Expression.Call;
import io.laminar.expr.Expression.Case;
import io.laminar.expr.Expression.Coalesce;
import io.laminar.expr.Expression.ColumnReference;
import io.laminar.expr.Expression.IsNull;
import io.laminar.expr.Expression.Literal;
import io.laminar.expr.Expression.Not;
import io.laminar.expr.Expression.Or;
import io.laminar.expr.ExpressionVisitor;
import io.laminar.expr.ScalarFunction;
import io.laminar.expr.UserCode;
import io.laminar.plan.PipelineSpec;
import io.laminar.plan.PipelineSpec.FilterStage;
import io.laminar.plan.PipelineSpec.ProjectStage;
import io.laminar.plan.PipelineSpec.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * A pipeline as its code sees it: without names and lengths, and with its constants beside it. Pipelines of the same
 * code have equal {@code code}, so the bytes are generated once.
 *
 * <pre>
 *   Filter price &gt; 10.0, Project [symbol || '!']      code: Filter c1 &gt; #0, Project [c0 || #1]     constants: 10.0, '!'
 * </pre>
 *
 * @param code the pipeline, in which a literal's value is the {@link Hole} where the constant goes; TRUE, FALSE and
 *     NULL stay, since code depends on them
 * @param constants the values, each once
 */
record PipelineShape(PipelineSpec code, List<Object> constants) {

    /** Stands for a constant. */
    record Hole(int index) {}

    PipelineShape {
        constants = List.copyOf(constants);
    }

    static PipelineShape of(PipelineSpec spec) {
        Shaper shaper = new Shaper();
        List<Stage> stages = spec.stages().stream().map(shaper::stage).toList();
        return new PipelineShape(
                new PipelineSpec(nameless(spec.input()), stages, nameless(spec.output())), shaper.constants);
    }

    private static Schema nameless(Schema schema) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            fields.add(new Field("c" + i, plain(schema.type(i))));
        }
        return Schema.of(fields);
    }

    /** The type without what code does not depend on. */
    private static DataType plain(DataType type) {
        DataType bare = type.kind() == Kind.DECIMAL
                ? DataType.decimal(type.precision() <= 18 ? 18 : 38, 0)
                : DataType.of(type.kind());
        return bare.withNullable(type.nullable());
    }

    /** Copies expressions into their shape and collects the constants. */
    private static final class Shaper implements ExpressionVisitor<Expression> {
        private final List<Object> constants = new ArrayList<>();

        Stage stage(Stage stage) {
            return stage instanceof FilterStage filter
                    ? new FilterStage(filter.predicate().accept(this))
                    : new ProjectStage(all(((ProjectStage) stage).expressions()));
        }

        private List<Expression> all(List<Expression> expressions) {
            return expressions.stream()
                    .map(expression -> expression.accept(this))
                    .toList();
        }

        @Override
        public Expression visitColumn(ColumnReference column) {
            return new ColumnReference(column.index(), "c" + column.index(), plain(column.type()));
        }

        @Override
        public Expression visitLiteral(Literal literal) {
            Object value = literal.value();
            if (value == null || value instanceof Boolean) {
                return new Literal(value, plain(literal.type()));
            }
            return new Literal(hole(value), plain(literal.type()));
        }

        private Hole hole(Object value) {
            int index = constants.indexOf(value);
            if (index < 0) {
                index = constants.size();
                constants.add(value);
            }
            return new Hole(index);
        }

        @Override
        public Expression visitCall(Call call) {
            ScalarFunction function = call.function();
            UserCode user = function.code();
            if (user != null) {
                function = function.withCode(user.withTarget(hole(user.target())));
            }
            return new Call(function, all(call.operands()), plain(call.type()));
        }

        @Override
        public Expression visitAnd(And and) {
            return new And(all(and.operands()));
        }

        @Override
        public Expression visitOr(Or or) {
            return new Or(all(or.operands()));
        }

        @Override
        public Expression visitNot(Not not) {
            return new Not(not.operand().accept(this));
        }

        @Override
        public Expression visitIsNull(IsNull isNull) {
            return new IsNull(isNull.operand().accept(this));
        }

        @Override
        public Expression visitCase(Case caseWhen) {
            return new Case(
                    all(caseWhen.conditions()),
                    all(caseWhen.values()),
                    caseWhen.otherwise().accept(this),
                    plain(caseWhen.type()));
        }

        @Override
        public Expression visitCoalesce(Coalesce coalesce) {
            return new Coalesce(all(coalesce.operands()), plain(coalesce.type()));
        }
    }
}
