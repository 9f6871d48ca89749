package io.laminar.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.differential.RandomWindows.Query;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random windows over random rows that come late, but not too late, leave what H2 answers once the input has ended: when they leave
 * on close, and what is left of their changes. {@code -Dlaminar.seeds=1000} runs more, {@code -Dlaminar.test.seed} begins elsewhere.
 */
@Timeout(600)
class WindowDifferentialTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROWS = 250;
    private static final int QUERIES = 12;

    static LongStream seeds() {
        long first = Long.getLong("laminar.test.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("laminar.seeds", 8));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void windowsLeaveWhatH2Answers(long seed) throws SQLException {
        Random random = new Random(seed);
        int delaySeconds = random.nextInt(3) * 4;
        List<RandomTimes> rows = RandomTimes.rows(random, ROWS, delaySeconds);
        RandomWindows windows = new RandomWindows(seed);
        List<Query> queries = new ArrayList<>();
        Map<String, Map<String, Integer>> results = new TreeMap<>();
        int workers = seed % 2 == 0 ? 3 : 1;
        try (Connection h2 = h2(rows);
                LaminarEngine laminar = Laminar.builder()
                        .workers(workers)
                        .parallelism(workers)
                        .batchRows(1 + random.nextInt(64))
                        .compiler(seed / 2 % 2 == 0 ? CompilerMode.COMPILED : CompilerMode.INTERPRETED)
                        .open()) {
            laminar.execute("CREATE SOURCE t (" + RandomTimes.COLUMNS
                    + ", ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '" + delaySeconds + "' SECOND)");
            for (int i = 0; i < QUERIES; i++) {
                Query query = windows.query();
                queries.add(query);
                create(laminar, "q" + i, query.laminar(), results);
                if (query.mayChange()) {
                    create(laminar, "c" + i, query.laminar() + " EMIT CHANGES", results);
                }
            }
            push(laminar, rows, random);
            for (int i = 0; i < QUERIES; i++) {
                Query query = queries.get(i);
                Map<String, Integer> expected = weights(Answers.ofH2(h2, query.h2()));
                for (String name : List.of("q" + i, "c" + i)) {
                    if (results.containsKey(name)) {
                        assertThat(results.get(name))
                                .as("-Dlaminar.test.seed=%d %s: %s%n%s", seed, name, query.laminar(), query.h2())
                                .isEqualTo(expected);
                    }
                }
            }
        }
        assertThat(results.values().stream().mapToInt(Map::size).sum())
                .as("rows compared")
                .isGreaterThan(QUERIES * 20);
    }

    private static void create(
            LaminarEngine laminar, String name, String query, Map<String, Map<String, Integer>> results) {
        Map<String, Integer> weights = new ConcurrentHashMap<>();
        results.put(name, weights);
        try {
            laminar.execute("CREATE STREAM " + name + " AS " + query);
        } catch (LaminarException refused) {
            throw new AssertionError(query, refused);
        }
        laminar.subscribe(
                name,
                Row.class,
                change ->
                        weights.merge(Answers.text(change.row()), weight(change), (a, b) -> a + b == 0 ? null : a + b));
    }

    private static int weight(Change<Row> change) {
        return change.kind() == ChangeKind.INSERT || change.kind() == ChangeKind.UPDATE_AFTER ? 1 : -1;
    }

    private static Map<String, Integer> weights(List<String> rows) {
        Map<String, Integer> weights = new TreeMap<>();
        rows.forEach(row -> weights.merge(row, 1, Integer::sum));
        return weights;
    }

    private static void push(LaminarEngine laminar, List<RandomTimes> rows, Random random) {
        for (int from = 0; from < rows.size(); ) {
            int to = Math.min(rows.size(), from + 1 + random.nextInt(random.nextBoolean() ? 4 : 60));
            laminar.source("t")
                    .pushBatch(rows.subList(from, to).stream()
                            .map(RandomTimes::values)
                            .toList());
            if (random.nextInt(3) == 0) {
                assertThat(laminar.awaitIdle(PATIENCE)).isTrue();
            }
            from = to;
        }
        laminar.endOfInput();
        assertThat(laminar.awaitIdle(PATIENCE)).isTrue();
        laminar.queries()
                .forEach(query -> assertThat(query.metrics().rowsLate())
                        .as(query.name() + ": " + query.sql())
                        .isZero());
    }

    private static Connection h2(List<RandomTimes> rows) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (" + RandomTimes.COLUMNS + ", us BIGINT)");
            statement.execute("CREATE TABLE numbers (i BIGINT)");
            statement.execute("INSERT INTO numbers SELECT x FROM SYSTEM_RANGE(0, 200)");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (RandomTimes row : rows) {
                Object[] values = {row.id(), row.k(), row.b(), row.v(), row.n(), row.s(), row.us()};
                for (int i = 0; i < values.length; i++) {
                    insert.setObject(i + 1, values[i]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return connection;
    }
}
