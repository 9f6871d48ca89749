package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** ALTER STREAM and ALTER MATERIALIZED VIEW: plans the new query, and has it take the place of the running one. */
final class Alterations {
    private final Topology topology;
    private final QueryPlanner planner;
    private final QueryLauncher launcher;
    private final Catalog catalog;
    private final Readers readers;

    Alterations(Topology topology, QueryPlanner planner, QueryLauncher launcher, Catalog catalog, Readers readers) {
        this.topology = topology;
        this.planner = planner;
        this.launcher = launcher;
        this.catalog = catalog;
        this.readers = readers;
    }

    /** Does it, and gives what is then in the catalog. Options that the statement does not give stay as they are. */
    CatalogObject.Query alter(CatalogObject.Query before, Statement.AlterQuery alter) {
        Map<String, String> options = new LinkedHashMap<>(before.options());
        options.putAll(alter.options());
        boolean isDiscarded = isStateDiscarded(options.remove("state"), alter);
        QueryOptions.requireKnown(options, alter);
        requireSameHistory(before.options(), options, alter);
        long started = System.nanoTime();
        QueryPlan plan = QueryOptions.apply(options, planner.plan(alter.query(), catalog, true), alter);
        requireNoCycle(plan.root(), before, alter);
        QueryRuntime runtime = topology.query(before.name()).orElseThrow();
        Duration planTime = Duration.ofNanos(System.nanoTime() - started);
        String sql = CreateText.of(before, alter.query().sql(), options);
        Alteration alteration = new Alteration(runtime, plan, alter.position(), topology);
        if (isDiscarded) {
            alteration.discardingState(sql, options, launcher, planTime);
        } else {
            requireSameTtl(before.options(), options, alter);
            alteration.keepingState(sql, options, launcher, planTime);
        }
        PlanNode root = plan.root();
        return new CatalogObject.Query(
                before.name(),
                sql,
                root.schema(),
                root.changes(),
                root.key(),
                plan.timeColumns(),
                before.isView(),
                options);
    }

    /** What is kept is to be forgotten as it was said when it came. */
    private static void requireSameTtl(
            Map<String, String> before, Map<String, String> after, Statement.AlterQuery alter) {
        if (!Objects.equals(QueryOptions.ttl(before), QueryOptions.ttl(after))) {
            throw new LaminarException(
                    ErrorCode.INCOMPATIBLE_SCHEMAS,
                    alter.name() + ": its " + QueryOptions.TTL + " would be "
                            + QueryOptions.find(after, QueryOptions.TTL)
                            + " instead of " + QueryOptions.find(before, QueryOptions.TTL)
                            + "; WITH ('state' = 'discard') begins anew with it",
                    alter.position(),
                    null);
        }
    }

    private static void requireSameHistory(
            Map<String, String> before, Map<String, String> after, Statement.AlterQuery alter) {
        if (!Objects.equals(QueryOptions.history(before), QueryOptions.history(after))) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "option '" + QueryOptions.HISTORY + "' of " + alter.name()
                            + " stays as it is while it runs; CREATE OR REPLACE begins anew with another",
                    alter.position(),
                    null);
        }
    }

    private static boolean isStateDiscarded(@Nullable String state, Statement.AlterQuery alter) {
        if (state == null || state.equalsIgnoreCase("keep")) {
            return false;
        }
        if (state.equalsIgnoreCase("discard")) {
            return true;
        }
        throw new LaminarException(
                ErrorCode.INVALID_OPTION,
                "option 'state' must be keep or discard but is '" + state + "'",
                alter.position(),
                null);
    }

    private void requireNoCycle(PlanNode node, CatalogObject.Query altered, Statement.AlterQuery alter) {
        node.inputs().forEach(input -> requireNoCycle(input, altered, alter));
        if (node instanceof PlanNode.Scan scan
                && (readers.isOf(scan.relation(), altered, catalog)
                        || readers.isReadBy(altered, scan.relation(), catalog))) {
            throw new LaminarException(
                    ErrorCode.VALIDATION_ERROR,
                    altered.name() + " cannot read " + scan.relation() + ", which is made of " + altered.name(),
                    alter.position(),
                    null);
        }
    }
}
