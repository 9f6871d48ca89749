package io.laminar.differential;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A row of an event.
 *
 * @param us event time in microseconds since 1970, or null
 */
record RandomTimes(
        long id,
        @Nullable String k,
        @Nullable Boolean b,
        @Nullable Integer v,
        @Nullable BigDecimal n,
        @Nullable String s,
        @Nullable Long us) {
    static final String COLUMNS = "id BIGINT, k VARCHAR, b BOOLEAN, v INTEGER, n DECIMAL(12, 2), s VARCHAR";
    private static final long EARLIEST = -60_000_000;

    /** Rows from before 1970 on, in the order of arrival: at most a delay behind the latest before them. */
    static List<RandomTimes> rows(Random random, int count, int delaySeconds) {
        List<RandomTimes> rows = new ArrayList<>();
        long latest = EARLIEST;
        for (int id = 0; id < count; id++) {
            latest += switch (random.nextInt(12)) {
                case 0 -> random.nextInt(40) * 1_000_000L;
                case 1 -> random.nextInt(3_000_000);
                case 2, 3, 4 -> random.nextInt(3) * 500_000L;
                default -> 0;
            };
            long behind = 500_000L * random.nextInt(2) * random.nextInt(2 * delaySeconds + 1);
            rows.add(new RandomTimes(
                    id,
                    orNull(random, "k" + random.nextInt(3)),
                    orNull(random, random.nextBoolean()),
                    orNull(random, random.nextInt(21) - 10),
                    orNull(random, BigDecimal.valueOf(random.nextInt(2_000) - 1_000, 2)),
                    orNull(random, String.valueOf((char) ('a' + random.nextInt(4)))),
                    random.nextInt(25) == 0 ? null : (Long) (latest - behind)));
        }
        return rows;
    }

    private static <T> @Nullable T orNull(Random random, T value) {
        return random.nextInt(6) == 0 ? null : value;
    }

    /** The values by the names of the columns, the event time as {@code ts}. */
    Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("id", id);
        values.put("k", k);
        values.put("b", b);
        values.put("v", v);
        values.put("n", n);
        values.put("s", s);
        values.put(
                "ts",
                us == null
                        ? null
                        : LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(us, ChronoUnit.MICROS));
        return values;
    }
}
