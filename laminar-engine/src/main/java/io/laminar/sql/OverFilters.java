package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * FILTER of aggregates with OVER, for those that skip NULL:
 *
 * <pre>
 *   SUM(v) FILTER (WHERE v &gt; 1) OVER w   =&gt;  SUM(CASE WHEN v &gt; 1 THEN v END) OVER w
 *   COUNT(*) FILTER (WHERE v &gt; 1) OVER w  =&gt;  COUNT(CASE WHEN v &gt; 1 THEN 1 END) OVER w
 * </pre>
 */
final class OverFilters {
    private static final Set<String> SKIPPING_NULL = Set.of(
            "COUNT",
            "SUM",
            "AVG",
            "MIN",
            "MAX",
            "STDDEV",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "VARIANCE",
            "VAR_POP",
            "VAR_SAMP",
            "BOOL_AND",
            "BOOL_OR",
            "EVERY");

    private OverFilters() {}

    /** @param over a call of OVER whose first operand is one of FILTER */
    static SqlCall rewritten(SqlCall over) {
        SqlCall filter = over.operand(0);
        SqlCall aggregate = filter.operand(0);
        String name = aggregate.getOperator().getName().toUpperCase(Locale.ROOT);
        if (!SKIPPING_NULL.contains(name) || aggregate.operandCount() != 1) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "FILTER of " + name
                            + " with OVER is not supported; it is for aggregates of one argument that skip NULL",
                    TokenStream.position(aggregate),
                    null);
        }
        SqlParserPos position = aggregate.getParserPosition();
        SqlNode argument = aggregate.operand(0);
        boolean isStar = argument instanceof SqlIdentifier identifier && identifier.isStar();
        SqlNode chosen = new SqlCase(
                position,
                null,
                SqlNodeList.of(filter.operand(1)),
                SqlNodeList.of(isStar ? SqlLiteral.createExactNumeric("1", position) : argument),
                SqlLiteral.createNull(position));
        SqlCall call = aggregate.getOperator().createCall(aggregate.getFunctionQuantifier(), position, chosen);
        return over.getOperator().createCall(over.getParserPosition(), call, over.operand(1));
    }
}
