package io.laminar.sql;

import java.util.OptionalLong;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserUtil;

/** Day-time interval literals in microseconds; Calcite itself counts milliseconds. */
final class Intervals {
    private Intervals() {}

    /** The length of an interval literal, also of a negated one; empty for anything else, such as months. */
    static OptionalLong micros(SqlNode node) {
        if (node.getKind() == SqlKind.MINUS_PREFIX && node instanceof SqlBasicCall call) {
            OptionalLong inner = micros(call.operand(0));
            return inner.isPresent() ? OptionalLong.of(-inner.getAsLong()) : inner;
        }
        if (!(node instanceof SqlIntervalLiteral literal)) {
            return OptionalLong.empty();
        }
        SqlIntervalLiteral.IntervalValue value = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
        if (value.getIntervalQualifier().isYearMonth()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                SqlParserUtil.intervalToMillis(value) * 1000 + value.getSign() * microsBelowMillis(value.toString()));
    }

    /** The fourth to sixth digit behind the point. */
    static long microsBelowMillis(String text) {
        int point = text.indexOf('.');
        if (point < 0) {
            return 0;
        }
        long digits = 0;
        for (int i = point + 4; i < point + 7; i++) {
            boolean isDigit = i < text.length() && Character.isDigit(text.charAt(i));
            digits = digits * 10 + (isDigit ? text.charAt(i) - '0' : 0);
        }
        return digits;
    }
}
