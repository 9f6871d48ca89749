package io.laminar.expr.function;

/** Hyperbolic and reciprocal functions, and logarithms of other bases. Domain errors give NaN, as in Java. */
public final class AngleFunctions {
    private AngleFunctions() {}

    @SqlFunction(name = "SINH", description = "Hyperbolic sine.", examples = "SINH(0) = 0e0", total = true)
    public static double hyperbolicSine(double operand) {
        return Math.sinh(operand);
    }

    @SqlFunction(name = "COSH", description = "Hyperbolic cosine.", examples = "COSH(0) = 1e0", total = true)
    public static double hyperbolicCosine(double operand) {
        return Math.cosh(operand);
    }

    @SqlFunction(name = "TANH", description = "Hyperbolic tangent.", examples = "TANH(0) = 0e0", total = true)
    public static double hyperbolicTangent(double operand) {
        return Math.tanh(operand);
    }

    @SqlFunction(
            name = "ASINH",
            description = "Inverse of SINH.",
            examples = "ROUND(ASINH(SINH(2)), 9) = 2e0",
            total = true)
    public static double areaSine(double operand) {
        return Math.copySign(Math.log(Math.abs(operand) + Math.hypot(operand, 1)), operand);
    }

    @SqlFunction(name = "ACOSH", description = "Inverse of COSH.", examples = "ACOSH(1) = 0e0", total = true)
    public static double areaCosine(double operand) {
        return Math.log(operand + Math.sqrt(operand - 1) * Math.sqrt(operand + 1));
    }

    @SqlFunction(
            name = "ATANH",
            description = "Inverse of TANH.",
            examples = "ROUND(ATANH(TANH(2)), 9) = 2e0",
            total = true)
    public static double areaTangent(double operand) {
        return 0.5 * (Math.log1p(operand) - Math.log1p(-operand));
    }

    @SqlFunction(
            name = "COT",
            description = "Cotangent of radians.",
            examples = "ROUND(COT(0.5e0), 6) = 1.830488e0",
            total = true)
    public static double cotangent(double operand) {
        return 1 / Math.tan(operand);
    }

    @SqlFunction(name = "SEC", description = "Secant of radians.", examples = "SEC(0) = 1e0", total = true)
    public static double secant(double operand) {
        return 1 / Math.cos(operand);
    }

    @SqlFunction(
            name = "CSC",
            description = "Cosecant of radians.",
            examples = "ROUND(CSC(0.5e0), 6) = 2.085830e0",
            total = true)
    public static double cosecant(double operand) {
        return 1 / Math.sin(operand);
    }

    @SqlFunction(
            name = "COTH",
            description = "Hyperbolic cotangent.",
            examples = "ROUND(COTH(1), 6) = 1.313035e0",
            total = true)
    public static double hyperbolicCotangent(double operand) {
        return 1 / Math.tanh(operand);
    }

    @SqlFunction(name = "SECH", description = "Hyperbolic secant.", examples = "SECH(0) = 1e0", total = true)
    public static double hyperbolicSecant(double operand) {
        return 1 / Math.cosh(operand);
    }

    @SqlFunction(
            name = "CSCH",
            description = "Hyperbolic cosecant.",
            examples = "ROUND(CSCH(1), 6) = 0.850918e0",
            total = true)
    public static double hyperbolicCosecant(double operand) {
        return 1 / Math.sinh(operand);
    }

    @SqlFunction(
            name = "LOG",
            description = "Decimal logarithm, as in PostgreSQL; LN is the natural one.",
            examples = "LOG(100) = 2e0",
            total = true)
    public static double logarithm(double operand) {
        return Math.log10(operand);
    }

    @SqlFunction(
            name = "LOG1P",
            description = "Natural logarithm of a number plus 1, exact for small ones.",
            examples = "LOG1P(0) = 0e0",
            total = true)
    public static double logarithmOfOneMore(double operand) {
        return Math.log1p(operand);
    }

    @SqlFunction(
            name = "EXPM1",
            description = "EXP of a number, less 1, exact for small ones.",
            examples = "EXPM1(0) = 0e0",
            total = true)
    public static double exponentialLessOne(double operand) {
        return Math.expm1(operand);
    }

    @SqlFunction(
            name = "LOG",
            description = "Logarithm of the second number to the base of the first.",
            examples = "ROUND(LOG(2, 8), 9) = 3e0",
            total = true)
    public static double logarithm(double base, double operand) {
        return Math.log(operand) / Math.log(base);
    }

    @SqlFunction(
            name = "E",
            aliases = "EULER",
            description = "Base of natural logarithms.",
            examples = "E() = 2.718281828459045e0",
            total = true)
    public static double e() {
        return Math.E;
    }
}
