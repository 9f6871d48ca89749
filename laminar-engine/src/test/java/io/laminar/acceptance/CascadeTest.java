package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views over views over views of a table that changes at random hold what H2 says of plain views. */
@Timeout(120)
class CascadeTest {
    private static final int CHANGES = 400;
    private static final int COMPARED_EVERY = 20;
    private static final List<String> VIEWS = List.of(
            "by_group AS SELECT g, COUNT(*) AS n, SUM(v) AS total, MIN(v) AS low, MAX(v) AS high FROM t GROUP BY g",
            "by_size AS SELECT n, COUNT(*) AS group_count, SUM(total) AS total, MAX(high) AS high FROM by_group WHERE total > 0 GROUP BY n",
            "pairs AS SELECT a.g, a.total, b.group_count FROM by_group a LEFT JOIN by_size b ON a.n = b.n",
            "top AS SELECT group_count, COUNT(*) AS n, SUM(total) AS total FROM pairs GROUP BY group_count",
            "kinds AS SELECT DISTINCT group_count FROM pairs WHERE group_count IS NOT NULL",
            "grand AS SELECT COUNT(*) AS n, SUM(total) AS total FROM top");

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "2, 3, 1", "3, 3, 4"})
    void theLastLevelIsExact(long seed, int workers, int parallelism) throws SQLException {
        Random random = new Random(seed);
        try (LaminarEngine engine = Laminar.builder()
                        .workers(workers)
                        .parallelism(parallelism)
                        .open();
                Connection database = DriverManager.getConnection("jdbc:h2:mem:cascade" + seed);
                Statement h2 = database.createStatement()) {
            engine.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, g INTEGER, v INTEGER)");
            h2.execute("CREATE TABLE t (k INTEGER PRIMARY KEY, g INTEGER, v INTEGER)");
            for (String view : VIEWS) {
                engine.execute("CREATE MATERIALIZED VIEW " + view);
                h2.execute("CREATE VIEW " + view);
            }
            for (int change = 1; change <= CHANGES; change++) {
                change(engine, h2, random);
                if (change % COMPARED_EVERY == 0) {
                    for (String view : VIEWS) {
                        String sql = "SELECT * FROM " + view.substring(0, view.indexOf(' '));
                        assertThat(rows(engine, sql))
                                .as("%s after %s changes of seed %s", sql, change, seed)
                                .isEqualTo(rows(h2, sql));
                    }
                }
            }
        }
    }

    private static void change(LaminarEngine engine, Statement h2, Random random) throws SQLException {
        int key = random.nextInt(30);
        int group = random.nextInt(8);
        int value = random.nextInt(21) - 10;
        switch (random.nextInt(6)) {
            case 0 -> both(engine, h2, "DELETE FROM t WHERE k = " + key);
            case 1 -> both(engine, h2, "UPDATE t SET v = v + " + value + " WHERE g = " + group);
            case 2 -> both(engine, h2, "UPDATE t SET g = " + group + " WHERE k = " + key);
            case 3 -> both(engine, h2, "DELETE FROM t WHERE g = " + group + " AND v < " + value);
            default -> {
                String row = "(" + key + ", " + group + ", " + value + ")";
                engine.execute("INSERT INTO t VALUES " + row);
                h2.execute("MERGE INTO t VALUES " + row);
            }
        }
    }

    private static void both(LaminarEngine engine, Statement h2, String sql) throws SQLException {
        assertThat(engine.update(sql)).as(sql).isEqualTo(h2.executeUpdate(sql));
    }

    private static List<String> rows(LaminarEngine engine, String sql) {
        try (QueryResult result = engine.query(sql)) {
            List<String> rows = new ArrayList<>();
            result.toList().forEach(row -> rows.add(row.toMap().values().toString()));
            Collections.sort(rows);
            return rows;
        }
    }

    private static List<String> rows(Statement h2, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = h2.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(String.valueOf(result.getObject(column)));
                }
                rows.add(row.toString());
            }
        }
        Collections.sort(rows);
        return rows;
    }
}
