package io.laminar.engine;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.QueryKind;
import io.laminar.api.QueryMetrics;
import io.laminar.api.QueryResult;
import io.laminar.api.Schema;
import io.laminar.api.SourceInfo;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.Watermark;
import io.laminar.data.Batch;
import io.laminar.expr.FunctionCatalog;
import io.laminar.expr.UserAggregate;
import io.laminar.expr.UserRoutine;
import io.laminar.expr.UserTable;
import io.laminar.sql.Statement.ShowKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What SHOW, DESCRIBE and EXPLAIN give, as rows. */
final class Listing {
    private final Catalog catalog;
    private final Topology topology;
    private final Connectors connectors;

    Listing(Catalog catalog, Topology topology, Connectors connectors) {
        this.catalog = catalog;
        this.topology = topology;
        this.connectors = connectors;
    }

    QueryResult show(ShowKind kind) {
        return switch (kind) {
            case ALL -> objects(List.of("SOURCE", "TABLE", "STREAM", "MATERIALIZED VIEW", "SINK", "FUNCTION"));
            case STREAMS -> objects(List.of("STREAM"));
            case MATERIALIZED_VIEWS -> objects(List.of("MATERIALIZED VIEW"));
            case TABLES -> objects(List.of("TABLE"));
            case SINKS -> sinks();
            case SOURCES -> sources();
            case QUERIES -> queries();
            case CONNECTORS -> connectors();
            case FUNCTIONS -> functions();
        };
    }

    private QueryResult objects(List<String> kinds) {
        Rows rows = new Rows("name", "kind", "columns");
        for (CatalogObject object : catalog.objects()) {
            String kind = Definitions.kindOf(object);
            if (kinds.contains(kind)) {
                rows.add(object.name(), kind, schemaOf(object));
            }
        }
        return rows.result();
    }

    private QueryResult sources() {
        Rows rows = new Rows(
                "name", "connector", "state", "rows", "errors", "dropped", "spilled", "watermark", "idle", "error");
        for (SourceRuntime source : topology.sources()) {
            if (catalog.find(source.definition().name()).orElse(null) instanceof CatalogObject.Source) {
                SourceInfo info = source.info();
                rows.add(
                        info.name(),
                        info.connector(),
                        info.state(),
                        info.rows(),
                        info.errors(),
                        info.rowsDropped(),
                        info.spill().rows(),
                        watermark(info.watermark()),
                        info.eventTime().isIdle(),
                        info.error().map(Throwable::getMessage).orElse(null));
            }
        }
        return rows.result();
    }

    /** A watermark as it is shown: a time, END, or null before the first. */
    static @Nullable String watermark(@Nullable Instant watermark) {
        return watermark == null ? null : watermark.equals(Instant.MAX) ? "END" : watermark.toString();
    }

    private QueryResult sinks() {
        Rows rows = new Rows("name", "connector", "rows", "errors");
        topology.sinks()
                .forEach(sink -> rows.add(
                        sink.info().name(),
                        sink.info().connector(),
                        sink.info().rows(),
                        sink.info().errors()));
        return rows.result();
    }

    private QueryResult queries() {
        Rows rows = new Rows("name", "kind", "state", "rows_in", "rows_out", "rows_late", "watermark", "error");
        for (QueryRuntime query : topology.queries()) {
            if (query.kind() != QueryKind.TABLE) {
                QueryMetrics metrics = query.metrics();
                rows.add(
                        query.name(),
                        query.kind().name().replace('_', ' '),
                        query.state(),
                        metrics.rowsIn(),
                        metrics.rowsOut(),
                        metrics.rowsLate(),
                        watermark(metrics.watermark()),
                        query.error().map(Throwable::getMessage).orElse(null));
            }
        }
        return rows.result();
    }

    private QueryResult connectors() {
        Rows rows = new Rows("name", "source", "sink", "description");
        connectors
                .factories()
                .forEach(factory -> rows.add(
                        factory.name(), factory.supportsSource(), factory.supportsSink(), factory.description()));
        return rows.result();
    }

    private QueryResult functions() {
        Rows rows = new Rows("name", "signature", "description", "kind");
        FunctionCatalog.functions()
                .forEach(function -> rows.add(
                        function.name(),
                        function.signature().parameterList() + " "
                                + function.signature().result(),
                        function.description(),
                        "BUILTIN SCALAR"));
        for (CatalogObject object : catalog.objects()) {
            if (object instanceof CatalogObject.Function function) {
                for (CatalogObject.Function.Overload overload : function.overloads()) {
                    UserRoutine routine = overload.routine();
                    rows.add(function.name(), routine.signature(), overload.sql(), "USER " + kindOf(routine));
                }
            }
        }
        return rows.result();
    }

    /** AGGREGATE, TABLE or SCALAR. */
    static String kindOf(UserRoutine routine) {
        return routine instanceof UserAggregate ? "AGGREGATE" : routine instanceof UserTable ? "TABLE" : "SCALAR";
    }

    QueryResult showCreate(CatalogObject object) {
        Rows rows = new Rows("name", "statement");
        if (object instanceof CatalogObject.Function function) {
            function.overloads().forEach(overload -> rows.add(function.name(), overload.sql()));
        } else {
            rows.add(object.name(), object.sql());
        }
        return rows.result();
    }

    QueryResult describe(CatalogObject object, boolean isExtended) {
        if (object instanceof CatalogObject.Function function) {
            Rows rows = new Rows("name", "signature", "kind");
            for (CatalogObject.Function.Overload overload : function.overloads()) {
                UserRoutine routine = overload.routine();
                rows.add(function.name(), routine.signature(), "USER " + kindOf(routine));
            }
            return rows.result();
        }
        Rows rows = new Rows("column_name", "type", "nullable", "key", "time");
        Schema schema = java.util.Objects.requireNonNull(schemaOf(object));
        List<Integer> key = object instanceof CatalogObject.Relation relation ? relation.key() : List.of();
        for (int i = 0; i < schema.size(); i++) {
            Field field = schema.field(i);
            rows.add(
                    field.name(),
                    field.type().sqlName(),
                    field.type().nullable(),
                    key.contains(i) ? "PRIMARY KEY" : null,
                    i == schema.timeColumn() ? watermark(object, field) : null);
        }
        if (isExtended) {
            rows.add("statement", object.sql(), null, null, null);
            if (object instanceof CatalogObject.Source || object instanceof CatalogObject.Table) {
                topology.source(object.name())
                        .ifPresent(source -> SourceDescription.of(source.info())
                                .forEach((name, value) -> rows.add(name, value, null, null, null)));
            }
            topology.query(object.name())
                    .ifPresent(query -> QueryDescription.of(query)
                            .forEach((name, value) -> rows.add(name, value, null, null, null)));
        }
        return rows.result();
    }

    private static String watermark(CatalogObject object, Field field) {
        CatalogObject.Source source = object instanceof CatalogObject.Source given
                ? given
                : object instanceof CatalogObject.Table table ? table.input() : null;
        Watermark watermark = source == null ? null : source.watermark();
        if (watermark == null) {
            return "EVENT TIME";
        }
        return switch (watermark.kind()) {
            case BOUNDED ->
                watermark.delayMicros() == 0
                        ? "EVENT TIME"
                        : "EVENT TIME, WATERMARK " + field.name() + " - "
                                + java.time.Duration.ofNanos(watermark.delayMicros() * 1000);
            case COMPUTED -> "EVENT TIME, WATERMARK " + watermark.expression();
            case PROCESSING_TIME -> "PROCESSING TIME";
            case FROM_SOURCE -> "EVENT TIME, WATERMARK SOURCE_WATERMARK()";
        };
    }

    private static @Nullable Schema schemaOf(CatalogObject object) {
        return object instanceof CatalogObject.Relation relation
                ? relation.schema()
                : object instanceof CatalogObject.Sink sink ? sink.schema() : null;
    }

    /** One row a line. */
    static QueryResult text(String column, String text) {
        Rows rows = new Rows(column);
        text.lines().forEach(rows::add);
        return rows.result();
    }

    /** Rows whose columns are text, but for those whose values are all whole numbers or truth values. */
    private static final class Rows {
        private final String[] names;
        private final List<@Nullable Object[]> rows = new ArrayList<>();

        Rows(String... names) {
            this.names = names;
        }

        void add(@Nullable Object... values) {
            rows.add(values);
        }

        QueryResult result() {
            List<Field> fields = new ArrayList<>();
            for (int column = 0; column < names.length; column++) {
                fields.add(new Field(names[column], typeOf(column)));
            }
            Batch batch = new Batch(Schema.of(fields), Math.max(1, rows.size()));
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < names.length; column++) {
                    set(batch, column, row, rows.get(row)[column]);
                }
            }
            batch.rows(rows.size());
            return new RowsResult(batch.schema(), List.of(batch));
        }

        private DataType typeOf(int column) {
            boolean isWhole = !rows.isEmpty() && rows.stream().allMatch(row -> row[column] instanceof Long);
            boolean isTruth = !rows.isEmpty() && rows.stream().allMatch(row -> row[column] instanceof Boolean);
            return isWhole ? DataType.BIGINT : isTruth ? DataType.BOOLEAN : DataType.VARCHAR;
        }

        private static void set(Batch batch, int column, int row, @Nullable Object value) {
            if (value == null) {
                batch.setNull(column, row);
            } else if (batch.schema().type(column).kind() == DataType.Kind.BIGINT) {
                batch.longs(column)[row] = (Long) value;
            } else if (batch.schema().type(column).kind() == DataType.Kind.BOOLEAN) {
                batch.longs(column)[row] = (Boolean) value ? 1 : 0;
            } else {
                batch.objects(column)[row] = value.toString();
            }
        }
    }
}
