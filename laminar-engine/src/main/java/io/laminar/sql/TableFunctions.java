package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import io.laminar.expr.UserTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Functions in FROM, which are UNNEST over the array or map that they give elsewhere:
 *
 * <pre>
 *   FROM t, LATERAL jsonb_each(t.j) AS e        =&gt;  FROM t, UNNEST(jsonb_each(t.j)) AS e ("key", "value")
 *   FROM generate_series(1, 3) WITH ORDINALITY  =&gt;  FROM UNNEST(generate_series(1, 3)) WITH ORDINALITY
 *                                                     AS generate_series (generate_series, "ordinality")
 * </pre>
 */
final class TableFunctions {
    /** Stands for the alias, or the name of the function when there is none. */
    private static final String ALIAS = "";

    private static final Map<String, List<String>> BUILT_IN = Map.ofEntries(
            Map.entry("GENERATE_SERIES", List.of(ALIAS)),
            Map.entry("JSON_EACH", List.of("key", "value")),
            Map.entry("JSONB_EACH", List.of("key", "value")),
            Map.entry("JSON_EACH_TEXT", List.of("key", "value")),
            Map.entry("JSONB_EACH_TEXT", List.of("key", "value")),
            Map.entry("JSON_ARRAY_ELEMENTS", List.of("value")),
            Map.entry("JSONB_ARRAY_ELEMENTS", List.of("value")),
            Map.entry("JSON_ARRAY_ELEMENTS_TEXT", List.of("value")),
            Map.entry("JSONB_ARRAY_ELEMENTS_TEXT", List.of("value")),
            Map.entry("JSON_OBJECT_KEYS", List.of(ALIAS)),
            Map.entry("JSONB_OBJECT_KEYS", List.of(ALIAS)),
            Map.entry("REGEXP_SPLIT_TO_TABLE", List.of(ALIAS)),
            Map.entry("STRING_TO_TABLE", List.of(ALIAS)));

    private TableFunctions() {}

    /** The columns of a function that gives rows; empty when its overloads differ in them; null when it gives none. */
    private static @Nullable List<String> columns(String name, int arguments, Catalog catalog) {
        List<String> builtIn = BUILT_IN.get(name.toUpperCase(Locale.ROOT));
        if (builtIn != null || !(catalog.find(name).orElse(null) instanceof CatalogObject.Function function)) {
            return builtIn;
        }
        List<UserTable> tables = function.overloads().stream()
                .map(CatalogObject.Function.Overload::routine)
                .filter(UserTable.class::isInstance)
                .map(UserTable.class::cast)
                .toList();
        List<List<String>> columns = tables.stream()
                .filter(table -> table.parameters().size() == arguments)
                .map(UserTable::columns)
                .distinct()
                .toList();
        return tables.isEmpty() ? null : columns.size() == 1 ? columns.get(0) : List.of();
    }

    /** A function in FROM, or null when the node is none or one that gives no rows. */
    static @Nullable SqlNode rewrite(SqlCall node, Catalog catalog) {
        boolean isAliased = node.getKind() == SqlKind.AS;
        SqlNode item = isAliased ? node.operand(0) : node;
        boolean hasOrdinality = item.getKind() == SqlKind.UNNEST
                && ((SqlCall) item).operandCount() == 1
                && ((SqlCall) item).operand(0).getKind() == SqlKind.COLLECTION_TABLE;
        SqlNode table = hasOrdinality || item.getKind() == SqlKind.LATERAL ? ((SqlCall) item).operand(0) : item;
        if (table.getKind() != SqlKind.COLLECTION_TABLE || !(((SqlCall) table).operand(0) instanceof SqlCall call)) {
            return null;
        }
        String name = call.getOperator().getName();
        List<String> columns = columns(name, call.operandCount(), catalog);
        if (columns == null && !hasOrdinality) {
            return null;
        }
        if (columns == null) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    name + " has no positions; WITH ORDINALITY stands behind UNNEST and functions that give rows",
                    TokenStream.position(call),
                    null);
        }
        SqlParserPos position = call.getParserPosition();
        SqlNode collection = Rewrites.unresolved(name, position).createCall(position, call.getOperandList());
        SqlNode unnest = (hasOrdinality ? SqlStdOperatorTable.UNNEST_WITH_ORDINALITY : SqlStdOperatorTable.UNNEST)
                .createCall(position, collection);
        List<SqlNode> operands = new ArrayList<>();
        operands.add(unnest);
        operands.addAll(
                isAliased
                        ? node.getOperandList().subList(1, node.operandCount())
                        : List.of(new SqlIdentifier(name, position)));
        List<String> names = new ArrayList<>(columns);
        if (hasOrdinality && !names.isEmpty()) {
            names.add("ordinality");
        }
        String alias = ((SqlIdentifier) operands.get(1)).getSimple();
        for (String column : names.subList(Math.min(operands.size() - 2, names.size()), names.size())) {
            operands.add(new SqlIdentifier(column.equals(ALIAS) ? alias : column, position));
        }
        return SqlStdOperatorTable.AS.createCall(node.getParserPosition(), operands);
    }
}
