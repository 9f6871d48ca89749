package io.laminar.expr.function;

/** Functions of angles in degrees; exact where the result is 0, 1/2 or 1. */
public final class DegreeFunctions {
    private static final double HIGH = Math.sqrt(3) / 2;
    private static final double[] SINES = {0, 0.5, HIGH, 1, HIGH, 0.5, 0, -0.5, -HIGH, -1, -HIGH, -0.5};
    private static final double[] TANGENTS = {0, 1, Double.POSITIVE_INFINITY, -1};

    private DegreeFunctions() {}

    @SqlFunction(name = "SIND", description = "Sine.", examples = "SIND(30) = 0.5e0", total = true)
    public static double sine(double degrees) {
        return degrees % 30 == 0
                ? SINES[(int) Math.floorMod((long) (degrees % 360) / 30, 12L)]
                : Math.sin(Math.toRadians(degrees % 360));
    }

    @SqlFunction(name = "COSD", description = "Cosine.", examples = "COSD(60) = 0.5e0", total = true)
    public static double cosine(double degrees) {
        return degrees % 30 == 0 ? sine(degrees % 360 + 90) : Math.cos(Math.toRadians(degrees % 360));
    }

    @SqlFunction(name = "TAND", description = "Tangent.", examples = "TAND(45) = 1e0", total = true)
    public static double tangent(double degrees) {
        return degrees % 45 == 0
                ? TANGENTS[(int) Math.floorMod((long) (degrees % 360) / 45, 4L)]
                : Math.tan(Math.toRadians(degrees % 360));
    }

    @SqlFunction(name = "COTD", description = "Cotangent.", examples = "COTD(45) = 1e0", total = true)
    public static double cotangent(double degrees) {
        return 1 / tangent(degrees);
    }

    @SqlFunction(
            name = "ASIND",
            description = "Inverse of SIND.",
            examples = "ROUND(ASIND(0.5), 9) = 30e0",
            total = true)
    public static double arcSine(double operand) {
        return Math.toDegrees(Math.asin(operand));
    }

    @SqlFunction(
            name = "ACOSD",
            description = "Inverse of COSD.",
            examples = "ROUND(ACOSD(0.5), 9) = 60e0",
            total = true)
    public static double arcCosine(double operand) {
        return Math.toDegrees(Math.acos(operand));
    }

    @SqlFunction(name = "ATAND", description = "Inverse of TAND.", examples = "ROUND(ATAND(1), 9) = 45e0", total = true)
    public static double arcTangent(double operand) {
        return Math.toDegrees(Math.atan(operand));
    }

    @SqlFunction(
            name = "ATAN2D",
            description = "The angle of a point, its y and its x.",
            examples = "ROUND(ATAN2D(1, 0), 9) = 90e0",
            total = true)
    public static double arcTangent(double y, double x) {
        return Math.toDegrees(Math.atan2(y, x));
    }

    @SqlFunction(
            name = "IEEE_DIVIDE",
            description = "The quotient of floating point, which is infinite or NaN where the divisor is 0.",
            examples = {"IEEE_DIVIDE(3, 2) = 1.5e0", "IS_INF(IEEE_DIVIDE(1, 0)) = TRUE"},
            total = true)
    public static double ieeeDivide(double dividend, double divisor) {
        return dividend / divisor;
    }
}
