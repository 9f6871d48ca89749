package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.Watermark;
import io.laminar.plan.ChangeChecks;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EmitMode;
import io.laminar.plan.JoinHolds;
import io.laminar.plan.Over;
import io.laminar.plan.Periodic;
import io.laminar.plan.PlanNode;
import io.laminar.plan.QueryPlan;
import io.laminar.plan.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Plans queries against a catalog. Stateless; used by any number of threads. A warm plan takes a few milliseconds. */
public final class QueryPlanner {
    private static final Pattern WORD = Pattern.compile("\\w+");

    /** As {@link #plan(ParsedQuery, Catalog, boolean, List)} for a query without parameters. */
    public QueryPlan plan(ParsedQuery query, Catalog catalog, boolean isContinuous) {
        return plan(query, catalog, isContinuous, List.of());
    }

    /**
     * Plans a query.
     *
     * @param isContinuous whether it goes on while its inputs do; otherwise it ends when they end
     * @param parameters values of the {@code ?}, in order: Java objects that fit the types of {@link
     *     #parameterTypes}; empty plans with NULL in their place, to learn the columns
     * @throws LaminarException that tells what does not fit, with a position in the script
     */
    public QueryPlan plan(
            ParsedQuery query, Catalog catalog, boolean isContinuous, List<? extends @Nullable Object> parameters) {
        requireParameters(query, parameters);
        return guarded(query, catalog, () -> {
            CalcitePlanner calcite = new CalcitePlanner(catalog);
            return plan(query, calcite, calcite.validate(query.node()), isContinuous, parameters);
        });
    }

    /**
     * A source with its watermark planned, if that is computed.
     *
     * @param relation what it is in the catalog: itself, or a table
     * @param computed a query whose one column is the watermark, or null
     * @param catalog what exists besides
     * @throws LaminarException with {@code INVALID_WATERMARK} when it is no time, or not one of the row alone
     */
    public CatalogObject.Source withWatermark(
            CatalogObject.Source source,
            CatalogObject.Relation relation,
            @Nullable ParsedQuery computed,
            Catalog catalog) {
        Watermark watermark = source.watermark();
        if (computed == null || watermark == null) {
            return source;
        }
        QueryPlan plan = plan(computed, catalog.with(relation), true);
        return source.withWatermark(watermark.withExpression(ComputedWatermarks.expression(plan, computed.position())));
    }

    /**
     * Plans the query of an INSERT; the result has the columns of the target, in its order.
     *
     * @param target columns of the relation that gets the rows
     * @throws LaminarException that tells what does not fit, with a position in the script
     */
    public QueryPlan planInsert(
            Statement.Insert insert, Schema target, Catalog catalog, List<? extends @Nullable Object> parameters) {
        ParsedQuery query = insert.query();
        requireParameters(query, parameters);
        return guarded(query, catalog, () -> {
            Inserts inserts = new Inserts(insert, target);
            CalcitePlanner calcite = new CalcitePlanner(catalog);
            SqlNode node = calcite.validate(inserts.withTypedParameters(query.node()));
            return inserts.intoTarget(plan(query, calcite, node, false, parameters));
        });
    }

    /**
     * Plans the query of an UPDATE; the result has the columns of the table twice, as they are and as they become.
     *
     * @param target columns of the table
     * @throws LaminarException that tells what does not fit, with a position in the script
     */
    public QueryPlan planUpdate(
            Statement.Update update, Schema target, Catalog catalog, List<? extends @Nullable Object> parameters) {
        ParsedQuery query = update.query();
        requireParameters(query, parameters);
        return guarded(query, catalog, () -> {
            Updates updates = new Updates(update, target);
            CalcitePlanner calcite = new CalcitePlanner(catalog);
            SqlNode node = calcite.validate(updates.withTypedParameters(query.node()));
            return updates.beforeAndAfter(plan(query, calcite, node, false, parameters));
        });
    }

    /** As {@link #parameterTypes(ParsedQuery, Catalog)} for an UPDATE, where the table's columns give types too. */
    public List<DataType> parameterTypes(Statement.Update update, Schema target, Catalog catalog) {
        return guarded(update.query(), catalog, () -> {
            SqlNode node = new Updates(update, target)
                    .withTypedParameters(update.query().node());
            return parameterTypes(new CalcitePlanner(catalog), node);
        });
    }

    /**
     * The types of the {@code ?} of a query, as their surroundings demand.
     *
     * @throws LaminarException as {@link #plan}
     */
    public List<DataType> parameterTypes(ParsedQuery query, Catalog catalog) {
        return guarded(query, catalog, () -> parameterTypes(new CalcitePlanner(catalog), query.node()));
    }

    /** As {@link #parameterTypes(ParsedQuery, Catalog)} for an INSERT, where the target's columns give types too. */
    public List<DataType> parameterTypes(Statement.Insert insert, Schema target, Catalog catalog) {
        return guarded(insert.query(), catalog, () -> {
            SqlNode node = new Inserts(insert, target)
                    .withTypedParameters(insert.query().node());
            return parameterTypes(new CalcitePlanner(catalog), node);
        });
    }

    /** Plans a small query, so that the next one finds classes loaded and code compiled. Takes seconds when cold. */
    public void warmUp() {
        Schema schema = new Schema(List.of(new Field("k", DataType.VARCHAR), new Field("ts", DataType.TIMESTAMP)), 1);
        CatalogObject.Source source = new CatalogObject.Source(
                "t", "", schema, new Watermark(1, 0), null, null, CatalogObject.OnError.FAIL, null, Map.of());
        Statement statement = Statements.parseOne("SELECT k, window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE t, "
                + "DESCRIPTOR(ts), INTERVAL '1' MINUTE)) WHERE k IS NOT NULL GROUP BY k, window_start, window_end");
        plan(((Statement.Select) statement).query(), Catalog.EMPTY.with(source), true);
    }

    /** Whether there is a function of this name that is not the user's. */
    public boolean isBuiltInFunction(String name) {
        return CalciteFrontEnd.isBuiltIn(name);
    }

    private static List<DataType> parameterTypes(CalcitePlanner calcite, SqlNode node) {
        SqlNode validated = calcite.validate(node);
        List<DataType> types = new ArrayList<>();
        for (RelDataTypeField field :
                calcite.validator().getParameterRowType(validated).getFieldList()) {
            types.add(Types.of(field.getType()));
        }
        return types;
    }

    private static void requireParameters(ParsedQuery query, List<? extends @Nullable Object> parameters) {
        if (!parameters.isEmpty() && parameters.size() != query.parameters()) {
            throw new LaminarException(
                    ErrorCode.PARAMETER_MISMATCH,
                    "the statement has " + query.parameters() + " parameters but got " + parameters.size(),
                    query.position(),
                    null);
        }
    }

    private static QueryPlan plan(
            ParsedQuery query,
            CalcitePlanner calcite,
            SqlNode validated,
            boolean isContinuous,
            List<? extends @Nullable Object> parameters) {
        RelRoot converted = calcite.convert(validated);
        Positions positions = new Positions(validated, query.position());
        RelTranslator translator =
                new RelTranslator(new RexTranslator(positions, parameters), positions, query.emit(), isContinuous);
        Planned planned = translator.exact(converted.rel);
        planned = Projections.rename(planned, converted.validatedRowType.getFieldNames());
        checkEmit(query.emit(), planned.node());
        if (isContinuous) {
            requireNoEpoch(positions);
            ChangeChecks.check(planned.node());
        }
        long every = query.emit().everyMicros();
        PlanNode narrowed = JoinColumns.narrow(planned.node());
        PlanNode root = JoinHolds.in(narrowed, planned.times());
        return new QueryPlan(
                every == 0 ? root : new Periodic(root, every),
                planned.times(),
                query.lateTo(),
                query.emit().isUpsert());
    }

    /** Rows of one epoch may be worked on by several threads, and by each operator in rounds of its own. */
    private static void requireNoEpoch(Positions positions) {
        SqlPosition position = positions.findCall("EPOCH");
        if (position != null) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "EPOCH() in a query that goes on; each of its changes has its epoch, which a subscriber reads beside the row,"
                            + " and a SELECT that ends tells with EPOCH() which one it has read",
                    position,
                    null);
        }
    }

    private static void checkEmit(ParsedQuery.Emit emit, PlanNode root) {
        boolean isWindowed = givesWindows(root);
        EmitMode mode = emit.mode();
        if ((mode == EmitMode.ON_WINDOW_CLOSE || mode == EmitMode.AFTER_WATERMARK) && !isWindowed) {
            throw new LaminarException(
                    ErrorCode.INVALID_EMIT,
                    "EMIT " + mode.name().replace('_', ' ')
                            + " needs a query that groups by a window; use EMIT CHANGES",
                    emit.position(),
                    null);
        }
        boolean hasUpdates = root.changes() == ChangelogKind.CHANGES
                && (root.isSingleRow() || !root.key().isEmpty());
        if (emit.isUpsert() && !hasUpdates) {
            throw new LaminarException(
                    ErrorCode.INVALID_EMIT,
                    "EMIT ON UPDATE needs a query whose rows change and have a key, such as the columns of GROUP BY, "
                            + "all of them selected; use EMIT CHANGES",
                    emit.position(),
                    null);
        }
        if ((emit.latenessMicros() != 0 || emit.lateTo() != null) && hasSessionRows(root)) {
            throw new LaminarException(
                    ErrorCode.INVALID_EMIT,
                    "ALLOW LATENESS and LATE DATA TO do not reach sessions whose rows are read one by one; group by the "
                            + "keys of the sessions and their window alone, or use GROUP BY SESSION(...)",
                    emit.position(),
                    null);
        }
        if ((emit.latenessMicros() != 0 || emit.lateTo() != null) && LateJoins.has(root)) {
            throw new LaminarException(
                    ErrorCode.INVALID_EMIT,
                    "ALLOW LATENESS and LATE DATA TO do not reach rows that are late for a join: those are rows of its inputs,"
                            + " which it counts, and nothing above it is late because of them; give the sources a longer delay"
                            + " in WATERMARK FOR, or put the clause on a query that reads one input alone, or the join as a"
                            + " STREAM of its own",
                    emit.position(),
                    null);
        }
        boolean isKept = emit.latenessMicros() == 0 && hasLateOver(root);
        boolean isLateness = emit.latenessMicros() != 0 || emit.lateTo() != null;
        if (isLateness && !isKept && !Aggregations.hasWindowAggregate(root)) {
            throw new LaminarException(
                    ErrorCode.INVALID_EMIT,
                    "ALLOW LATENESS and LATE DATA TO need a query that groups by a window, LATE DATA TO also takes OVER and"
                            + " ORDER BY by event time; no row is late here",
                    emit.position(),
                    null);
        }
    }

    private static boolean hasSessionRows(PlanNode node) {
        return (node instanceof PlanNode.WindowAssign assign && assign.window() instanceof Window.Session)
                || node.inputs().stream().anyMatch(QueryPlanner::hasSessionRows);
    }

    /** Whether OVER or ORDER BY by event time sends its late rows somewhere. */
    static boolean hasLateOver(PlanNode node) {
        return (node instanceof Over over && !over.emission().lateColumns().isEmpty())
                || node.inputs().stream().anyMatch(QueryPlanner::hasLateOver);
    }

    /** Whether rows leave by window: those of the outermost aggregation, of OVER in windows, or of sessions. */
    private static boolean givesWindows(PlanNode node) {
        if (node instanceof PlanNode.GroupAggregate) {
            return false;
        }
        return node instanceof PlanNode.WindowAggregate
                || (node instanceof Over over && over.emission().mode() == Over.Mode.AT_WINDOW_CLOSE)
                || (node instanceof PlanNode.WindowAssign assign && assign.window() instanceof Window.Session)
                || node.inputs().stream().anyMatch(QueryPlanner::givesWindows);
    }

    private static <T> T guarded(ParsedQuery query, Catalog catalog, java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException cause) {
            throw PlanningErrors.of(
                    cause, ErrorCode.VALIDATION_ERROR, query.position(), relations(catalog), columns(query, catalog));
        } catch (StackOverflowError cause) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "an expression is nested too deeply or has too many operators in a row; use IN or CASE, or compute"
                            + " parts of it in a sub-query or stream of its own",
                    query.position(),
                    cause);
        } catch (AssertionError cause) {
            throw new LaminarException(
                    ErrorCode.INTERNAL,
                    "the statement could not be planned; please report it: " + query.sql(),
                    query.position(),
                    cause);
        }
    }

    private static List<String> relations(Catalog catalog) {
        return catalog.objects().stream()
                .filter(CatalogObject.Relation.class::isInstance)
                .map(CatalogObject::name)
                .toList();
    }

    /** The columns of the relations whose names are in the query. */
    private static List<String> columns(ParsedQuery query, Catalog catalog) {
        TreeSet<String> columns = new TreeSet<>();
        Matcher words = WORD.matcher(query.sql());
        while (words.find()) {
            catalog.findRelation(words.group())
                    .ifPresent(relation -> columns.addAll(relation.schema().names()));
        }
        return List.copyOf(columns);
    }
}
