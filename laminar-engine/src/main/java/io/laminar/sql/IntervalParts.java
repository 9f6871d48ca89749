package io.laminar.sql;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * MAKE_INTERVAL of PostgreSQL, by position or by name.
 *
 * <pre>
 *   MAKE_INTERVAL(days =&gt; n, hours =&gt; 2)     =&gt;     n * INTERVAL '1' DAY + 2 * INTERVAL '1' HOUR
 * </pre>
 *
 * <p>Months and days are different types of intervals, so that it is one of both kinds alone; zeros do not count.
 */
final class IntervalParts {
    private static final List<String> NAMES = List.of("years", "months", "weeks", "days", "hours", "mins", "secs");
    private static final List<TimeUnit> UNITS = List.of(
            TimeUnit.YEAR, TimeUnit.MONTH, TimeUnit.DAY, TimeUnit.DAY, TimeUnit.HOUR, TimeUnit.MINUTE, TimeUnit.SECOND);

    private IntervalParts() {}

    /** The sum of the parts, or null when they make no interval. */
    static @Nullable SqlNode sum(List<SqlNode> operands, SqlParserPos position) {
        SqlNode sum = null;
        boolean isOfMonths = false;
        for (int i = 0; i < operands.size(); i++) {
            SqlNode value = operands.get(i);
            int index = i;
            if (value.getKind() == SqlKind.ARGUMENT_ASSIGNMENT && value instanceof SqlBasicCall named) {
                value = named.operand(0);
                index = NAMES.indexOf(named.operand(1).toString().toLowerCase(Locale.ROOT));
            }
            if (index < 0 || index >= NAMES.size()) {
                return null;
            }
            if (isZero(value)) {
                continue;
            }
            if (sum != null && isOfMonths != index < 2) {
                return null;
            }
            isOfMonths = index < 2;
            SqlNode part = SqlStdOperatorTable.MULTIPLY.createCall(position, value, one(index, position));
            sum = sum == null ? part : SqlStdOperatorTable.PLUS.createCall(position, sum, part);
        }
        return sum == null && !operands.isEmpty()
                ? SqlStdOperatorTable.MULTIPLY.createCall(
                        position, SqlLiteral.createExactNumeric("0", position), one(NAMES.size() - 1, position))
                : sum;
    }

    private static boolean isZero(SqlNode value) {
        return value instanceof SqlNumericLiteral number
                && number.getValueAs(BigDecimal.class).signum() == 0;
    }

    private static SqlNode one(int index, SqlParserPos position) {
        SqlIntervalQualifier unit = new SqlIntervalQualifier(UNITS.get(index), null, position);
        return SqlLiteral.createInterval(1, NAMES.get(index).equals("weeks") ? "7" : "1", unit, position);
    }
}
