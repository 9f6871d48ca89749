package io.laminar.catalog;

import io.laminar.api.Schema;
import io.laminar.expr.UserRoutine;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EventTime;
import io.laminar.plan.EventTimes;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something with a name in the catalog. */
public sealed interface CatalogObject {
    /** Name, as it was written. */
    String name();

    /** The statement that created it. */
    String sql();

    /** Something that can stand in a FROM clause. */
    sealed interface Relation extends CatalogObject {
        /** Columns; the time column is the one that the watermark speaks of. */
        Schema schema();

        /** Whether rows may go again. */
        ChangelogKind changes();

        /** Columns that identify a row; empty when none are known. */
        List<Integer> key();

        /** Whether there is never more than one row. */
        default boolean isSingleRow() {
            return false;
        }

        /** Columns that a window may use. */
        List<Integer> timeColumns();

        /** The columns that follow the watermark, and how. */
        default Map<Integer, EventTime> eventTimes() {
            return EventTime.ofRows(schema());
        }

        /** Whether what it holds can be read at any time. */
        boolean isSnapshot();
    }

    /**
     * Rows from outside, or from the application.
     *
     * @param watermark how the watermark follows the rows, or null when there is none
     * @param connector where rows come from, or null when the application pushes them
     * @param format how they are written, or null for the connector's default
     * @param onError what happens to records that cannot be read
     * @param deadLetterTo stream that gets them under {@link OnError#DEAD_LETTER}, else null
     * @param options of the WITH clause
     */
    record Source(
            String name,
            String sql,
            Schema schema,
            @Nullable Watermark watermark,
            @Nullable Options connector,
            @Nullable Options format,
            OnError onError,
            @Nullable String deadLetterTo,
            Map<String, String> options)
            implements Relation {
        public Source {
            options = Map.copyOf(options);
        }

        /** The same with another watermark. */
        public Source withWatermark(Watermark other) {
            return new Source(name, sql, schema, other, connector, format, onError, deadLetterTo, options);
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
        public List<Integer> timeColumns() {
            return schema.timeColumn() == Schema.NO_TIME ? List.of() : List.of(schema.timeColumn());
        }

        @Override
        public boolean isSnapshot() {
            return false;
        }
    }

    /** The latest row per primary key of what comes in; {@code input} says from where. */
    record Table(Source input, List<Integer> key) implements Relation {
        public Table {
            key = List.copyOf(key);
        }

        @Override
        public String name() {
            return input.name();
        }

        @Override
        public String sql() {
            return input.sql();
        }

        @Override
        public Schema schema() {
            return input.schema();
        }

        @Override
        public ChangelogKind changes() {
            return ChangelogKind.CHANGES;
        }

        @Override
        public List<Integer> timeColumns() {
            return input.timeColumns();
        }

        @Override
        public boolean isSnapshot() {
            return true;
        }
    }

    /**
     * A continuous query; a view also keeps its result.
     *
     * @param isSingleRow whether the result is never more than one row
     * @param isView whether the result is kept
     * @param eventTimes the columns that follow the watermark, and how
     * @param options of the WITH clause
     */
    record Query(
            String name,
            String sql,
            Schema schema,
            ChangelogKind changes,
            List<Integer> key,
            boolean isSingleRow,
            List<Integer> timeColumns,
            Map<Integer, EventTime> eventTimes,
            boolean isView,
            Map<String, String> options)
            implements Relation {
        public Query {
            key = List.copyOf(key);
            timeColumns = List.copyOf(timeColumns);
            eventTimes = Map.copyOf(eventTimes);
            options = Map.copyOf(options);
        }

        /** The query of a plan. */
        public static Query of(String name, String sql, QueryPlan plan, boolean isView, Map<String, String> options) {
            PlanNode root = plan.root();
            return new Query(
                    name,
                    sql,
                    root.schema(),
                    root.changes(),
                    root.key(),
                    root.isSingleRow(),
                    plan.timeColumns(),
                    EventTimes.all(root),
                    isView,
                    options);
        }

        @Override
        public boolean isSnapshot() {
            return isView;
        }
    }

    /** Rows that a query sends aside, such as late ones, under a name of their own. */
    record SideOutput(String name, String sql, Schema schema, String ofQuery) implements Relation {
        @Override
        public ChangelogKind changes() {
            return ChangelogKind.INSERT_ONLY;
        }

        @Override
        public List<Integer> key() {
            return List.of();
        }

        @Override
        public List<Integer> timeColumns() {
            return List.of();
        }

        @Override
        public boolean isSnapshot() {
            return false;
        }
    }

    /**
     * An output of a relation to a connector.
     *
     * @param schema columns that are written
     */
    record Sink(
            String name,
            String sql,
            Schema schema,
            Options connector,
            @Nullable Options format,
            Map<String, String> options)
            implements CatalogObject {
        public Sink {
            options = Map.copyOf(options);
        }
    }

    /**
     * A function of the user: scalar, aggregate or table function, all overloads alike.
     *
     * @param overloads at least one, with different keys
     */
    record Function(String name, List<Overload> overloads) implements CatalogObject {
        /** One signature, and the statement that created it. */
        public record Overload(String sql, UserRoutine routine) {}

        public Function {
            overloads = List.copyOf(overloads);
            if (overloads.isEmpty()) {
                throw new IllegalArgumentException("function " + name + " has no signature");
            }
        }

        /** The statements that created it. */
        @Override
        public String sql() {
            return overloads.stream().map(Overload::sql).collect(Collectors.joining(";\n"));
        }

        /** The overload with a key of {@link UserRoutine#key()}. */
        public Optional<Overload> find(String key) {
            return overloads.stream()
                    .filter(overload -> overload.routine().key().equals(key))
                    .findFirst();
        }

        /** Its overloads but for those with these keys. */
        public List<Overload> without(Set<String> keys) {
            return overloads.stream()
                    .filter(overload -> !keys.contains(overload.routine().key()))
                    .toList();
        }
    }

    /**
     * A connector or format with its options as they were written.
     *
     * @param name such as {@code file} or {@code csv}, in lower case
     * @param values keys in lower case
     */
    record Options(String name, Map<String, String> values) {
        public Options {
            Objects.requireNonNull(name, "name");
            values = Map.copyOf(values);
        }
    }

    /** What happens to records that cannot be read. */
    enum OnError {
        /** The source fails, and with it what reads it. */
        FAIL,
        /** They are counted. */
        SKIP,
        /** They are counted and go to a stream. */
        DEAD_LETTER
    }
}
