package io.laminar.sql;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Functions of BigQuery and others that are operators of the standard by another name. */
final class StandardSpellings {
    private StandardSpellings() {}

    /** The call as the standard writes it, or null when it is none of these. */
    static @Nullable SqlNode of(String name, SqlCall call) {
        SqlParserPos position = call.getParserPosition();
        List<SqlNode> operands = call.getOperandList();
        return switch (name) {
            case "DATE_ADD", "TIMESTAMP_ADD", "DATETIME_ADD", "TIME_ADD" ->
                operands.size() == 2 ? SqlStdOperatorTable.PLUS.createCall(position, operands) : null;
            case "DATE_SUB", "TIMESTAMP_SUB", "DATETIME_SUB", "TIME_SUB" ->
                operands.size() == 2 ? SqlStdOperatorTable.MINUS.createCall(position, operands) : null;
            case "DATE_DIFF", "DATETIME_DIFF", "TIMESTAMP_DIFF" ->
                operands.size() == 3 && operands.get(2) instanceof SqlIntervalQualifier unit
                        ? difference(name, unit, operands, position)
                        : null;
            case "DATE_PART" ->
                // Calcite's reads a constant alone; the function of the catalogue reads a column too.
                call.getOperator() instanceof SqlUnresolvedFunction
                                && operands.size() == 2
                                && !(operands.get(0) instanceof SqlIdentifier)
                        ? SqlLibraryOperators.DATE_PART.createCall(position, operands)
                        : null;
            case "AT TIME ZONE" ->
                Rewrites.unresolved("TIMEZONE", position).createCall(position, operands.get(1), operands.get(0));
            case "MAKE_INTERVAL" -> IntervalParts.sum(operands, position);
            case "IIF" -> operands.size() == 3 ? SqlLibraryOperators.IF.createCall(position, operands) : null;
            default -> null;
        };
    }

    /** Of dates and local times the boundaries of units between them count, of timestamps the whole units. */
    private static SqlNode difference(
            String name, SqlIntervalQualifier unit, List<SqlNode> operands, SqlParserPos position) {
        SqlNode end = operands.get(0);
        SqlNode start = operands.get(1);
        if (!name.equals("TIMESTAMP_DIFF")) {
            end = SqlStdOperatorTable.FLOOR.createCall(position, end, unit);
            start = SqlStdOperatorTable.FLOOR.createCall(position, start, unit);
        }
        return SqlStdOperatorTable.TIMESTAMP_DIFF.createCall(position, unit, start, end);
    }
}
