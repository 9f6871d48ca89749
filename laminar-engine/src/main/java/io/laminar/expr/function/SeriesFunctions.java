package io.laminar.expr.function;

import java.util.List;

/** Series, which are rows in FROM and arrays elsewhere. */
public final class SeriesFunctions {
    private SeriesFunctions() {}

    @SqlFunction(
            name = "GENERATE_SERIES",
            signature = "BIGINT, BIGINT -> ARRAY<BIGINT>",
            description = "The integers from one to another, both included, none when the second is less; at most ten"
                    + " million. In FROM, a row for each.",
            examples = "GENERATE_SERIES(2, 4) = ARRAY[CAST(2 AS BIGINT), 3, 4]")
    public static List<?> series(long from, long to) {
        return Series.of(from, to, 1);
    }

    @SqlFunction(
            name = "GENERATE_SERIES",
            signature = "BIGINT, BIGINT, BIGINT -> ARRAY<BIGINT>",
            description = "Likewise in steps, which may be negative.",
            examples = "GENERATE_SERIES(9, 2, -3) = ARRAY[CAST(9 AS BIGINT), 6, 3]")
    public static List<?> series(long from, long to, long step) {
        return Series.of(from, to, step);
    }

    @SqlFunction(
            name = "GENERATE_SERIES",
            aliases = "GENERATE_TIMESTAMP_ARRAY",
            signature = "TIMESTAMP, TIMESTAMP, INTERVAL_DAY -> ARRAY<TIMESTAMP>",
            description = "Times from one to another, both included, in steps.",
            examples = "GENERATE_SERIES(TIMESTAMP '2024-01-01 00:00:00', TIMESTAMP '2024-01-01 01:00:00',"
                    + " INTERVAL '20' MINUTE)[4] = TIMESTAMP '2024-01-01 01:00:00'")
    public static List<?> times(long from, long to, long step) {
        return Series.of(from, to, step);
    }

    @SqlFunction(
            name = "GENERATE_SERIES",
            aliases = "GENERATE_TIMESTAMP_ARRAY",
            signature = "TIMESTAMP, TIMESTAMP, INTERVAL_YEAR -> ARRAY<TIMESTAMP>",
            description = "Likewise in months or years, each counted from the first time: on from the 31st of January"
                    + " come the last days of the months.",
            examples = "GENERATE_SERIES(TIMESTAMP '2024-01-31 00:00:00', TIMESTAMP '2024-03-31 00:00:00',"
                    + " INTERVAL '1' MONTH)[3] = TIMESTAMP '2024-03-31 00:00:00'")
    public static List<?> months(long from, long to, long months) {
        return Series.ofMonths(from, to, months);
    }
}
