package io.laminar.sql;

import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.plan.PlanPrinter;
import io.laminar.plan.QueryPlan;

/** Catalogs and plans from SQL text, for tests. */
final class Catalogs {
    private static final QueryPlanner PLANNER = new QueryPlanner();

    private Catalogs() {}

    /** What the definitions of a script create. */
    static Catalog of(String script) {
        Catalog catalog = Catalog.EMPTY;
        for (Statement statement : Statements.parse(script)) {
            if (statement instanceof Statement.CreateSource create) {
                catalog = catalog.with(create.source());
            } else if (statement instanceof Statement.CreateTable create) {
                catalog = catalog.with(create.table());
            } else if (statement instanceof Statement.CreateQuery create) {
                catalog = catalog.with(query(create, PLANNER.plan(create.query(), catalog, true)));
            } else {
                throw new IllegalArgumentException("defines nothing: " + statement);
            }
        }
        return catalog;
    }

    private static CatalogObject query(Statement.CreateQuery create, QueryPlan plan) {
        return CatalogObject.Query.of(create.name(), create.sql(), plan, create.isView(), create.options());
    }

    static QueryPlan plan(Catalog catalog, String sql, boolean isContinuous, Object... parameters) {
        Statement statement = Statements.parseOne(sql);
        ParsedQuery query = ((Statement.Select) statement).query();
        return PLANNER.plan(query, catalog, isContinuous, java.util.Arrays.asList(parameters));
    }

    static String print(Catalog catalog, String sql, boolean isContinuous, Object... parameters) {
        return PlanPrinter.print(plan(catalog, sql, isContinuous, parameters));
    }
}
