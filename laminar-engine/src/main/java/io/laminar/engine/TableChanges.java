package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.data.binding.RowEncoder;
import io.laminar.plan.QueryPlan;
import io.laminar.sql.ParsedQuery;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * UPDATE and DELETE of tables: finds the rows among those that were pushed until now, and pushes what becomes of them. What others push
 * meanwhile comes before or after, row by row.
 */
final class TableChanges {
    private final Topology topology;
    private final QueryPlanner planner;
    private final Definitions definitions;
    private final Selections selections;

    TableChanges(Topology topology, QueryPlanner planner, Definitions definitions, Selections selections) {
        this.topology = topology;
        this.planner = planner;
        this.definitions = definitions;
        this.selections = selections;
    }

    /** Returns the number of rows that were changed. */
    long update(Statement.Update update, List<@Nullable Object> parameters) {
        CatalogObject.Table table = table(update.target(), update.query(), parameters);
        Catalog snapshot = definitions.catalog();
        QueryPlan plan = planner.planUpdate(update, table.schema(), snapshot, parameters);
        int columns = table.schema().size();
        List<@Nullable Object[]> before = new ArrayList<>();
        List<@Nullable Object[]> after = new ArrayList<>();
        for (Row row : selections.answer(plan, snapshot)) {
            before.add(values(row, 0, columns));
            after.add(values(row, columns, columns));
        }
        boolean changesKey = update.columns().stream()
                .anyMatch(column -> table.key().contains(table.schema().indexOf(column)));
        SourceChannel channel = channel(table);
        RowEncoder<@Nullable Object[]> encoder = RowEncoder.of(Object[].class, table.schema());
        if (!changesKey) {
            return channel.appendChanges(encoder, List.of(), after);
        }
        // In one call, so that a table that rejects keeps its rows.
        return (long) channel.appendChanges(encoder, before, after) - before.size();
    }

    /** Returns the number of rows that went. */
    long delete(Statement.Delete delete, List<@Nullable Object> parameters) {
        CatalogObject.Table table = table(delete.target(), delete.query(), parameters);
        Catalog snapshot = definitions.catalog();
        QueryPlan plan = planner.plan(delete.query(), snapshot, false, parameters);
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Row row : selections.answer(plan, snapshot)) {
            rows.add(values(row, 0, table.schema().size()));
        }
        return channel(table).appendChanges(RowEncoder.of(Object[].class, table.schema()), rows, List.of());
    }

    private CatalogObject.Table table(String name, ParsedQuery query, List<@Nullable Object> parameters) {
        CatalogObject.Relation relation = definitions.catalog().relation(name);
        if (!(relation instanceof CatalogObject.Table table)) {
            throw new LaminarException(
                    ErrorCode.WRONG_OBJECT_KIND,
                    "rows can be changed in a table, but " + name + " is a " + Definitions.kindOf(relation),
                    query.position(),
                    null);
        }
        Selections.requireParameters(query, parameters);
        return table;
    }

    private SourceChannel channel(CatalogObject.Table table) {
        return topology.source(table.name()).orElseThrow().main().channel();
    }

    private static @Nullable Object[] values(Row row, int from, int count) {
        @Nullable Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            values[i] = row.get(from + i);
        }
        return values;
    }
}
