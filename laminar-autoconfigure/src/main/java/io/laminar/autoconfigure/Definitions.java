package io.laminar.autoconfigure;

import io.laminar.api.LaminarEngine;
import io.laminar.autoconfigure.LaminarProperties.Query;
import java.util.List;
import java.util.Map;

/**
 * What the application declares: functions of beans, sources and tables of the properties, records, scripts, then
 * streams, views and sinks of the properties, in this order.
 */
final class Definitions {
    private final LaminarProperties properties;
    private final ScriptFiles files;
    private final Placeholders placeholders;
    private final AnnotatedFunctions functions;
    private final RecordSources records;

    Definitions(
            LaminarProperties properties,
            ScriptFiles files,
            Placeholders placeholders,
            AnnotatedFunctions functions,
            RecordSources records) {
        this.properties = properties;
        this.files = files;
        this.placeholders = placeholders;
        this.functions = functions;
        this.records = records;
    }

    /**
     * Runs all of it.
     *
     * @throws io.laminar.spring.LaminarDefinitionException with the first statement that the engine refuses
     */
    void executeOn(LaminarEngine engine) {
        functions.registerOn(engine);
        properties
                .sources()
                .forEach((name, source) -> run(engine, "laminar.sources." + name, Ddl.source(name, source)));
        properties.tables().forEach((name, table) -> run(engine, "laminar.tables." + name, Ddl.table(name, table)));
        records.declareFound(engine);
        for (ScriptFiles.Script script : files.find(properties.scripts())) {
            run(engine, script.origin(), script.text());
        }
        queries(engine, "laminar.streams.", "STREAM", properties.streams());
        queries(engine, "laminar.views.", "MATERIALIZED VIEW", properties.views());
        properties.sinks().forEach((name, sink) -> run(engine, "laminar.sinks." + name, Ddl.sink(name, sink)));
    }

    /**
     * A stream or view may read one that is declared after it, since a map that is put together from several
     * property sources has no order to rely on.
     */
    private void queries(LaminarEngine engine, String prefix, String kind, Map<String, Query> queries) {
        List<Statement> statements = queries.entrySet().stream()
                .map(entry -> statement(
                        prefix + entry.getKey(),
                        Ddl.query(
                                kind,
                                entry.getKey(),
                                select(prefix + entry.getKey(), entry.getValue()),
                                entry.getValue())))
                .toList();
        DependentStatements.execute(statements, statement -> statement.executeOn(engine));
    }

    private String select(String origin, Query query) {
        if (query.resource() != null) {
            return files.read(origin + ".resource", query.resource());
        }
        if (query.sql() == null) {
            throw new DeclarationException(origin + " needs sql or resource, which hold its SELECT");
        }
        return query.sql();
    }

    private void run(LaminarEngine engine, String origin, String sql) {
        statement(origin, sql).executeOn(engine);
    }

    private Statement statement(String origin, String sql) {
        return Statement.resolved(origin, sql, placeholders);
    }
}
