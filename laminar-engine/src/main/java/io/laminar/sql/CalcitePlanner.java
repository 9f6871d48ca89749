package io.laminar.sql;

import io.laminar.catalog.Catalog;
import java.util.List;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.RelBuilder;

/** Calcite's part of planning one query: validation, conversion to relational algebra, rules. One thread. */
final class CalcitePlanner {
    /** Folding is done by our own interpreter: Calcite's runtime counts milliseconds. */
    private static final RexExecutor NO_FOLDING = (builder, expressions, reduced) -> reduced.addAll(expressions);

    private static final SqlToRelConverter.Config CONVERSION = SqlToRelConverter.config()
            .withExpand(false)
            .withTrimUnusedFields(false)
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            .withRelBuilderConfigTransform(config -> config.withAggregateUnique(true)
                    .withPruneInputOfAggregate(false)
                    .withSimplifyValues(false));

    private static final HepProgram SUB_QUERIES = HepProgram.builder()
            .addRuleCollection(List.of(
                    CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
                    CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
                    CoreRules.JOIN_SUB_QUERY_TO_CORRELATE))
            .build();

    private static final HepProgram REWRITES = HepProgram.builder()
            .addRuleCollection(List.of(
                    CoreRules.FILTER_INTO_JOIN,
                    CoreRules.JOIN_CONDITION_PUSH,
                    CoreRules.FILTER_PROJECT_TRANSPOSE,
                    CoreRules.FILTER_SET_OP_TRANSPOSE,
                    CoreRules.FILTER_MERGE,
                    CoreRules.PROJECT_MERGE,
                    CoreRules.PROJECT_REMOVE,
                    CoreRules.UNION_MERGE))
            .build();

    /** For IN and EXISTS alone: a GROUP BY that is joined has been asked for. */
    private static final HepProgram SEMI_JOINS = HepProgram.builder()
            .addRuleCollection(List.of(CoreRules.PROJECT_TO_SEMI_JOIN, CoreRules.JOIN_TO_SEMI_JOIN))
            .build();

    private final Catalog catalog;
    private final CalciteCatalogReader reader;
    private final SqlValidator validator;

    CalcitePlanner(Catalog catalog) {
        this.catalog = catalog;
        this.reader = CalciteFrontEnd.reader(catalog);
        this.validator = CalciteFrontEnd.validator(reader, catalog);
    }

    SqlNode validate(SqlNode node) {
        return validator.validate(Rewrites.rewrite(node, catalog));
    }

    SqlValidator validator() {
        return validator;
    }

    /** The query as relational algebra, after the rules. */
    RelRoot convert(SqlNode validated) {
        HepPlanner planner = new HepPlanner(HepProgram.builder().build(), Contexts.empty());
        planner.setExecutor(NO_FOLDING);
        RelOptCluster cluster = RelOptCluster.create(planner, new LiteralCasts());
        SqlToRelConverter converter = new SqlToRelConverter(
                (type, sql, schemaPath, viewPath) -> {
                    throw new UnsupportedOperationException("there are no views to expand");
                },
                validator,
                reader,
                cluster,
                Convertlets.INSTANCE,
                CONVERSION);
        RelRoot root = converter.convertQuery(validated, false, true);
        RelNode rel = root.project(true);
        boolean hasSubQuery = hasSubQuery(rel);
        rel = run(SUB_QUERIES, rel);
        if (hasCorrelate(rel)) {
            RelBuilder builder = RelFactories.LOGICAL_BUILDER.create(cluster, null);
            rel = RelDecorrelator.decorrelateQuery(rel, builder);
        }
        rel = run(REWRITES, rel);
        return root.withRel(hasSubQuery ? run(SEMI_JOINS, rel) : rel);
    }

    private static boolean hasSubQuery(RelNode rel) {
        boolean isHere = rel instanceof Project project
                ? RexUtil.SubQueryFinder.containsSubQuery(project)
                : rel instanceof Filter filter
                        ? RexUtil.SubQueryFinder.containsSubQuery(filter)
                        : rel instanceof Join join && RexUtil.SubQueryFinder.containsSubQuery(join);
        return isHere || rel.getInputs().stream().anyMatch(CalcitePlanner::hasSubQuery);
    }

    private static boolean hasCorrelate(RelNode rel) {
        return (rel instanceof org.apache.calcite.rel.core.Correlate correlate && !Unnests.applies(correlate))
                || rel.getInputs().stream().anyMatch(CalcitePlanner::hasCorrelate);
    }

    private static RelNode run(HepProgram program, RelNode rel) {
        HepPlanner planner = new HepPlanner(program, Contexts.empty());
        planner.setExecutor(NO_FOLDING);
        planner.setRoot(rel);
        return planner.findBestExp();
    }
}
