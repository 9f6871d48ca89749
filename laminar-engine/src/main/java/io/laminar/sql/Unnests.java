package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.plan.PlanNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Translates UNNEST, alone and joined to the rows whose collections it takes:
 *
 * <pre>
 *   Correlate $cor0                               Project
 *     input                                         Unnest [tags]
 *     Project, Filter ...                  =>         Project a, tags (where tags is computed)
 *       Uncollect                                       input
 *         Project $cor0.tags
 *           Values (one row)
 * </pre>
 */
final class Unnests {
    private final RelTranslator translator;

    Unnests(RelTranslator translator) {
        this.translator = translator;
    }

    /** What stands on the right of such a join. */
    private record Right(List<RelNode> stages, Uncollect uncollect, List<RexNode> collections) {}

    /** Whether a correlation is nothing but the join of an UNNEST. */
    static boolean applies(Correlate correlate) {
        return right(correlate.getRight()) != null && isInnerOrLeft(correlate.getJoinType());
    }

    /** The plan, or null when the node is nothing of the kind. */
    @Nullable
    Planned translate(RelNode rel) {
        if (rel instanceof Uncollect uncollect) {
            return alone(uncollect);
        }
        if (rel instanceof Correlate correlate && isInnerOrLeft(correlate.getJoinType())) {
            Right right = right(correlate.getRight());
            return right == null
                    ? null
                    : joined(rel, right, correlate.getJoinType(), new Substitution(correlate.getCorrelationId()), null);
        }
        if (rel instanceof Join join && isInnerOrLeft(join.getJoinType())) {
            Right right = right(join.getRight());
            return right == null
                    ? null
                    : joined(rel, right, join.getJoinType(), new Substitution(null), join.getCondition());
        }
        return null;
    }

    private static boolean isInnerOrLeft(JoinRelType type) {
        return type == JoinRelType.INNER || type == JoinRelType.LEFT;
    }

    private static @Nullable Right right(RelNode rel) {
        List<RelNode> stages = new ArrayList<>();
        RelNode at = rel;
        while (at instanceof Project || at instanceof Filter) {
            stages.add(0, at);
            at = at.getInput(0);
        }
        if (!(at instanceof Uncollect uncollect)) {
            return null;
        }
        boolean isOfOneRow = uncollect.getInput() instanceof Project project
                && project.getInput() instanceof Values values
                && values.getTuples().size() == 1;
        return isOfOneRow ? new Right(stages, uncollect, ((Project) uncollect.getInput()).getProjects()) : null;
    }

    private Planned alone(Uncollect uncollect) {
        Planned input = translator.exact(uncollect.getInput());
        int size = input.node().schema().size();
        List<Integer> collections = IntStream.range(0, size).boxed().toList();
        PlanNode.Unnest node = unnest(input.node(), collections, uncollect, uncollect.withOrdinality, false, null);
        List<Expression> columns = new ArrayList<>();
        for (int i = size; i < node.schema().size(); i++) {
            columns.add(Projections.column(node, i));
        }
        return Projections.project(
                new Planned(node, input.times(), null),
                columns,
                uncollect.getRowType().getFieldNames());
    }

    private Planned joined(
            RelNode rel, Right right, JoinRelType type, Substitution substitution, @Nullable RexNode on) {
        Planned left = translator.exact(rel.getInput(0));
        int leftSize = left.node().schema().size();
        List<Integer> collections = new ArrayList<>();
        Planned input = withCollections(left, right, substitution, collections);
        boolean isOuter = type == JoinRelType.LEFT;
        boolean isComputed = right.stages.stream()
                .anyMatch(stage -> stage instanceof Project project
                        && !project.getProjects().stream().allMatch(RexInputRef.class::isInstance));
        boolean hasOrdinality = right.uncollect.withOrdinality || (isOuter && isComputed);
        PlanNode.Unnest plain = unnest(input.node(), collections, right.uncollect, hasOrdinality, isOuter, null);

        List<RexNode> produced = new ArrayList<>();
        int from = input.node().schema().size();
        for (int i = 0; i < right.uncollect.getRowType().getFieldCount(); i++) {
            produced.add(RexInputRef.of(i, right.uncollect.getRowType().getFieldList()));
        }
        substitution.shift(produced, from);
        List<RexNode> conditions = new ArrayList<>();
        for (RelNode stage : right.stages) {
            if (stage instanceof Filter filter) {
                conditions.add(substitution.apply(filter.getCondition()));
            } else {
                substitution.columns(((Project) stage)
                        .getProjects().stream().map(substitution::apply).toList());
            }
        }
        if (on != null && !on.isAlwaysTrue()) {
            conditions.add(substitution.ofJoin(on, leftSize));
        }
        List<Expression> predicates = conditions.stream()
                .map(condition -> translator.expression(condition, plain.schema()))
                .toList();
        Planned unnested = filtered(plain, predicates, input);
        return output(rel, left, unnested, substitution.columns, isOuter && isComputed);
    }

    /** The input with a column for each collection that is not one already. */
    private Planned withCollections(Planned left, Right right, Substitution substitution, List<Integer> collections) {
        Schema schema = left.node().schema();
        List<Expression> columns = new ArrayList<>();
        List<String> names = new ArrayList<>(schema.names());
        for (int i = 0; i < schema.size(); i++) {
            columns.add(Projections.column(left.node(), i));
        }
        for (RexNode node : right.collections) {
            Expression collection = translator.expression(substitution.apply(node), schema);
            if (collection instanceof Expression.ColumnReference column) {
                collections.add(column.index());
            } else {
                collections.add(columns.size());
                names.add("collection" + collections.size());
                columns.add(collection);
            }
        }
        return columns.size() == schema.size() ? left : Projections.project(left, columns, unique(names));
    }

    private static List<String> unique(List<String> names) {
        List<String> unique = new ArrayList<>();
        for (String name : names) {
            String free = name;
            while (unique.contains(free)) {
                free += "_";
            }
            unique.add(free);
        }
        return unique;
    }

    private static PlanNode.Unnest unnest(
            PlanNode input,
            List<Integer> collections,
            Uncollect uncollect,
            boolean hasOrdinality,
            boolean isOuter,
            @Nullable Expression condition) {
        int wanted = uncollect.getRowType().getFieldCount() - (uncollect.withOrdinality ? 1 : 0);
        boolean expandsRows = wanted != collections.size()
                || IntStream.range(0, wanted)
                        .noneMatch(i -> isWhole(
                                input.schema().type(collections.get(i)),
                                uncollect.getRowType().getFieldList().get(i).getType()));
        Iterator<String> names = uncollect.getRowType().getFieldNames().iterator();
        List<Field> fields = new ArrayList<>(input.schema().fields());
        for (int collection : collections) {
            DataType type = input.schema().type(collection);
            boolean isLoose = isOuter || collections.size() > 1;
            for (DataType column : columnsOf(type, expandsRows)) {
                fields.add(new Field(names.next(), column.withNullable(isLoose || column.nullable())));
            }
        }
        if (hasOrdinality) {
            String name = names.hasNext() ? names.next() : "ordinality";
            fields.add(new Field(name, DataType.BIGINT.withNullable(isOuter)));
        }
        List<String> free = unique(fields.stream().map(Field::name).toList());
        List<Field> all = IntStream.range(0, fields.size())
                .mapToObj(i -> new Field(free.get(i), fields.get(i).type()))
                .toList();
        Schema schema = new Schema(all, input.schema().timeColumn());
        return new PlanNode.Unnest(input, collections, expandsRows, hasOrdinality, isOuter, condition, schema);
    }

    /** Whether elements of an array of rows stay rows; a row with one field becomes as many columns as one that stays. */
    private static boolean isWhole(DataType collection, RelDataType column) {
        return isArrayOfRows(collection)
                && column.isStruct()
                && column.getFieldNames().equals(collection.arguments().get(0).fieldNames());
    }

    private static boolean isArrayOfRows(DataType type) {
        return type.kind() == DataType.Kind.ARRAY && type.arguments().get(0).kind() == DataType.Kind.ROW;
    }

    private static List<DataType> columnsOf(DataType collection, boolean expandsRows) {
        if (!expandsRows || !isArrayOfRows(collection)) {
            return collection.arguments();
        }
        DataType row = collection.arguments().get(0);
        return row.arguments().stream()
                .map(field -> field.withNullable(row.nullable() || field.nullable()))
                .toList();
    }

    /** An inner join filters behind; an outer one has to know which elements count. */
    private static Planned filtered(PlanNode.Unnest node, List<Expression> predicates, Planned input) {
        if (predicates.isEmpty()) {
            return new Planned(node, input.times(), input.window());
        }
        Expression all = predicates.size() == 1 ? predicates.get(0) : new Expression.And(predicates);
        PlanNode result = node.isOuter()
                ? new PlanNode.Unnest(
                        node.input(),
                        node.collections(),
                        node.expandsRows(),
                        node.hasOrdinality(),
                        true,
                        all,
                        node.schema())
                : new PlanNode.Filter(node, all);
        return new Planned(result, input.times(), input.window());
    }

    private Planned output(RelNode rel, Planned left, Planned unnested, List<RexNode> produced, boolean isGuarded) {
        Schema schema = unnested.node().schema();
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < left.node().schema().size(); i++) {
            columns.add(Projections.column(unnested.node(), i));
        }
        for (RexNode node : produced) {
            Expression column = translator.expression(node, schema);
            columns.add(isGuarded ? orNull(column, unnested.node()) : column);
        }
        return Projections.project(unnested, columns, rel.getRowType().getFieldNames());
    }

    /** NULL where there was no element. */
    private static Expression orNull(Expression column, PlanNode node) {
        if (column instanceof Expression.ColumnReference) {
            return column;
        }
        DataType type = column.type().withNullable(true);
        Expression ordinality = Projections.column(node, node.schema().size() - 1);
        return new Expression.Case(
                List.of(new Expression.IsNull(ordinality)), List.of(new Expression.Literal(null, type)), column, type);
    }

    /** Puts what a column of the right side is in its place, and columns of the left side for those of the correlation. */
    private static final class Substitution extends RexShuttle {
        private final @Nullable CorrelationId correlation;
        private List<RexNode> columns = List.of();

        Substitution(@Nullable CorrelationId correlation) {
            this.correlation = correlation;
        }

        void columns(List<RexNode> right) {
            columns = right;
        }

        void shift(List<RexNode> produced, int from) {
            List<RexNode> shifted = new ArrayList<>();
            for (int i = 0; i < produced.size(); i++) {
                shifted.add(new RexInputRef(from + i, produced.get(i).getType()));
            }
            columns = shifted;
        }

        @Override
        public RexNode visitInputRef(RexInputRef reference) {
            return columns.get(reference.getIndex());
        }

        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
            boolean isOfLeft =
                    access.getReferenceExpr() instanceof RexCorrelVariable variable && variable.id.equals(correlation);
            return isOfLeft
                    ? new RexInputRef(access.getField().getIndex(), access.getType())
                    : super.visitFieldAccess(access);
        }

        /** The condition of a join, over the columns of both sides. */
        RexNode ofJoin(RexNode condition, int leftSize) {
            return condition.accept(new RexShuttle() {
                @Override
                public RexNode visitInputRef(RexInputRef reference) {
                    int index = reference.getIndex();
                    return index < leftSize ? reference : columns.get(index - leftSize);
                }
            });
        }
    }
}
