package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.SqlPosition;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.CatalogObject.Options;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement as it was parsed; names are not looked up yet. */
public sealed interface Statement {
    Origin origin();

    /** Its text, without the semicolon. */
    default String sql() {
        return origin().sql();
    }

    /** Where it starts in the script. */
    default SqlPosition position() {
        return origin().position();
    }

    /** What exists under a name. */
    enum ObjectKind {
        SOURCE,
        TABLE,
        STREAM,
        MATERIALIZED_VIEW,
        SINK,
        FUNCTION
    }

    /** What SHOW lists. */
    enum ShowKind {
        SOURCES,
        TABLES,
        STREAMS,
        MATERIALIZED_VIEWS,
        SINKS,
        QUERIES,
        CONNECTORS,
        FUNCTIONS,
        ALL
    }

    /**
     * What happens when the name is taken.
     *
     * @param orReplace the new object takes its place
     * @param ifNotExists the statement does nothing
     */
    record CreateMode(boolean orReplace, boolean ifNotExists) {}

    /**
     * CREATE SOURCE.
     *
     * @param watermark a query whose one column is the watermark, where it is computed; otherwise null
     */
    record CreateSource(
            Origin origin,
            CreateMode mode,
            CatalogObject.Source source,
            @Nullable ParsedQuery watermark) implements Statement {}

    /**
     * CREATE TABLE with columns.
     *
     * @param watermark a query whose one column is the watermark, where it is computed; otherwise null
     */
    record CreateTable(
            Origin origin,
            CreateMode mode,
            CatalogObject.Table table,
            @Nullable ParsedQuery watermark) implements Statement {}

    /**
     * CREATE STREAM, CREATE MATERIALIZED VIEW or CREATE TABLE ... AS.
     *
     * @param isView whether the result is kept
     * @param options of the WITH clause
     */
    record CreateQuery(
            Origin origin, CreateMode mode, String name, boolean isView, ParsedQuery query, Map<String, String> options)
            implements Statement {
        public CreateQuery {
            options = Map.copyOf(options);
        }

        /** The same with other options. */
        public CreateQuery with(Map<String, String> otherOptions) {
            return new CreateQuery(origin, mode, name, isView, query, otherOptions);
        }
    }

    /**
     * CREATE SINK.
     *
     * @param query what is written; {@code FROM relation} is a query over all columns of the relation
     * @param format null for the connector's default
     */
    record CreateSink(
            Origin origin,
            CreateMode mode,
            String name,
            ParsedQuery query,
            Options connector,
            @Nullable Options format,
            Map<String, String> options)
            implements Statement {
        public CreateSink {
            options = Map.copyOf(options);
        }
    }

    /**
     * CREATE FUNCTION.
     *
     * @param isTable whether it gives rows; its result is an ARRAY of ROW then
     * @param target class, or class and method
     * @param jar file with the class, or null
     */
    record CreateFunction(
            Origin origin,
            CreateMode mode,
            String name,
            List<Field> parameters,
            DataType result,
            boolean isTable,
            String target,
            @Nullable String jar)
            implements Statement {
        public CreateFunction {
            parameters = List.copyOf(parameters);
        }
    }

    /** ALTER STREAM or ALTER MATERIALIZED VIEW ... AS: a new query under the old name. */
    record AlterQuery(Origin origin, boolean isView, String name, ParsedQuery query, Map<String, String> options)
            implements Statement {
        public AlterQuery {
            options = Map.copyOf(options);
        }
    }

    /**
     * DROP.
     *
     * @param parameters types of the overload of a function; null for the only one, and for what is no function
     * @param ifExists a missing object is no error
     * @param cascade what reads it goes too
     */
    record Drop(
            Origin origin,
            ObjectKind kind,
            String name,
            @Nullable List<DataType> parameters,
            boolean ifExists,
            boolean cascade)
            implements Statement {
        public Drop {
            parameters = parameters == null ? null : List.copyOf(parameters);
        }
    }

    /** SHOW. */
    record Show(Origin origin, ShowKind kind) implements Statement {}

    /** SHOW CREATE. */
    record ShowCreate(Origin origin, ObjectKind kind, String name) implements Statement {}

    /** DESCRIBE. */
    record Describe(Origin origin, String name, boolean isExtended) implements Statement {}

    /**
     * EXPLAIN of a query or of a statement that has one.
     *
     * @param isAnalyze whether the query is run, to tell its figures; then it is a SELECT that ends
     */
    record Explain(Origin origin, Statement statement, boolean isAnalyze) implements Statement {}

    /**
     * INSERT.
     *
     * @param columns in the order of the values; empty for all
     */
    record Insert(Origin origin, String target, List<String> columns, ParsedQuery query) implements Statement {
        public Insert {
            columns = List.copyOf(columns);
        }
    }

    /**
     * UPDATE.
     *
     * @param columns that get a new value
     * @param query gives these values, and then all columns of the rows that are to be changed
     */
    record Update(Origin origin, String target, List<String> columns, ParsedQuery query) implements Statement {
        public Update {
            columns = List.copyOf(columns);
        }
    }

    /**
     * DELETE.
     *
     * @param query gives the rows that are to go
     */
    record Delete(Origin origin, String target, ParsedQuery query) implements Statement {}

    /**
     * A query by itself, or SUBSCRIBE; {@link ParsedQuery#isContinuous()} tells which kind.
     *
     * @param fromEpoch the epoch from which on changes are to be told, those made before included, or {@link #NOW}
     */
    record Select(Origin origin, ParsedQuery query, long fromEpoch) implements Statement {
        /** From now on. */
        public static final long NOW = -1;

        /** From now on. */
        Select(Origin origin, ParsedQuery query) {
            this(origin, query, NOW);
        }
    }

    /** PAUSE, RESUME or TERMINATE QUERY. */
    record ControlQuery(Origin origin, Action action, String name) implements Statement {
        /** What is done to the query. */
        public enum Action {
            PAUSE,
            RESUME,
            TERMINATE
        }
    }

    /**
     * ALTER SOURCE ... PAUSE or RESUME.
     *
     * @param isPause PAUSE rather than RESUME
     */
    record ControlSource(Origin origin, String name, boolean isPause) implements Statement {}

    /** CHECKPOINT. */
    record Checkpoint(Origin origin) implements Statement {}
}
