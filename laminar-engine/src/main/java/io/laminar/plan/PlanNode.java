package io.laminar.plan;

import static java.util.Objects.requireNonNull;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.expr.Expression;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a query plan: a tree whose leaves are relations and whose root is the result. */
public sealed interface PlanNode permits PlanNode.Scan, PlanNode.Values, PlanNode.Unary, PlanNode.Join, PlanNode.Union {
    /** Columns of the rows that the node gives; its time column is the one its watermark speaks of. */
    Schema schema();

    List<PlanNode> inputs();

    /** Whether its rows may go again. */
    ChangelogKind changes();

    /** Columns that identify a row, in ascending order; empty when none are known. */
    List<Integer> key();

    /** All columns, {@link #key} first, that are known to identify a row, each by themselves. */
    default List<List<Integer>> identities() {
        return key().isEmpty() ? List.of() : List.of(key());
    }

    /** Whether there is never more than one row, so that any two rows next to each other are versions of it. */
    default boolean isSingleRow() {
        return (this instanceof Filter || this instanceof Project || this instanceof Stamp)
                && inputs().get(0).isSingleRow();
    }

    <R> R accept(PlanVisitor<R> visitor);

    /** A node with one input. */
    sealed interface Unary extends PlanNode
            permits Filter,
                    Project,
                    WindowAssign,
                    Unnest,
                    WindowAggregate,
                    GroupAggregate,
                    Sort,
                    Periodic,
                    Over,
                    Stamp {
        PlanNode input();

        @Override
        default List<PlanNode> inputs() {
            return List.of(input());
        }
    }

    /**
     * Reads a relation of the catalog.
     *
     * @param relation its name
     * @param isSingleRow whether the relation never has more than one row
     * @param isSnapshot whether what the relation holds comes first, before its changes (tables and views)
     * @param times the columns that follow the watermark
     */
    record Scan(
            String relation,
            Schema schema,
            ChangelogKind changes,
            List<Integer> key,
            boolean isSingleRow,
            boolean isSnapshot,
            Map<Integer, EventTime> times)
            implements PlanNode {
        public Scan {
            requireNonNull(relation, "relation");
            requireNonNull(schema, "schema");
            key = List.copyOf(key);
            times = Map.copyOf(times);
        }

        /** A scan of any number of rows whose time column, if there is one, is their own time. */
        public Scan(String relation, Schema schema, ChangelogKind changes, List<Integer> key, boolean isSnapshot) {
            this(relation, schema, changes, key, false, isSnapshot, EventTime.ofRows(schema));
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitScan(this);
        }
    }

    /** Constant rows; each value is an expression without columns. */
    record Values(List<List<Expression>> rows, Schema schema) implements PlanNode {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of();
        }

        @Override
        public ChangelogKind changes() {
            return ChangelogKind.INSERT_ONLY;
        }

        @Override
        public List<Integer> key() {
            return List.of();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitValues(this);
        }
    }

    /** Keeps the rows for which the predicate is TRUE. */
    record Filter(PlanNode input, Expression predicate) implements Unary {
        public Filter {
            requireNonNull(input, "input");
            if (predicate.type().kind() != DataType.Kind.BOOLEAN) {
                throw new IllegalArgumentException(
                        "predicate must be BOOLEAN but is " + predicate.type() + ": " + predicate);
            }
        }

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public ChangelogKind changes() {
            return input.changes();
        }

        @Override
        public List<Integer> key() {
            return input.key();
        }

        @Override
        public List<List<Integer>> identities() {
            return input.identities();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitFilter(this);
        }
    }

    /** Computes new columns, one expression each, over the columns of the input. */
    record Project(PlanNode input, List<Expression> expressions, Schema schema) implements Unary {
        public Project {
            requireNonNull(input, "input");
            expressions = List.copyOf(expressions);
            if (expressions.size() != schema.size()) {
                throw new IllegalArgumentException(expressions.size() + " expressions for " + schema);
            }
        }

        @Override
        public ChangelogKind changes() {
            return input.changes();
        }

        /** The key of the input, where all of its columns are passed on. */
        @Override
        public List<Integer> key() {
            return RowKeys.first(identities());
        }

        @Override
        public List<List<Integer>> identities() {
            return RowKeys.through(input.identities(), expressions);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitProject(this);
        }
    }

    /**
     * Gives each row once per window that its time falls into, with {@code window_start}, {@code window_end} and
     * {@code window_time} appended. Rows whose time is NULL fall into none.
     */
    record WindowAssign(PlanNode input, Window window, Schema schema) implements Unary {
        @Override
        public ChangelogKind changes() {
            return input.changes();
        }

        @Override
        public List<Integer> key() {
            return List.of();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitWindowAssign(this);
        }
    }

    /**
     * Gives each row once per element of collections of its own, with the element appended: its fields where it is a
     * ROW, key and value of a MAP's entries. Of several collections the n-th elements stand in one row.
     *
     * @param collections columns of the input that are an ARRAY or a MAP
     * @param expandsRows whether elements that are a ROW become a column for each field
     * @param hasOrdinality whether the position of the element, from 1, is the last column
     * @param isOuter whether a row without elements is given once, with NULL for them
     * @param condition over the columns of the result, or null; elements for which it is not TRUE do not count
     */
    record Unnest(
            PlanNode input,
            List<Integer> collections,
            boolean expandsRows,
            boolean hasOrdinality,
            boolean isOuter,
            @Nullable Expression condition,
            Schema schema)
            implements Unary {
        public Unnest {
            requireNonNull(input, "input");
            collections = List.copyOf(collections);
        }

        /** Whether elements of a collection of the type become several columns. */
        public boolean isExpanded(DataType collection) {
            return expandsRows
                    && collection.kind() == DataType.Kind.ARRAY
                    && collection.arguments().get(0).kind() == DataType.Kind.ROW;
        }

        @Override
        public ChangelogKind changes() {
            return input.changes();
        }

        /** The key of the input with the position. */
        @Override
        public List<Integer> key() {
            if (!hasOrdinality || input.key().isEmpty()) {
                return List.of();
            }
            List<Integer> key = new java.util.ArrayList<>(input.key());
            key.add(schema.size() - 1);
            return List.copyOf(key);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitUnnest(this);
        }
    }

    /**
     * Aggregates per window and key. Its columns are the key columns, the aggregates, and then {@code window_start},
     * {@code window_end} and {@code window_time} (end less one millisecond, the time column).
     *
     * @param window where the windows come from
     * @param keys columns of the input
     * @param emit ON_WINDOW_CLOSE gives each row once; CHANGES gives retractions and insertions at each change
     * @param latenessMicros how long a window stays open after the watermark has passed its end
     * @param lateColumns columns of the input that make a row of the late side output; empty when nobody asks for it
     */
    record WindowAggregate(
            PlanNode input,
            Window window,
            List<Integer> keys,
            List<AggregateCall> aggregates,
            EmitMode emit,
            long latenessMicros,
            List<Integer> lateColumns,
            Schema schema)
            implements Unary {
        public WindowAggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
            lateColumns = List.copyOf(lateColumns);
            if (schema.size() != keys.size() + aggregates.size() + 3) {
                throw new IllegalArgumentException("columns must be keys, aggregates and window but are " + schema);
            }
        }

        @Override
        public ChangelogKind changes() {
            return emit == EmitMode.ON_WINDOW_CLOSE ? ChangelogKind.INSERT_ONLY : ChangelogKind.CHANGES;
        }

        @Override
        public List<Integer> key() {
            return RowKeys.first(identities());
        }

        @Override
        public List<List<Integer>> identities() {
            return RowKeys.of(this);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitWindowAggregate(this);
        }
    }

    /**
     * Aggregates per key, over all rows ever. Its columns are the key columns and the aggregates. Without keys
     * there is one group, which exists from the start.
     */
    record GroupAggregate(PlanNode input, List<Integer> keys, List<AggregateCall> aggregates, Schema schema)
            implements Unary {
        public GroupAggregate {
            keys = List.copyOf(keys);
            aggregates = List.copyOf(aggregates);
            if (schema.size() != keys.size() + aggregates.size()) {
                throw new IllegalArgumentException("columns must be keys and aggregates but are " + schema);
            }
        }

        @Override
        public ChangelogKind changes() {
            return ChangelogKind.CHANGES;
        }

        @Override
        public List<Integer> key() {
            return java.util.stream.IntStream.range(0, keys.size()).boxed().toList();
        }

        @Override
        public boolean isSingleRow() {
            return keys.isEmpty();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitGroupAggregate(this);
        }
    }

    /**
     * Joins two inputs by equality of keys and a further condition. Its columns are those of both inputs (left alone for SEMI and ANTI).
     *
     * @param condition over the columns of left and right, or null
     * @param strategy how it runs
     * @param heldMicros how much less than the watermark of its inputs it hands on
     */
    record Join(
            PlanNode left,
            PlanNode right,
            JoinKind kind,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            @Nullable Expression condition,
            Strategy strategy,
            Schema schema,
            long heldMicros)
            implements PlanNode {

        /** Which rows without partner are kept. */
        public enum JoinKind {
            INNER,
            LEFT,
            RIGHT,
            FULL,
            SEMI,
            ANTI
        }

        /** How a join runs. */
        public enum Strategy {
            /** Both sides are kept; either side's changes give results, outer rows are retracted. */
            REGULAR,
            /** Each left row meets the right table as it is at that moment; the right side gives no results. */
            STREAM_TABLE
        }

        public Join {
            leftKeys = List.copyOf(leftKeys);
            rightKeys = List.copyOf(rightKeys);
            if (leftKeys.size() != rightKeys.size()) {
                throw new IllegalArgumentException("keys must be pairs but are " + leftKeys + ", " + rightKeys);
            }
        }

        @Override
        public List<PlanNode> inputs() {
            return List.of(left, right);
        }

        @Override
        public ChangelogKind changes() {
            if (strategy == Strategy.STREAM_TABLE) {
                return left.changes();
            }
            return kind == JoinKind.INNER
                            && left.changes() == ChangelogKind.INSERT_ONLY
                            && right.changes() == ChangelogKind.INSERT_ONLY
                    ? ChangelogKind.INSERT_ONLY
                    : ChangelogKind.CHANGES;
        }

        @Override
        public List<Integer> key() {
            return RowKeys.first(identities());
        }

        @Override
        public List<List<Integer>> identities() {
            return RowKeys.of(this);
        }

        @Override
        public boolean isSingleRow() {
            return RowKeys.isSingleRow(this);
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitJoin(this);
        }
    }

    /** All rows of all inputs, whose columns are alike. */
    record Union(List<PlanNode> inputs, Schema schema) implements PlanNode {
        public Union {
            inputs = List.copyOf(inputs);
        }

        @Override
        public ChangelogKind changes() {
            return inputs.stream().allMatch(input -> input.changes() == ChangelogKind.INSERT_ONLY)
                    ? ChangelogKind.INSERT_ONLY
                    : ChangelogKind.CHANGES;
        }

        @Override
        public List<Integer> key() {
            return List.of();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitUnion(this);
        }
    }

    /**
     * Sorts all rows and cuts a piece out of them, at the end of a bounded input.
     *
     * @param order sort columns, most significant first; empty keeps the order of arrival
     * @param offset rows skipped
     * @param limit rows given at most, or -1
     */
    record Sort(PlanNode input, List<SortColumn> order, long offset, long limit) implements Unary {

        /** A column to sort by. */
        public record SortColumn(int column, boolean isDescending, boolean nullsFirst) {}

        public Sort {
            order = List.copyOf(order);
        }

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public ChangelogKind changes() {
            return ChangelogKind.INSERT_ONLY;
        }

        @Override
        public List<Integer> key() {
            return input.key();
        }

        @Override
        public <R> R accept(PlanVisitor<R> visitor) {
            return visitor.visitSort(this);
        }
    }
}
