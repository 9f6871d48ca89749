package io.laminar.testing.function;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that scripts make known to SQL. */
public final class SampleFunctions {
    private SampleFunctions() {}

    public static long twice(long value) {
        return Math.multiplyExact(value, 2);
    }

    public static int length(String text) {
        return text.length();
    }

    public static String orElse(@Nullable String text, String other) {
        return text == null ? other : text;
    }

    public static @Nullable Long halfOfEven(Long value) {
        return value == null ? Long.valueOf(-1) : value % 2 == 0 ? Long.valueOf(value / 2) : null;
    }

    public static LocalDate nextDay(LocalDate day) {
        return day.plusDays(1);
    }

    public static BigDecimal withTax(BigDecimal price) {
        return price.multiply(new BigDecimal("1.20")).setScale(2, java.math.RoundingMode.HALF_UP);
    }

    public static boolean isOld(Instant time) {
        return time.isBefore(Instant.parse("2000-01-01T00:00:00Z"));
    }

    public static double mean(double left, double right) {
        return (left + right) / 2;
    }

    public static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    /** One that is called on an instance. */
    public static final class Shout {
        public String eval(String text) {
            if (text.isEmpty()) {
                throw new IllegalStateException("nothing to shout");
            }
            return text.toUpperCase(java.util.Locale.ROOT) + "!";
        }
    }
}
