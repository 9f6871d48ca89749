package io.laminar.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random queries with OVER over the table t. Where the answer depends on the order of rows that sort alike, {@code id} decides. Left
 * out: averages and sums of doubles, whose last digit depends on the way, and NULLs as the origin of a RANGE with an offset.
 */
final class RandomOver {
    private final Random random;

    RandomOver(long seed) {
        random = new Random(seed);
    }

    /** A query over t. */
    String query() {
        if (random.nextInt(5) == 0) {
            return topN();
        }
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(call() + " AS c" + i);
        }
        return "SELECT id, " + String.join(", ", calls) + " FROM t" + pick("", "", " WHERE i > 20", " WHERE b");
    }

    private String topN() {
        String rank = pick("ROW_NUMBER", "RANK", "DENSE_RANK");
        String order = rank.equals("ROW_NUMBER") ? totalOrder() : order();
        return "SELECT id, rn FROM (SELECT id, " + rank + "() OVER (" + partition() + order
                + ") AS rn FROM t) AS x WHERE rn <= " + (1 + random.nextInt(5));
    }

    private String call() {
        return switch (random.nextInt(9)) {
            case 0, 1 -> aggregate() + " OVER (" + partition() + totalOrder() + rows() + ")";
            case 2 -> aggregate() + " OVER (" + partition() + order() + peers() + ")";
            case 3 -> aggregate() + " OVER (" + partition() + range() + ")";
            case 4 ->
                pick("ROW_NUMBER()", "NTILE(" + (1 + random.nextInt(9)) + ")") + " OVER (" + partition() + totalOrder()
                        + ")";
            case 5 ->
                pick("RANK()", "DENSE_RANK()", "PERCENT_RANK()", "CUME_DIST()") + " OVER (" + partition() + order()
                        + ")";
            case 6 ->
                pick("LAG", "LEAD") + "(" + value() + pick("", ", 1", ", 3") + ")" + nulls() + " OVER (" + partition()
                        + totalOrder() + ")";
            case 7 ->
                pick("LAG", "LEAD") + "(i, " + random.nextInt(4) + ", -1) OVER (" + partition() + totalOrder() + ")";
            default ->
                pick("FIRST_VALUE(" + value() + ")", "LAST_VALUE(" + value() + ")", "NTH_VALUE(" + value() + ", 2)")
                        + nulls() + " OVER (" + partition() + totalOrder() + rows() + ")";
        };
    }

    private String aggregate() {
        return pick("COUNT(*)", "COUNT(s)", "SUM(i)", "SUM(n)", "MIN(i)", "MAX(s)", "MIN(d)", "MAX(ts)", "SUM(l)");
    }

    private String value() {
        return pick("i", "s", "d", "n", "ts", "day_");
    }

    private String nulls() {
        return pick("", "", " IGNORE NULLS", " RESPECT NULLS");
    }

    private String partition() {
        return pick("", "PARTITION BY MOD(id, 7) ", "PARTITION BY s ", "PARTITION BY b, MOD(id, 3) ");
    }

    private String order() {
        return "ORDER BY " + pick("i", "s", "d", "n", "MOD(id, 20)") + pick("", " DESC")
                + pick(" NULLS FIRST", " NULLS LAST");
    }

    private String totalOrder() {
        return order() + ", id" + pick("", " DESC");
    }

    private String rows() {
        return pick(
                "",
                " ROWS " + random.nextInt(6) + " PRECEDING",
                " ROWS UNBOUNDED PRECEDING",
                " ROWS BETWEEN " + random.nextInt(4) + " PRECEDING AND " + random.nextInt(4) + " FOLLOWING",
                " ROWS BETWEEN " + (3 + random.nextInt(3)) + " PRECEDING AND " + (1 + random.nextInt(3)) + " PRECEDING",
                " ROWS BETWEEN 1 FOLLOWING AND " + (1 + random.nextInt(3)) + " FOLLOWING",
                " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING");
    }

    private String peers() {
        return pick(
                "",
                " RANGE UNBOUNDED PRECEDING",
                " RANGE CURRENT ROW",
                " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING");
    }

    private String range() {
        return "ORDER BY MOD(id, 50)" + pick("", " DESC") + " RANGE "
                + pick(
                        random.nextInt(5) + " PRECEDING",
                        "BETWEEN " + random.nextInt(5) + " PRECEDING AND " + random.nextInt(5) + " FOLLOWING",
                        "BETWEEN " + (2 + random.nextInt(5)) + " PRECEDING AND 1 PRECEDING",
                        "BETWEEN 2 FOLLOWING AND " + (2 + random.nextInt(5)) + " FOLLOWING");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
