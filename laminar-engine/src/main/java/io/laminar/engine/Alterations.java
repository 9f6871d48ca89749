package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryState;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import io.laminar.plan.StateTtl;
import io.laminar.sql.QueryPlanner;
import io.laminar.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** ALTER STREAM and ALTER MATERIALIZED VIEW: plans the new query, and has it take the place of the running one. */
final class Alterations {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.engine");

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
        QueryPlan planned = planner.plan(alter.query(), catalog, true);
        if (QueryOptions.find(alter.options(), QueryOptions.TTL) == null) {
            options = launcher.optionsOfAltered(options, planned, isDiscarded);
        }
        QueryPlan plan = QueryOptions.apply(options, planned, alter);
        requireNoCycle(plan.root(), before, alter);
        QueryRuntime runtime = topology.query(before.name()).orElseThrow();
        Duration planTime = Duration.ofNanos(System.nanoTime() - started);
        String sql = CreateText.of(before, alter.query().sql(), options);
        Alteration alteration = new Alteration(runtime, plan, alter.position(), topology);
        if (isDiscarded) {
            alteration.discardingState(sql, options, launcher, planTime);
        } else {
            if (StateTtl.refusal(planned.root()) == null) {
                requireSameTtl(before.options(), options, alter);
            }
            alteration.keepingState(sql, options, launcher, planTime);
        }
        return CatalogObject.Query.of(before.name(), sql, plan, before.isView(), options);
    }

    /**
     * CREATE OR REPLACE of a query that runs: its state goes on where it fits the new query, which begins anew otherwise; whoever reads it
     * goes on reading.
     *
     * @return what is then in the catalog, or why it has to be dropped first
     */
    Replaced replace(CatalogObject.Query before, Statement.CreateQuery given) {
        QueryRuntime runtime = topology.query(before.name()).orElseThrow();
        if (runtime.state() != QueryState.RUNNING && runtime.state() != QueryState.PAUSED) {
            return Replaced.not("it is " + runtime.state());
        }
        if (!Objects.equals(QueryOptions.history(before.options()), QueryOptions.history(given.options()))) {
            return Replaced.not("its '" + QueryOptions.HISTORY + "' would be another");
        }
        long started = System.nanoTime();
        QueryPlan planned = planner.plan(given.query(), catalog, true);
        Statement.CreateQuery create = given.with(launcher.options(given.options(), planned));
        QueryPlan plan = QueryOptions.apply(create.options(), planned, create);
        requireNoCycle(plan.root(), before, create);
        Duration planTime = Duration.ofNanos(System.nanoTime() - started);
        Alteration alteration = new Alteration(runtime, plan, create.position(), topology);
        String difference = alteration.difference();
        if (difference != null) {
            return Replaced.not(difference);
        }
        replace(alteration, before, create, planTime);
        return new Replaced(
                CatalogObject.Query.of(before.name(), create.sql(), plan, before.isView(), create.options()), null);
    }

    private void replace(
            Alteration alteration, CatalogObject.Query before, Statement.CreateQuery create, Duration planTime) {
        boolean isTtlKept = Objects.equals(QueryOptions.ttl(before.options()), QueryOptions.ttl(create.options()));
        if (isTtlKept) {
            try {
                alteration.keepingState(create.sql(), create.options(), launcher, planTime);
                return;
            } catch (LaminarException unfit) {
                if (unfit.code() != ErrorCode.INCOMPATIBLE_SCHEMAS) {
                    throw unfit;
                }
                LOG.info("the state of {} does not fit: {}", before.name(), unfit.detail());
            }
        }
        alteration.discardingState(create.sql(), create.options(), launcher, planTime);
    }

    /**
     * What became of a CREATE OR REPLACE in place.
     *
     * @param object what is then in the catalog; null when it was not possible
     * @param obstacle why not
     */
    record Replaced(
            @Nullable CatalogObject object, @Nullable String obstacle) {
        static Replaced not(String obstacle) {
            return new Replaced(null, obstacle);
        }
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

    private void requireNoCycle(PlanNode node, CatalogObject.Query altered, Statement alter) {
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
