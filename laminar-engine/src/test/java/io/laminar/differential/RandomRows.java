package io.laminar.differential;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rows of the tables t and u, the same for each seed. */
final class RandomRows {
    static final String T =
            "t (id BIGINT PRIMARY KEY, b BOOLEAN, i INTEGER, l BIGINT, d DOUBLE PRECISION, n DECIMAL(12, 2),"
                    + " s VARCHAR(20), day_ DATE, ts TIMESTAMP)";
    static final String U = "u (k INTEGER PRIMARY KEY, name VARCHAR(20))";
    private static final String[] TEXTS = {"", "a", "A", "Ba", "cab", " x ", "a_b", "a%", "é", "Zebra a"};
    private static final LocalDate DAY = LocalDate.of(2024, 2, 28);

    private RandomRows() {}

    static @Nullable Object[] t(Random random, long id) {
        return new @Nullable Object[] {
            id,
            orNull(random, random.nextBoolean()),
            orNull(random, random.nextInt(200) - 100),
            orNull(random, random.nextInt(5) == 0 ? 1_000_000_000_000L : (long) random.nextInt(20) - 10),
            orNull(random, random.nextInt(5) == 0 ? -0.5 : random.nextGaussian() * 100),
            orNull(random, BigDecimal.valueOf(random.nextInt(200_000) - 100_000, 2)),
            orNull(random, TEXTS[random.nextInt(TEXTS.length)]),
            orNull(random, DAY.plusDays(random.nextInt(800) - 400)),
            orNull(random, time(random))
        };
    }

    private static LocalDateTime time(Random random) {
        return DAY.atTime(random.nextInt(24), random.nextInt(60), random.nextInt(60), random.nextInt(1_000_000) * 1_000)
                .plusDays(random.nextInt(800) - 400);
    }

    static Object[] u(int k) {
        return new Object[] {k, "name " + k};
    }

    private static @Nullable Object orNull(Random random, Object value) {
        return random.nextInt(8) == 0 ? null : value;
    }
}
