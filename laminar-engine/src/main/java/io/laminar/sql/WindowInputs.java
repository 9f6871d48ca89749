package io.laminar.sql;

import io.laminar.api.SqlPosition;
import io.laminar.catalog.Catalog;
import io.laminar.catalog.CatalogObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of windows as table functions. Where they have a window already, its columns get other names, so that none is ambiguous;
 * and Calcite takes no union for one input, so that whatever is no SELECT becomes one.
 *
 * <pre>
 *   TUMBLE(TABLE per_minute, DESCRIPTOR(window_time), ...)
 *     =&gt;  TUMBLE((SELECT n, window_time AS window_time_of_input FROM per_minute), DESCRIPTOR(window_time_of_input), ...)
 *   TUMBLE((SELECT * FROM a UNION ALL SELECT * FROM b), DESCRIPTOR(ts), ...)
 *     =&gt;  TUMBLE((SELECT * FROM (SELECT * FROM a UNION ALL SELECT * FROM b) AS "$input"), DESCRIPTOR(ts), ...)
 * </pre>
 */
final class WindowInputs {
    private static final Set<String> WINDOW_COLUMNS = Set.of("window_start", "window_end", "window_time");

    private WindowInputs() {}

    /** Changes the operands of a call of a window. */
    static void rewrite(SqlCall call, Catalog catalog) {
        boolean isNamed = call.operand(0).getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
        SqlCall holder = isNamed ? call.operand(0) : call;
        SqlNode input = holder.operand(0);
        boolean isRenamed = false;
        if (input.getKind() == SqlKind.EXPLICIT_TABLE) {
            SqlNode renamed = renamedTable((SqlCall) input, catalog);
            isRenamed = renamed != null;
            holder.setOperand(0, renamed == null ? input : renamed);
        } else if (input instanceof SqlSelect select) {
            isRenamed = rename(select);
        } else if (SqlKind.QUERY.contains(input.getKind())) {
            holder.setOperand(0, selectFrom(input));
        }
        if (isRenamed) {
            call.getOperandList().forEach(WindowInputs::renameDescriptor);
        }
    }

    /** A SELECT of a relation that has a window, or null. */
    private static @Nullable SqlNode renamedTable(SqlCall table, Catalog catalog) {
        boolean isKnown = table.operand(0) instanceof SqlIdentifier identifier && identifier.isSimple();
        CatalogObject.Relation relation = isKnown
                ? catalog.findRelation(((SqlIdentifier) table.operand(0)).getSimple())
                        .orElse(null)
                : null;
        if (relation == null || relation.schema().names().stream().noneMatch(WindowInputs::isWindowColumn)) {
            return null;
        }
        String columns = relation.schema().names().stream()
                .map(name -> quoted(name) + (isWindowColumn(name) ? " AS " + quoted(name + "_of_input") : ""))
                .collect(Collectors.joining(", "));
        return TokenStream.parseQueryAgain(
                "SELECT " + columns + " FROM " + quoted(relation.name()), new SqlPosition(1, 1));
    }

    /** Gives columns of a SELECT that are called like those of a window other names. */
    private static boolean rename(SqlSelect select) {
        boolean isRenamed = false;
        SqlNodeList list = select.getSelectList();
        for (int i = 0; i < list.size(); i++) {
            SqlNode item = list.get(i);
            boolean isAliased = item.getKind() == SqlKind.AS;
            SqlNode named = isAliased ? ((SqlCall) item).operand(1) : item;
            if (named instanceof SqlIdentifier name && !name.isStar() && isWindowColumn(lastOf(name))) {
                isRenamed = true;
                SqlParserPos position = item.getParserPosition();
                list.set(
                        i,
                        SqlStdOperatorTable.AS.createCall(
                                position,
                                isAliased ? ((SqlCall) item).operand(0) : item,
                                new SqlIdentifier(lastOf(name) + "_of_input", position)));
            }
        }
        return isRenamed;
    }

    private static SqlNode selectFrom(SqlNode query) {
        SqlParserPos position = query.getParserPosition();
        return new SqlSelect(
                position,
                null,
                SqlNodeList.SINGLETON_STAR,
                SqlStdOperatorTable.AS.createCall(position, query, new SqlIdentifier("$input", position)),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static void renameDescriptor(SqlNode operand) {
        SqlNode node = operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT ? ((SqlCall) operand).operand(0) : operand;
        boolean isDescriptor = node instanceof SqlCall call
                && call.getOperator().getName().equalsIgnoreCase(SqlKind.DESCRIPTOR.name());
        if (!isDescriptor) {
            return;
        }
        SqlCall descriptor = (SqlCall) node;
        for (int i = 0; i < descriptor.operandCount(); i++) {
            if (descriptor.operand(i) instanceof SqlIdentifier column && isWindowColumn(column.toString())) {
                descriptor.setOperand(i, new SqlIdentifier(column + "_of_input", column.getParserPosition()));
            }
        }
    }

    private static String lastOf(SqlIdentifier name) {
        List<String> names = name.names;
        return names.get(names.size() - 1);
    }

    private static boolean isWindowColumn(String name) {
        return WINDOW_COLUMNS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
