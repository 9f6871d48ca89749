package io.laminar.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random queries in the part of SQL in which Laminar, H2 and PostgreSQL agree. What is left out, and why: division and MOD by what
 * may be zero (an error of the row), casts that round (halves go different ways), GREATEST and LEAST (NULLs are skipped or not),
 * averages of integers (their type differs), sums of doubles in groups (the last digit depends on the order), LIKE with escapes, PERCENTILE_DISC
 * (H2 takes the nearest row, not the first that reaches the fraction), the place of NULL in an order.
 */
final class RandomSql {
    private static final int DEPTH = 3;

    private final Random random;

    RandomSql(long seed) {
        random = new Random(seed);
    }

    /** A query over t and u. */
    String query() {
        return switch (random.nextInt(10)) {
            case 0 -> groups();
            case 1 -> groupsOfValues();
            case 2 -> distinct();
            case 3 -> union();
            case 4 -> join();
            case 5 -> everything();
            default -> rows();
        };
    }

    private String rows() {
        return "SELECT id, " + anyOf(4) + " FROM t" + where();
    }

    private String where() {
        return random.nextInt(3) == 0 ? "" : " WHERE " + bool(DEPTH);
    }

    private String anyOf(int count) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            columns.add(any(DEPTH) + " AS c" + i);
        }
        return String.join(", ", columns);
    }

    private String groups() {
        String key = random.nextBoolean() ? "MOD(id, 7)" : "UPPER(s)";
        String aggregates = "COUNT(*) AS n, COUNT(" + any(2) + ") AS present, SUM(" + whole(2) + ") AS total, MIN("
                + text(2)
                + ") AS first_text, MAX(" + whole(2) + ") AS high, MIN(" + exact(1) + ") AS cheap, SUM(" + exact(1)
                + ") AS spent, MAX(" + date(1) + ") AS latest, MIN(" + approximate(2) + ") AS low, MAX(" + time(1)
                + ") AS last_time";
        String having = random.nextInt(3) == 0 ? " HAVING COUNT(*) > " + random.nextInt(9) : "";
        return "SELECT " + key + " AS k, " + aggregates + " FROM t" + where() + " GROUP BY " + key + having;
    }

    /** Aggregates that need the values of the group. */
    private String groupsOfValues() {
        String key = random.nextBoolean() ? "MOD(id, 7)" : "UPPER(s)";
        String aggregates = "COUNT(DISTINCT " + any(2) + ") AS different, SUM(DISTINCT " + whole(2)
                + ") AS total, SUM(DISTINCT " + exact(1) + ") AS spent, COUNT(DISTINCT " + text(2) + ") FILTER (WHERE "
                + bool(2) + ") AS chosen, CAST(MEDIAN(" + whole(2)
                + ") AS DOUBLE PRECISION) AS middle, LISTAGG(" + text(2) + ", '|') WITHIN GROUP (ORDER BY " + text(1)
                + " NULLS LAST, id) AS texts";
        return "SELECT " + key + " AS k, " + aggregates + " FROM t" + where() + " GROUP BY " + key;
    }

    /** A group without keys, there even when there are no rows. */
    private String everything() {
        return "SELECT COUNT(*) AS n, SUM(" + whole(2) + ") AS total, MAX(" + text(2) + ") AS last_text, COUNT("
                + any(1) + ") AS present FROM t WHERE " + bool(DEPTH);
    }

    private String distinct() {
        return "SELECT DISTINCT MOD(i, 5) AS a, " + bool(2) + " AS c FROM t" + where();
    }

    private String union() {
        return "SELECT " + whole(2) + " AS a, " + text(2) + " AS c FROM t WHERE " + bool(2) + " UNION ALL SELECT "
                + whole(2) + ", " + text(2) + " FROM t WHERE " + bool(2);
    }

    private String join() {
        String kind = random.nextBoolean() ? "JOIN" : "LEFT JOIN";
        return "SELECT t.id, u.k, u.name, " + whole(2) + " AS c FROM t " + kind + " u ON MOD(t.i, 10) = u.k" + where();
    }

    private String any(int depth) {
        return oneOf(
                () -> whole(depth),
                () -> approximate(depth),
                () -> exact(depth),
                () -> text(depth),
                () -> bool(depth),
                () -> date(depth),
                () -> time(depth));
    }

    /** A whole number far from the limits of BIGINT. */
    private String whole(int depth) {
        if (depth == 0) {
            return oneOf(() -> "i", () -> "l", () -> number(100));
        }
        int next = depth - 1;
        return oneOf(
                () -> whole(0),
                () -> "(" + whole(next) + " + " + whole(next) + ")",
                () -> "(" + whole(next) + " - " + whole(next) + ")",
                () -> "(" + whole(0) + " * " + number(9) + ")",
                () -> "ABS(" + whole(next) + ")",
                () -> "MOD(" + whole(next) + ", " + (1 + random.nextInt(9)) + ")",
                () -> "(" + whole(next) + " / " + (1 + random.nextInt(9)) + ")",
                () -> "(-" + whole(next) + ")",
                () -> "CHAR_LENGTH(" + text(next) + ")",
                () -> "POSITION('a' IN " + text(next) + ")",
                () -> "EXTRACT(" + field() + " FROM " + time(next) + ")",
                () -> "EXTRACT(" + pick("YEAR", "MONTH", "DAY") + " FROM " + date(next) + ")",
                () -> choice(depth, () -> whole(next)));
    }

    private String approximate(int depth) {
        if (depth == 0) {
            return "d";
        }
        int next = depth - 1;
        return oneOf(
                () -> "d",
                () -> "(" + approximate(next) + " + " + approximate(next) + ")",
                () -> "(" + approximate(next) + " * " + approximate(next) + ")",
                () -> "(" + approximate(next) + " - CAST(" + whole(next) + " AS DOUBLE PRECISION))",
                () -> "ABS(" + approximate(next) + ")",
                () -> "SQRT(ABS(" + approximate(next) + "))",
                () -> "FLOOR(" + approximate(next) + ")",
                () -> "CEILING(" + approximate(next) + ")",
                () -> choice(depth, () -> approximate(next)));
    }

    private String exact(int depth) {
        if (depth == 0) {
            return random.nextInt(3) == 0 ? number(100) + "." + random.nextInt(10) + random.nextInt(10) : "n";
        }
        int next = depth - 1;
        return oneOf(
                () -> exact(0),
                () -> "(" + exact(next) + " + " + exact(next) + ")",
                () -> "(" + exact(next) + " - " + exact(next) + ")",
                () -> "(n * " + number(9) + ".5)",
                () -> "(-" + exact(next) + ")",
                () -> "ABS(" + exact(next) + ")");
    }

    private String text(int depth) {
        if (depth == 0) {
            return random.nextInt(3) == 0 ? "'" + pick("a", "Ba", "", "ca b", " x ") + "'" : "s";
        }
        int next = depth - 1;
        return oneOf(
                () -> text(0),
                () -> "UPPER(" + text(next) + ")",
                () -> "LOWER(" + text(next) + ")",
                () -> "TRIM(" + text(next) + ")",
                () -> "(" + text(next) + " || " + text(next) + ")",
                () -> "SUBSTRING(" + text(next) + " FROM " + (1 + random.nextInt(4)) + " FOR " + random.nextInt(4)
                        + ")",
                () -> "SUBSTRING(" + text(next) + " FROM " + (1 + random.nextInt(4)) + ")",
                () -> "REPLACE(" + text(next) + ", 'a', 'xy')",
                () -> "CAST(" + whole(next) + " AS VARCHAR)",
                () -> choice(depth, () -> text(next)));
    }

    private String bool(int depth) {
        if (depth == 0) {
            return oneOf(() -> "b", () -> "(i > " + number(100) + ")", () -> "(s IS NULL)");
        }
        int next = depth - 1;
        return oneOf(
                () -> compare(next, this::whole),
                () -> compare(next, this::approximate),
                () -> compare(next, this::exact),
                () -> compare(next, this::text),
                () -> compare(next, this::date),
                () -> compare(next, this::time),
                () -> "(" + bool(next) + " AND " + bool(next) + ")",
                () -> "(" + bool(next) + " OR " + bool(next) + ")",
                () -> "(NOT " + bool(next) + ")",
                () -> "(" + any(next) + " IS " + pick("", "NOT ") + "NULL)",
                () -> "(" + bool(next) + " IS " + pick("TRUE", "NOT TRUE", "FALSE", "NOT FALSE") + ")",
                () -> "(" + text(next) + pick(" LIKE ", " NOT LIKE ") + "'"
                        + pick("a%", "%a", "%a_", "_", "%", "B%a", "") + "')",
                () -> "(" + whole(next) + pick(" IN ", " NOT IN ") + "(" + number(9) + ", " + number(50) + ", "
                        + whole(0) + "))",
                () -> "(" + whole(next) + pick(" BETWEEN ", " NOT BETWEEN ") + number(50) + " AND " + whole(next) + ")",
                () -> "(" + whole(next) + " IS " + pick("", "NOT ") + "DISTINCT FROM " + whole(next) + ")",
                () -> choice(depth, () -> bool(next)));
    }

    private String compare(int depth, java.util.function.IntFunction<String> side) {
        return "(" + side.apply(depth) + " " + pick("=", "<>", "<", "<=", ">", ">=") + " " + side.apply(depth) + ")";
    }

    private String date(int depth) {
        if (depth == 0) {
            return random.nextInt(4) == 0 ? "DATE '2024-02-2" + random.nextInt(10) + "'" : "day_";
        }
        int next = depth - 1;
        return oneOf(() -> date(0), () -> "CAST(" + time(next) + " AS DATE)", () -> choice(depth, () -> date(next)));
    }

    private String time(int depth) {
        if (depth == 0) {
            return random.nextInt(4) == 0 ? "TIMESTAMP '2024-02-29 1" + random.nextInt(10) + ":30:00'" : "ts";
        }
        int next = depth - 1;
        return oneOf(
                () -> time(0),
                () -> "(" + time(next) + pick(" + ", " - ") + "INTERVAL '" + (1 + random.nextInt(99)) + "' "
                        + pick("DAY", "HOUR", "MINUTE", "SECOND") + ")",
                () -> "(" + time(next) + pick(" + ", " - ") + "INTERVAL '" + (1 + random.nextInt(30)) + "' MONTH)",
                () -> "CAST(" + date(next) + " AS TIMESTAMP)",
                () -> choice(depth, () -> time(next)));
    }

    private String field() {
        return pick("YEAR", "MONTH", "DAY", "HOUR", "MINUTE");
    }

    /** What chooses between values of one type. */
    private String choice(int depth, Supplier<String> value) {
        return oneOf(
                () -> "CASE WHEN " + bool(depth - 1) + " THEN " + value.get() + " ELSE " + value.get() + " END",
                () -> "CASE WHEN " + bool(depth - 1) + " THEN " + value.get() + " WHEN " + bool(0) + " THEN "
                        + value.get() + " END",
                () -> "COALESCE(" + value.get() + ", " + value.get() + ")",
                () -> "NULLIF(" + value.get() + ", " + value.get() + ")");
    }

    private String number(int limit) {
        return String.valueOf(random.nextInt(limit));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    @SafeVarargs
    private String oneOf(Supplier<String>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }
}
