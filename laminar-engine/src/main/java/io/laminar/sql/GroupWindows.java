package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.sql.Planned.WindowColumns;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.jspecify.annotations.Nullable;

/**
 * Windows in GROUP BY. A window is a key that is its start; its end and time are functions of that key, which are replaced by
 * columns of the aggregation once it is planned:
 *
 * <pre>
 * GROUP BY TUMBLE(ts, size)   GROUP BY $TUMBLE(ts, size)
 * TUMBLE_START(ts, size)      $TUMBLE(ts, size)
 * TUMBLE_END(ts, size)        $WINDOW_END($TUMBLE(ts, size))
 * </pre>
 *
 * So whatever validates a key and what is made of it validates windows, too.
 */
final class GroupWindows {
    private static final Map<String, SqlOperator> WINDOWS =
            Windows.NAMES.stream().collect(Collectors.toMap(Function.identity(), name -> function("$" + name)));
    private static final SqlOperator END = function("$WINDOW_END");
    private static final SqlOperator TIME = function("$WINDOW_TIME");

    /** For the table of operators. */
    static final List<SqlOperator> OPERATORS = List.of(
            WINDOWS.get("TUMBLE"), WINDOWS.get("HOP"), WINDOWS.get("SESSION"), WINDOWS.get("CUMULATE"), END, TIME);

    private GroupWindows() {}

    private static SqlFunction function(String name) {
        return new SqlFunction(
                name,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.ARG0.andThen(SqlTypeTransforms.TO_NOT_NULLABLE),
                null,
                OperandTypes.VARIADIC,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    /**
     * What stands for a call of a window of GROUP BY or one of its properties; null for all other calls.
     *
     * @param name of the function, in capitals
     */
    static @Nullable SqlNode rewritten(String name, SqlCall call) {
        int end = name.indexOf('_');
        SqlOperator window = WINDOWS.get(end < 0 ? name : name.substring(0, end));
        if (window == null || call.operandCount() < 2 || isOfTable(call)) {
            return null;
        }
        SqlParserPos position = call.getParserPosition();
        SqlNode start = window.createCall(position, call.getOperandList());
        return switch (end < 0 ? "_START" : name.substring(end)) {
            case "_START" -> start;
            case "_END" -> END.createCall(position, start);
            case "_ROWTIME" -> TIME.createCall(position, start);
            default -> null;
        };
    }

    private static boolean isOfTable(SqlCall call) {
        SqlKind first = call.operand(0).getKind();
        return SqlKind.QUERY.contains(first)
                || first == SqlKind.SET_SEMANTICS_TABLE
                || first == SqlKind.ARGUMENT_ASSIGNMENT;
    }

    static boolean isWindow(SqlOperator operator) {
        return WINDOWS.containsValue(operator);
    }

    /** An expression over an aggregation with its columns in place of the properties of its window. */
    static RexNode resolved(RexNode node, Planned input, Positions positions) {
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                SqlOperator operator = call.getOperator();
                if (isWindow(operator)) {
                    throw invalid(Windows.name(call) + " needs to be in GROUP BY", operator, positions);
                }
                if (!operator.equals(END) && !operator.equals(TIME)) {
                    return super.visitCall(call);
                }
                WindowColumns window = input.window();
                int column = window == null ? -1 : operator.equals(END) ? window.end() : window.time();
                if (column < 0 || !(call.getOperands().get(0) instanceof RexInputRef)) {
                    throw invalid(
                            "the end of a window is known where the query groups by the window itself, in GROUP BY",
                            operator,
                            positions);
                }
                return new RexInputRef(column, call.getType());
            }
        });
    }

    private static LaminarException invalid(String detail, SqlOperator operator, Positions positions) {
        return new LaminarException(ErrorCode.INVALID_WINDOW, detail, positions.ofCall(operator.getName()), null);
    }

    /** The name of a function in capitals, as the grammar or a table of operators gave it. */
    static String nameOf(SqlCall call) {
        return call.getOperator().getName().replace("$", "").toUpperCase(Locale.ROOT);
    }
}
