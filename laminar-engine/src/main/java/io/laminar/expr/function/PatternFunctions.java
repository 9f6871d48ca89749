package io.laminar.expr.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers to and from text by patterns. */
public final class PatternFunctions {
    /** Digits behind the point of what TO_NUMBER gives. */
    private static final int FRACTION = 9;

    private PatternFunctions() {}

    /** The pattern that an operand is; a constant is read once. */
    @SqlFunction(name = "NUMBER_PATTERN", internal = true, hidden = true)
    public static NumberPattern pattern(String text) {
        return NumberPattern.of(text);
    }

    @SqlFunction(
            name = "TO_CHAR",
            description =
                    "A number as text by a pattern of PostgreSQL: 9 and 0 are digits, . or D the point, , or G a comma"
                            + " between digits, S, SG, MI and PR the sign, FM leaves out blanks; # where the number does not fit.",
            examples = {
                "TO_CHAR(-125, '999') = '-125'",
                "TO_CHAR(1485.5, '9,999.99') = ' 1,485.50'",
                "TO_CHAR(12, 'FM0999.9') = '0012.'",
                "TO_CHAR(-485, '999PR') = '<485>'",
                "TO_CHAR(1234, '999') = ' ###'"
            })
    public static String toChar(BigDecimal number, NumberPattern pattern) {
        return pattern.format(number);
    }

    @SqlFunction(
            name = "TO_CHAR",
            description = "The same of a number that is not exact.",
            examples = "TO_CHAR(0.1e0, '99.99') = '   .10'")
    public static String toChar(double number, NumberPattern pattern) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw ValueErrors.invalidArgument(number + " cannot be written by the pattern '" + pattern + "'");
        }
        return pattern.format(new BigDecimal(Double.toString(number)));
    }

    @SqlFunction(
            name = "TO_NUMBER",
            signature = "VARCHAR, VARCHAR -> DECIMAL(38, 9)",
            description = "The number that a text is by such a pattern.",
            examples = {
                "TO_CHAR(TO_NUMBER('12,454.8-', '99G999D9S'), 'FM99999.9') = '-12454.8'",
                "TO_CHAR(TO_NUMBER(' 1,485', '9,999'), '9999.9') = ' 1485.0'"
            })
    public static BigDecimal toNumber(String text, NumberPattern pattern) {
        try {
            return pattern.parse(text).setScale(FRACTION, RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw ValueErrors.outOfRange(text, "DECIMAL(38, 9)");
        }
    }
}
