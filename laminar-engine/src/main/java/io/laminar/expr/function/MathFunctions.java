package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.BIGINT;
import static io.laminar.api.DataType.Kind.DOUBLE;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Mathematics of integers and doubles. Domain errors of doubles give NaN, as in Java. */
public final class MathFunctions {
    private MathFunctions() {}

    @SqlFunction(
            name = "ABS",
            description = "The size of a number.",
            examples = {"ABS(-3) = 3"})
    public static long absolute(long operand) {
        return operand < 0 ? ArithmeticFunctions.negate(operand) : operand;
    }

    @SqlFunction(name = "ABS", description = "The size of a number.", total = true, examples = "ABS(-1.5e0) = 1.5e0")
    public static double absolute(double operand) {
        return Math.abs(operand);
    }

    @SqlFunction(name = "SIGN", description = "-1, 0 or 1.", total = true, examples = "SIGN(-3) = -1")
    public static long sign(long operand) {
        return Long.signum(operand);
    }

    @SqlFunction(name = "SIGN", description = "-1, 0 or 1.", total = true, examples = "SIGN(-2.5e0) = -1e0")
    public static double sign(double operand) {
        return Math.signum(operand);
    }

    @SqlFunction(name = "CEIL", aliases = "CEILING", description = "An integer is its own ceiling.", total = true)
    public static long ceiling(long operand) {
        return operand;
    }

    @SqlFunction(
            name = "CEIL",
            aliases = "CEILING",
            description = "The least whole number that is not smaller.",
            examples = "CEIL(1.2e0) = 2e0",
            total = true)
    public static double ceiling(double operand) {
        return Math.ceil(operand);
    }

    @SqlFunction(name = "FLOOR", description = "An integer is its own floor.", total = true)
    public static long floor(long operand) {
        return operand;
    }

    @SqlFunction(
            name = "FLOOR",
            description = "The greatest whole number that is not greater.",
            examples = "FLOOR(-1.2e0) = -2e0",
            total = true)
    public static double floor(double operand) {
        return Math.floor(operand);
    }

    @SqlFunction(
            name = "ROUND",
            description = "The nearest whole number; halves away from zero.",
            examples = {"ROUND(2.5e0) = 3e0", "ROUND(-2.5e0) = -3e0"},
            total = true)
    public static double round(double operand) {
        double size = Math.abs(operand);
        double floor = Math.floor(size);
        return Math.copySign(size - floor >= 0.5 ? floor + 1 : floor, operand);
    }

    @SqlFunction(
            name = "ROUND",
            description = "Rounded to some digits behind the point; halves away from zero.",
            examples = {"ROUND(1.255e0, 2) = 1.26e0", "ROUND(1234.5e0, -2) = 1200e0"},
            parameters = {DOUBLE, BIGINT},
            total = true)
    public static double round(double operand, long digits) {
        return scale(operand, digits, RoundingMode.HALF_UP);
    }

    @SqlFunction(name = "ROUND", description = "An integer is whole already.", total = true)
    public static long round(long operand) {
        return operand;
    }

    @SqlFunction(
            name = "ROUND",
            description = "An integer, rounded to tens, hundreds, ... by negative digits.",
            examples = "ROUND(1250, -2) = 1300")
    public static long round(long operand, long digits) {
        return scale(operand, digits, RoundingMode.HALF_UP);
    }

    @SqlFunction(
            name = "TRUNCATE",
            aliases = "TRUNC",
            description = "The whole part.",
            examples = "TRUNCATE(-1.7e0) = -1e0",
            total = true)
    public static double truncate(double operand) {
        return operand < 0 ? Math.ceil(operand) : Math.floor(operand);
    }

    @SqlFunction(
            name = "TRUNCATE",
            aliases = "TRUNC",
            description = "Cut off behind some digits behind the point.",
            examples = "TRUNCATE(1.259e0, 2) = 1.25e0",
            parameters = {DOUBLE, BIGINT},
            total = true)
    public static double truncate(double operand, long digits) {
        return scale(operand, digits, RoundingMode.DOWN);
    }

    @SqlFunction(name = "TRUNCATE", aliases = "TRUNC", description = "An integer is whole already.", total = true)
    public static long truncate(long operand) {
        return operand;
    }

    @SqlFunction(
            name = "TRUNCATE",
            aliases = "TRUNC",
            description = "An integer, cut to tens, hundreds, ... by negative digits.",
            examples = "TRUNCATE(1299, -2) = 1200")
    public static long truncate(long operand, long digits) {
        return scale(operand, digits, RoundingMode.DOWN);
    }

    @SqlFunction(
            name = "POWER",
            aliases = "POW",
            description = "The first to the power of the second.",
            examples = "POWER(2, 10) = 1024e0",
            total = true)
    public static double power(double base, double exponent) {
        return Math.pow(base, exponent);
    }

    @SqlFunction(name = "SQRT", description = "Square root.", examples = "SQRT(9) = 3e0", total = true)
    public static double squareRoot(double operand) {
        return Math.sqrt(operand);
    }

    @SqlFunction(name = "CBRT", description = "Cube root.", examples = "CBRT(27) = 3e0", total = true)
    public static double cubeRoot(double operand) {
        return Math.cbrt(operand);
    }

    @SqlFunction(name = "EXP", description = "e to the power of a number.", examples = "EXP(0) = 1e0", total = true)
    public static double exponential(double operand) {
        return Math.exp(operand);
    }

    @SqlFunction(name = "LN", description = "Natural logarithm.", examples = "LN(1) = 0e0", total = true)
    public static double logarithm(double operand) {
        return Math.log(operand);
    }

    @SqlFunction(name = "LOG10", description = "Decimal logarithm.", examples = "LOG10(1000) = 3e0", total = true)
    public static double logarithm10(double operand) {
        return Math.log10(operand);
    }

    @SqlFunction(name = "LOG2", description = "Binary logarithm.", examples = "LOG2(8) = 3e0", total = true)
    public static double logarithm2(double operand) {
        return Math.log(operand) / Math.log(2);
    }

    @SqlFunction(name = "SIN", description = "Sine of radians.", examples = "SIN(0) = 0e0", total = true)
    public static double sine(double operand) {
        return Math.sin(operand);
    }

    @SqlFunction(name = "COS", description = "Cosine of radians.", examples = "COS(0) = 1e0", total = true)
    public static double cosine(double operand) {
        return Math.cos(operand);
    }

    @SqlFunction(name = "TAN", description = "Tangent of radians.", examples = "TAN(0) = 0e0", total = true)
    public static double tangent(double operand) {
        return Math.tan(operand);
    }

    @SqlFunction(name = "ASIN", description = "Arc sine, in radians.", examples = "ASIN(0) = 0e0", total = true)
    public static double arcSine(double operand) {
        return Math.asin(operand);
    }

    @SqlFunction(name = "ACOS", description = "Arc cosine, in radians.", examples = "ACOS(1) = 0e0", total = true)
    public static double arcCosine(double operand) {
        return Math.acos(operand);
    }

    @SqlFunction(name = "ATAN", description = "Arc tangent, in radians.", examples = "ATAN(0) = 0e0", total = true)
    public static double arcTangent(double operand) {
        return Math.atan(operand);
    }

    @SqlFunction(
            name = "ATAN2",
            description = "Angle of the point (x, y), given y and x, in radians.",
            examples = "ATAN2(0, 1) = 0e0",
            total = true)
    public static double arcTangent2(double y, double x) {
        return Math.atan2(y, x);
    }

    @SqlFunction(name = "DEGREES", description = "Radians as degrees.", examples = "DEGREES(0) = 0e0", total = true)
    public static double degrees(double radians) {
        return Math.toDegrees(radians);
    }

    @SqlFunction(name = "RADIANS", description = "Degrees as radians.", examples = "RADIANS(0) = 0e0", total = true)
    public static double radians(double degrees) {
        return Math.toRadians(degrees);
    }

    @SqlFunction(name = "PI", description = "The number pi.", examples = "PI() = 3.141592653589793e0", total = true)
    public static double pi() {
        return Math.PI;
    }

    private static double scale(double operand, long digits, RoundingMode mode) {
        if (Double.isNaN(operand) || Double.isInfinite(operand) || digits > 340) {
            return operand;
        }
        return digits < -340
                ? 0
                : BigDecimal.valueOf(operand).setScale((int) digits, mode).doubleValue();
    }

    private static long scale(long operand, long digits, RoundingMode mode) {
        if (digits >= 0) {
            return operand;
        }
        if (digits < -19) {
            return 0;
        }
        BigDecimal rounded = BigDecimal.valueOf(operand).setScale((int) digits, mode);
        return DecimalFunctions.toInteger(rounded, Long.MAX_VALUE);
    }
}
