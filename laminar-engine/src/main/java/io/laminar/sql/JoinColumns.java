package io.laminar.sql;

import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.InputRewrite;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Join.JoinKind;
import io.laminar.plan.Window;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes columns that nobody reads out of the inputs of joins, so that they are neither kept nor copied:
 *
 * <pre>
 * Project name, price                  Project name, price
 *   Join (id = id)               =>      Join (id = id)
 *     Scan persons                         Project id, name
 *     Scan bids                              Scan persons
 *                                          Project id, price
 *                                            Scan bids
 * </pre>
 *
 * <p>The time of rows stays, and where rows may stand alone the key of those that change. Leaves a join alone that is not below a projection, or all of whose columns are read.
 */
final class JoinColumns {
    private JoinColumns() {}

    /**
     * A node with some of the columns that another one has.
     *
     * @param places where the columns of the other one are now; -1 for those that are gone
     */
    private record Narrowed(PlanNode node, List<Integer> places) {
        Narrowed {
            places = List.copyOf(places);
        }

        Expression map(Expression expression) {
            return ColumnMapper.map(expression, column -> Projections.column(node, places.get(column.index())));
        }

        List<Integer> map(List<Integer> columns) {
            return columns.stream().map(places::get).toList();
        }
    }

    /** The plan with narrower joins. */
    static PlanNode narrow(PlanNode node) {
        if (node instanceof PlanNode.Project project && isAboveJoin(project.input())) {
            BitSet read = new BitSet();
            project.expressions().forEach(expression -> collect(expression, read));
            Narrowed input = narrow(project.input(), read);
            return new PlanNode.Project(
                    input.node(), project.expressions().stream().map(input::map).toList(), project.schema());
        }
        return InputRewrite.rewrite(node, JoinColumns::narrow);
    }

    private static boolean isAboveJoin(PlanNode node) {
        return node instanceof PlanNode.Join || (node instanceof PlanNode.Filter filter && isAboveJoin(filter.input()));
    }

    private static void collect(Expression expression, BitSet into) {
        if (expression instanceof Expression.ColumnReference column) {
            into.set(column.index());
        }
        expression.operands().forEach(operand -> collect(operand, into));
    }

    /** A node of which some columns are read: without others where it can do without them, which are some that its own parts read. */
    private static Narrowed narrow(PlanNode node, BitSet read) {
        if (node.schema().timeColumn() != Schema.NO_TIME) {
            read.set(node.schema().timeColumn());
        }
        if (node instanceof PlanNode.Join join) {
            return join(join, read);
        } else if (node instanceof PlanNode.Filter filter) {
            collect(filter.predicate(), read);
            Narrowed input = narrow(filter.input(), read);
            return new Narrowed(new PlanNode.Filter(input.node(), input.map(filter.predicate())), input.places());
        } else if (node instanceof PlanNode.WindowAssign assign) {
            return windows(assign, read);
        }
        return exactly(new Narrowed(narrow(node), identity(node)), read);
    }

    private static List<Integer> identity(PlanNode node) {
        return IntStream.range(0, node.schema().size()).boxed().toList();
    }

    /** A projection to the columns that are read, where there are others. */
    private static Narrowed exactly(Narrowed input, BitSet read) {
        PlanNode node = input.node();
        if (read.cardinality() >= node.schema().size()) {
            return input;
        }
        PlanNode below = node instanceof PlanNode.Project project ? project.input() : node;
        List<Expression> expressions = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        int time = Schema.NO_TIME;
        for (int i = 0; i < input.places().size(); i++) {
            places.add(read.get(i) ? fields.size() : -1);
            if (read.get(i)) {
                int column = input.places().get(i);
                time = column == node.schema().timeColumn() ? fields.size() : time;
                fields.add(node.schema().field(column));
                expressions.add(
                        node instanceof PlanNode.Project project
                                ? project.expressions().get(column)
                                : Projections.column(node, column));
            }
        }
        return new Narrowed(new PlanNode.Project(below, expressions, new Schema(fields, time)), places);
    }

    /** The window columns stay behind those of the input that are read. */
    private static Narrowed windows(PlanNode.WindowAssign assign, BitSet read) {
        int size = assign.input().schema().size();
        BitSet below = read.get(0, size);
        Window window = assign.window();
        below.set(window.timeColumn());
        if (window instanceof Window.Session session) {
            session.keys().forEach(below::set);
        }
        Narrowed input = exactly(narrow(assign.input(), (BitSet) below.clone()), below);
        List<Integer> places = new ArrayList<>(input.places());
        List<Field> fields = new ArrayList<>(input.node().schema().fields());
        for (int i = size; i < size + 3; i++) {
            places.add(fields.size());
            fields.add(assign.schema().field(i));
        }
        Window moved = window.by(places.get(window.timeColumn()));
        if (moved instanceof Window.Session session) {
            moved = session.of(input.map(session.keys()));
        }
        Schema schema = new Schema(fields, places.get(assign.schema().timeColumn()));
        return new Narrowed(new PlanNode.WindowAssign(input.node(), moved, schema), places);
    }

    private static Narrowed join(PlanNode.Join join, BitSet read) {
        int leftSize = join.left().schema().size();
        int rightSize = join.right().schema().size();
        Expression condition = join.condition();
        if (condition != null) {
            collect(condition, read);
        }
        BitSet ofLeft = read.get(0, leftSize);
        join.leftKeys().forEach(ofLeft::set);
        BitSet ofRight = read.get(leftSize, leftSize + rightSize);
        join.rightKeys().forEach(ofRight::set);
        if (join.kind() != JoinKind.INNER) {
            keepKey(join.left(), ofLeft);
            keepKey(join.right(), ofRight);
        }
        Narrowed left = input(join.left(), ofLeft);
        Narrowed right = input(join.right(), ofRight);
        int newLeftSize = left.node().schema().size();
        List<Integer> places = new ArrayList<>(left.places());
        right.places().forEach(place -> places.add(place < 0 ? place : place + newLeftSize));
        List<Field> fields = new ArrayList<>();
        boolean isLeftOnly = join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI;
        fields.addAll(left.node().schema().fields());
        fields.addAll(isLeftOnly ? List.of() : right.node().schema().fields());
        for (int i = 0; i < join.schema().size(); i++) {
            if (places.get(i) >= 0) {
                fields.set(places.get(i), join.schema().field(i));
            }
        }
        Schema both = concatenated(left.node().schema(), right.node().schema());
        int time = join.schema().timeColumn();
        PlanNode narrowed = new PlanNode.Join(
                left.node(),
                right.node(),
                join.kind(),
                left.map(join.leftKeys()),
                right.map(join.rightKeys()),
                condition == null
                        ? null
                        : ColumnMapper.map(condition, column -> column(both, places.get(column.index()))),
                join.strategy(),
                new Schema(fields, time == Schema.NO_TIME ? time : places.get(time)),
                join.heldMicros());
        return new Narrowed(narrowed, places);
    }

    /** The key tells which changes are an update, which matters where rows may stand alone. */
    private static void keepKey(PlanNode input, BitSet read) {
        if (input.changes() == ChangelogKind.CHANGES) {
            input.key().forEach(read::set);
        }
    }

    private static Narrowed input(PlanNode node, BitSet read) {
        if (node.schema().timeColumn() != Schema.NO_TIME) {
            read.set(node.schema().timeColumn());
        }
        return exactly(narrow(node, (BitSet) read.clone()), read);
    }

    private static Schema concatenated(Schema left, Schema right) {
        List<Field> fields = new ArrayList<>(left.fields());
        fields.addAll(right.fields());
        return Schema.of(fields);
    }

    private static Expression column(Schema schema, int index) {
        return new Expression.ColumnReference(
                index, schema.field(index).name(), schema.field(index).type());
    }
}
