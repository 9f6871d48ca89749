package io.laminar.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Random queries with windows over the rows of {@link RandomTimes}, each in both dialects. In H2 the rows of a window are made by
 * arithmetic with {@code us}, the event time in microseconds, by a join with the table of numbers, or, for sessions, by counting the
 * gaps before a row.
 */
final class RandomWindows {
    private static final long SECOND = 1_000_000;

    private final Random random;

    RandomWindows(long seed) {
        random = new Random(seed);
    }

    /**
     * One query.
     *
     * @param mayChange whether it has a form with EMIT CHANGES
     */
    record Query(String laminar, String h2, boolean mayChange) {}

    /** A query over t. */
    Query query() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> windowsOfWindows();
            case 2 -> topRows();
            case 3 -> topGroups();
            case 4 -> over();
            case 5 -> setsOfKeys();
            default -> groups();
        };
    }

    private Query groups() {
        List<String> keys = keys();
        Window window = window();
        String aggregates = aggregates();
        String where = where();
        String having = having();
        String list = keys.stream().map(key -> key + ", ").collect(Collectors.joining());
        if (random.nextBoolean()) {
            String rows = window.h2("SELECT * FROM t" + where, keys);
            return new Query(
                    "SELECT " + list + window.ofGroup("_START") + " AS ws, " + window.ofGroup("_END") + " AS we, "
                            + aggregates + " FROM t" + where + " GROUP BY " + list + window.ofGroup("") + having,
                    "SELECT " + list + "ws, we, " + aggregates + " FROM " + rows + " GROUP BY " + list + "ws, we"
                            + having,
                    true);
        }
        List<String> sessions = keys.subList(0, random.nextInt(keys.size() + 1));
        String groups = " GROUP BY " + list;
        return new Query(
                "SELECT " + list + "window_start, window_end, " + aggregates + " FROM "
                        + window.ofTable("t", "ts", sessions) + where + groups + "window_start, window_end" + having,
                "SELECT " + list + "ws, we, " + aggregates + " FROM " + window.h2("SELECT * FROM t", sessions) + where
                        + groups + "ws, we" + having,
                true);
    }

    /** GROUPING SETS and ROLLUP, which H2 does not have, are a union of groups there. */
    private Query setsOfKeys() {
        Window window = window();
        String aggregates = aggregates();
        String where = where();
        boolean isRollup = random.nextBoolean();
        List<List<String>> sets = isRollup
                ? List.of(List.of("k", "b"), List.of("k"), List.of())
                : List.of(List.of("k"), List.of("b"), List.of("k", "b"));
        String group = isRollup
                ? "window_start, window_end, ROLLUP(k, b)"
                : "GROUPING SETS ((window_start, window_end, k), (b, window_start, window_end), (k, window_start, b, window_end))";
        String rows = window.h2("SELECT * FROM t", List.of("k"));
        List<String> unions = new ArrayList<>();
        for (List<String> set : sets) {
            unions.add("SELECT " + (set.contains("k") ? "k" : "NULL") + ", " + (set.contains("b") ? "b" : "NULL") + ", "
                    + ((set.contains("k") ? 0 : 2) + (set.contains("b") ? 0 : 1)) + ", ws, we, " + aggregates + " FROM "
                    + rows + where
                    + " GROUP BY "
                    + String.join("", set.stream().map(key -> key + ", ").toList()) + "ws, we");
        }
        return new Query(
                "SELECT k, b, GROUPING(k, b) AS g, window_start, window_end, " + aggregates + " FROM "
                        + window.ofTable("t", "ts", List.of("k")) + where + " GROUP BY " + group,
                String.join(" UNION ALL ", unions),
                true);
    }

    private Query windowsOfWindows() {
        Window inner = window();
        Window outer = window();
        List<String> keys = keys();
        String list = keys.stream().map(key -> key + ", ").collect(Collectors.joining());
        String groups = "COUNT(*) AS n, SUM(v) AS total";
        String aggregates = "COUNT(*) AS windows, SUM(n) AS n, MAX(total) AS most, MIN(total) AS least";
        String ofInner = "SELECT " + list + "window_time, " + groups + " FROM " + inner.ofTable("t", "ts", keys)
                + " GROUP BY " + list + "window_start, window_end, window_time";
        String ofInnerH2 = "SELECT " + list + "we - 1000 AS us, " + groups + ", 0 AS id FROM "
                + inner.h2("SELECT * FROM t", keys) + " GROUP BY " + list + "ws, we";
        List<String> outerKeys = keys.subList(0, random.nextInt(keys.size() + 1));
        String outerList = outerKeys.stream().map(key -> key + ", ").collect(Collectors.joining());
        return new Query(
                "SELECT " + outerList + "window_start, window_end, " + aggregates + " FROM "
                        + outer.ofQuery(ofInner, "window_time", outerKeys) + " GROUP BY " + outerList
                        + "window_start, window_end",
                "SELECT " + outerList + "ws, we, " + aggregates + " FROM " + outer.h2(ofInnerH2, outerKeys)
                        + " GROUP BY " + outerList + "ws, we",
                !outer.isSession());
    }

    private Query topRows() {
        Window window = window();
        List<String> keys = keys();
        String list = keys.stream().map(key -> ", " + key).collect(Collectors.joining());
        String rank = pick("ROW_NUMBER()", "RANK()", "DENSE_RANK()");
        String order = "ORDER BY v" + pick(" DESC", "") + pick(" NULLS FIRST", " NULLS LAST")
                + (rank.equals("ROW_NUMBER()") ? ", id" : "");
        String where = " WHERE rn <= " + (1 + random.nextInt(4));
        return new Query(
                "SELECT * FROM (SELECT window_start, window_end, k, id, v, " + rank
                        + " OVER (PARTITION BY window_start, window_end" + list + " " + order + ") AS rn FROM "
                        + window.ofTable("t", "ts", keys) + ") AS x" + where,
                "SELECT * FROM (SELECT ws, we, k, id, v, " + rank + " OVER (PARTITION BY ws, we" + list + " " + order
                        + ") AS rn FROM " + window.h2("SELECT * FROM t", keys) + ") AS x" + where,
                false);
    }

    private Query topGroups() {
        Window window = window();
        String where = " WHERE rn <= " + (1 + random.nextInt(3));
        String over =
                ", ROW_NUMBER() OVER (PARTITION BY %s, %s ORDER BY n DESC, k NULLS LAST, b NULLS FIRST) AS rn FROM ";
        String groups = "SELECT k, b, %s, %s, COUNT(v) AS n FROM ";
        return new Query(
                "SELECT * FROM (SELECT x.*" + over.formatted("window_start", "window_end") + "("
                        + groups.formatted("window_start", "window_end") + window.ofTable("t", "ts", List.of("k", "b"))
                        + " GROUP BY k, b, window_start, window_end) AS x) AS y" + where,
                "SELECT * FROM (SELECT x.*" + over.formatted("ws", "we") + "(" + groups.formatted("ws", "we")
                        + window.h2("SELECT * FROM t", List.of("k", "b")) + " GROUP BY k, b, ws, we) AS x) AS y"
                        + where,
                false);
    }

    /** Rows in the order of event time. */
    private Query over() {
        String partition = pick("", "PARTITION BY k ", "PARTITION BY b, k ", "PARTITION BY MOD(id, 3) ");
        String rows = pick("", "ROWS UNBOUNDED PRECEDING", "ROWS " + random.nextInt(5) + " PRECEDING");
        long seconds = random.nextInt(20);
        String filtered =
                pick("COUNT(*)", "SUM(v)", "MAX(n)", "COUNT(s)") + " FILTER (WHERE " + pick("v > 0", "b") + ")";
        List<String> laminar = new ArrayList<>();
        List<String> h2 = new ArrayList<>();
        for (String call : List.of(
                aggregate().formatted(" OVER (" + partition + "ORDER BY %s, id " + rows + ")"),
                pick("ROW_NUMBER()", "LAG(v)", "LAG(v, 2, -1)", "FIRST_VALUE(v)", "LAST_VALUE(n)", "NTH_VALUE(v, 2)")
                        + " OVER (" + partition + "ORDER BY %s, id)",
                pick("RANK()", "DENSE_RANK()", "COUNT(*)", "MAX(v)", "SUM(n)") + " OVER (" + partition + "ORDER BY %s)",
                pick("COUNT(*)", "SUM(v)", "MIN(n)", "MAX(s)", "COUNT(s)") + " OVER (" + partition
                        + "ORDER BY %s RANGE #" + " PRECEDING)",
                filtered + " OVER (" + partition + "ORDER BY %s, id " + rows + ")",
                pick("LEAD(v)", "LEAD(s, 2)", "LEAD(v, 3, -1)", "LEAD(id, 0)") + " OVER (" + partition
                        + "ORDER BY %s, id)",
                aggregate()
                        .formatted(" OVER (" + partition + "ORDER BY %s, id ROWS BETWEEN " + random.nextInt(3)
                                + pick(" PRECEDING", " FOLLOWING") + " AND " + (2 + random.nextInt(4)) + " FOLLOWING)"),
                aggregate()
                        .formatted(" OVER (" + partition + "ORDER BY %s, id ROWS BETWEEN " + (2 + random.nextInt(4))
                                + " PRECEDING AND " + (1 + random.nextInt(2)) + " PRECEDING)"),
                pick("COUNT(*)", "SUM(v)", "MIN(n)", "MAX(s)", "COUNT(s)") + " OVER (" + partition
                        + "ORDER BY %s RANGE BETWEEN " + pick("# PRECEDING", "CURRENT ROW") + " AND # FOLLOWING)")) {
            laminar.add(call.formatted("ts").replace("#", "INTERVAL '" + seconds + "' SECOND"));
            h2.add(call.formatted("us").replace("#", String.valueOf(seconds * SECOND)));
        }
        return new Query(
                "SELECT id, " + named(laminar) + " FROM t",
                "SELECT id, " + named(h2) + " FROM t WHERE us IS NOT NULL",
                false);
    }

    private static String named(List<String> calls) {
        List<String> named = new ArrayList<>();
        for (String call : calls) {
            named.add(call + " AS c" + named.size());
        }
        return String.join(", ", named);
    }

    private List<String> keys() {
        return switch (random.nextInt(4)) {
            case 0 -> List.of();
            case 1 -> List.of("k");
            case 2 -> List.of("b");
            default -> List.of("b", "k");
        };
    }

    private String where() {
        return pick("", "", " WHERE v > 0", " WHERE b", " WHERE s IS NOT NULL OR v < 5");
    }

    private String having() {
        return pick("", "", " HAVING COUNT(*) > 1", " HAVING MIN(v) < 0", " HAVING COUNT(DISTINCT s) > 1");
    }

    private String aggregates() {
        List<String> aggregates = new ArrayList<>(List.of("COUNT(*)"));
        for (int i = 0; i < 4; i++) {
            aggregates.add(aggregate().formatted(pick("", "", " FILTER (WHERE v > 0)", " FILTER (WHERE b)")));
        }
        return named(aggregates);
    }

    private String aggregate() {
        return pick(
                "COUNT(*)%s",
                "COUNT(v)%s",
                "COUNT(DISTINCT v)%s",
                "COUNT(DISTINCT s)%s",
                "SUM(v)%s",
                "SUM(n)%s",
                "SUM(DISTINCT v)%s",
                "CAST(AVG(CAST(v AS DOUBLE PRECISION))%s AS DOUBLE PRECISION)",
                "MIN(v)%s",
                "MAX(v)%s",
                "MIN(s)%s",
                "MAX(n)%s");
    }

    private Window window() {
        String kind = pick("TUMBLE", "HOP", "CUMULATE", "SESSION", "TUMBLE", "HOP");
        long first = (1 + random.nextInt(12)) * SECOND / (random.nextInt(4) == 0 ? 4 : 1);
        long second = kind.equals("HOP") ? (1 + random.nextInt(30)) * SECOND / 2 : first * (1 + random.nextInt(5));
        long offset = random.nextInt(3) == 0 ? (random.nextInt(41) - 20) * SECOND / 2 : 0;
        return new Window(kind, first, second, offset);
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /**
     * A window in both dialects.
     *
     * @param first size, slide, step or gap in microseconds
     * @param second size of a hopping and max of a cumulating window
     */
    private record Window(String kind, long first, long second, long offset) {
        boolean isSession() {
            return kind.equals("SESSION");
        }

        private boolean hasTwo() {
            return kind.equals("HOP") || kind.equals("CUMULATE");
        }

        private String arguments() {
            return interval(first)
                    + (hasTwo() ? ", " + interval(second) : "")
                    + (isSession() || offset == 0 ? "" : ", " + interval(offset));
        }

        private static String interval(long micros) {
            return String.format(
                    Locale.ROOT,
                    "INTERVAL '%s%d.%03d' SECOND",
                    micros < 0 ? "-" : "",
                    Math.abs(micros) / SECOND,
                    Math.abs(micros) % SECOND / 1000);
        }

        String ofGroup(String property) {
            return kind + property + "(ts, " + arguments() + ")";
        }

        String ofTable(String table, String time, List<String> keys) {
            return ofInput("TABLE " + table, time, keys);
        }

        String ofQuery(String query, String time, List<String> keys) {
            return ofInput("(" + query + ")", time, keys);
        }

        private String ofInput(String input, String time, List<String> keys) {
            String partition = isSession() && !keys.isEmpty() ? " PARTITION BY (" + String.join(", ", keys) + ")" : "";
            return "TABLE(" + kind + "(" + input + partition + ", DESCRIPTOR(" + time + "), " + arguments() + "))";
        }

        /** The rows of a query, once for each window, with its bounds {@code ws} and {@code we}. */
        String h2(String rows, List<String> keys) {
            String input = "(SELECT * FROM (" + rows + ") AS x WHERE us IS NOT NULL) AS r";
            return switch (kind) {
                case "TUMBLE" ->
                    "(SELECT r.*, " + floor(first) + " AS ws, " + floor(first) + " + " + first + " AS we FROM " + input
                            + ") AS w";
                case "HOP" ->
                    "(SELECT r.*, " + floor(first) + " - i * " + first + " AS ws, " + floor(first) + " - i * " + first
                            + " + " + second + " AS we FROM " + input + " JOIN numbers ON " + floor(first) + " - i * "
                            + first + " + " + second + " > us) AS w";
                case "CUMULATE" ->
                    "(SELECT r.*, " + floor(second) + " AS ws, " + floor(second) + " + (i + 1) * " + first
                            + " AS we FROM " + input
                            + " JOIN numbers ON (i + 1) * " + first + " <= " + second + " AND " + floor(second)
                            + " + (i + 1) * " + first
                            + " > us) AS w";
                default -> sessions(input, keys);
            };
        }

        private String sessions(String input, List<String> keys) {
            String partition = keys.isEmpty() ? "" : "PARTITION BY " + String.join(", ", keys) + " ";
            String ofSession = "(PARTITION BY "
                    + String.join("", keys.stream().map(key -> key + ", ").toList()) + "island)";
            return "(SELECT z.*, MIN(us) OVER " + ofSession + " AS ws, MAX(us) OVER " + ofSession + " + " + first
                    + " AS we FROM"
                    + " (SELECT y.*, SUM(gap) OVER (" + partition
                    + "ORDER BY us ROWS UNBOUNDED PRECEDING) AS island FROM"
                    + " (SELECT r.*, CASE WHEN us - LAG(us) OVER (" + partition + "ORDER BY us) <= " + first
                    + " THEN 0 ELSE 1 END AS gap FROM " + input + ") AS y) AS z) AS w";
        }

        private String floor(long size) {
            return "(us - MOD(MOD(us - (" + offset + "), " + size + ") + " + size + ", " + size + "))";
        }
    }
}
