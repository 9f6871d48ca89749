package io.laminar.benchmarks;

import io.laminar.catalog.Catalog;
import io.laminar.plan.PlanNode;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import io.laminar.sql.Statements;

/** Plans of SQL text, so that what is measured is what a user's query becomes. */
final class Plans {
    private Plans() {}

    /** Plans a continuous query over one source. */
    static PlanNode of(String createSource, String select) {
        Statement.CreateSource create = (Statement.CreateSource) Statements.parseOne(createSource);
        Catalog catalog = Catalog.EMPTY.with(create.source());
        Statement.Select query = (Statement.Select) Statements.parseOne(select);
        return new QueryPlanner().plan(query.query(), catalog, true).root();
    }
}
