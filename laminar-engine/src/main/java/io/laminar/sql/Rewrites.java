package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Spellings that Calcite does not validate, in those that it does. Works on a tree of its own, before validation. */
final class Rewrites extends SqlShuttle {
    private static final Set<String> CLOCK =
            Set.of("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIMESTAMP", "LOCALTIME");

    private final Catalog catalog;

    private Rewrites(Catalog catalog) {
        this.catalog = catalog;
    }

    static SqlNode rewrite(SqlNode query, Catalog catalog) {
        SqlNode rewritten = query.accept(new Rewrites(catalog));
        return rewritten == null ? query : rewritten;
    }

    /** The clock has names without parentheses. */
    @Override
    public @Nullable SqlNode visit(SqlIdentifier identifier) {
        if (identifier.isSimple() && !identifier.isComponentQuoted(0)) {
            String name = identifier.getSimple().toUpperCase(Locale.ROOT);
            if (CLOCK.contains(name)) {
                return unresolved(name, identifier.getParserPosition()).createCall(identifier.getParserPosition());
            }
        }
        return super.visit(identifier);
    }

    @Override
    public @Nullable SqlNode visit(SqlDataTypeSpec type) {
        TypeLimits.check(type, TokenStream.position(type));
        return super.visit(type);
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call instanceof SqlSelect select) {
            return select(select);
        }
        SqlNode rows = TableFunctions.rewrite(call, catalog);
        if (rows != null) {
            return super.visit((SqlCall) rows);
        }
        String name = GroupWindows.nameOf(call);
        SqlParserPos position = call.getParserPosition();
        SqlNode window = GroupWindows.rewritten(name, call);
        if (window != null) {
            return super.visit((SqlCall) window);
        }
        if (Windows.NAMES.contains(name) && call.operand(0).getKind() == SqlKind.SET_SEMANTICS_TABLE) {
            return partitioned(name, call).accept(this);
        }
        if (Windows.NAMES.contains(name) && call.operandCount() >= 2) {
            WindowInputs.rewrite(call, catalog);
        }
        if (call.getKind() == SqlKind.OVER && call.operand(0).getKind() == SqlKind.FILTER) {
            return OverFilters.rewritten(call).accept(this);
        }
        if (name.equals("PERCENTILE_CONT")) {
            return super.visit(AggregateOperators.PERCENTILE_CONT.createCall(position, call.getOperandList()));
        }
        SqlNode json = jsonCast(call, position);
        if (json != null) {
            return super.visit((SqlCall) json);
        }
        SqlNode standard = StandardSpellings.of(name, call);
        if (standard != null) {
            return standard.accept(this);
        }
        if (Set.of("DATE_TRUNC", "TIMESTAMP_TRUNC", "DATETIME_TRUNC").contains(name) && call.operandCount() == 2) {
            SqlNode floor = floor(call, position);
            return floor == null ? super.visit(call) : floor;
        }
        requireEscape(call);
        return super.visit(NestedCast.of(call));
    }

    /** Calcite reads the one character of a constant before ours can refuse it. */
    private static void requireEscape(SqlCall call) {
        boolean isPattern = call.getKind() == SqlKind.LIKE || call.getKind() == SqlKind.SIMILAR;
        if (isPattern
                && call.operandCount() == 3
                && call.operand(2) instanceof SqlLiteral literal
                && literal.getTypeName() == SqlTypeName.CHAR
                && literal.getValueAs(String.class).length() != 1) {
            throw new LaminarException(
                    ErrorCode.INVALID_ARGUMENT,
                    "ESCAPE takes one character but got '" + literal.getValueAs(String.class) + "'",
                    TokenStream.position(literal),
                    null);
        }
    }

    /** CAST(x AS JSON): JSON is no type of Calcite. */
    private static @Nullable SqlNode jsonCast(SqlCall call, SqlParserPos position) {
        boolean isJson = call.operandCount() > 1
                && call.operand(1) instanceof SqlDataTypeSpec type
                && type.getTypeName().toString().equalsIgnoreCase("JSON");
        if (!isJson) {
            return null;
        }
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        SqlNode operand = call.operand(0);
        boolean isTry = name.equals("TRY_CAST") || name.equals("SAFE_CAST");
        return unresolved(isTry ? "TRY_PARSE_JSON" : "PARSE_JSON", position).createCall(position, operand);
    }

    /**
     * The keys of sessions as a second DESCRIPTOR, which is converted without a correlation. Keys without parentheses, but for the
     * first, are operands of their own to the parser.
     */
    private static SqlCall partitioned(String name, SqlCall call) {
        SqlCall table = call.operand(0);
        SqlNodeList keys = table.operand(1);
        if (!name.equals("SESSION")) {
            throw new LaminarException(
                    ErrorCode.INVALID_WINDOW,
                    name
                            + " has no PARTITION BY, since its windows are the same for all rows; add the columns to GROUP BY",
                    TokenStream.position(keys.isEmpty() ? table : keys.get(0)),
                    null);
        }
        List<SqlNode> all = new ArrayList<>(keys.getList());
        List<SqlNode> operands = new ArrayList<>(call.getOperandList());
        operands.set(0, table.operand(0));
        while (operands.size() > 1 && operands.get(1) instanceof SqlIdentifier key) {
            all.add(key);
            operands.remove(1);
        }
        if (!all.isEmpty()) {
            operands.add(
                    Math.min(2, operands.size()),
                    SqlStdOperatorTable.DESCRIPTOR.createCall(keys.getParserPosition(), all));
        }
        return call.getOperator().createCall(call.getParserPosition(), operands);
    }

    /** Calcite counts intervals in milliseconds. */
    @Override
    public @Nullable SqlNode visit(SqlLiteral literal) {
        if (literal instanceof SqlIntervalLiteral interval
                && Intervals.microsBelowMillis(String.valueOf(interval.getValue())) != 0) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "intervals here have milliseconds at most",
                    TokenStream.position(literal),
                    null);
        }
        return literal;
    }

    /** DATE_TRUNC('hour', t) of PostgreSQL and DATE_TRUNC(t, HOUR) of BigQuery are FLOOR(t TO HOUR). */
    private @Nullable SqlNode floor(SqlCall call, SqlParserPos position) {
        SqlNode first = call.operand(0);
        SqlNode second = call.operand(1);
        if (first instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.CHAR) {
            String unit = literal.getValueAs(String.class).toUpperCase(Locale.ROOT);
            for (TimeUnit candidate : TimeUnit.values()) {
                if (candidate.name().equals(unit)) {
                    SqlNode qualifier = new SqlIntervalQualifier(candidate, null, first.getParserPosition());
                    return SqlStdOperatorTable.FLOOR.createCall(position, second.accept(this), qualifier);
                }
            }
            return null;
        }
        return second instanceof SqlIntervalQualifier
                ? SqlStdOperatorTable.FLOOR.createCall(position, first.accept(this), second)
                : null;
    }

    private SqlNode select(SqlSelect select) {
        new OverAliases(catalog).rewrite(select);
        for (int i = 0; i < select.operandCount(); i++) {
            SqlNode operand = select.getOperandList().get(i);
            SqlNode rewritten = operand == null ? null : operand.accept(this);
            if (rewritten != null && rewritten != operand) {
                select.setOperand(i, rewritten);
            }
        }
        return select;
    }

    /** A call by name, whatever it is. */
    static SqlUnresolvedFunction unresolved(String name, SqlParserPos position) {
        return new SqlUnresolvedFunction(
                new SqlIdentifier(name, position), null, null, null, null, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }
}
