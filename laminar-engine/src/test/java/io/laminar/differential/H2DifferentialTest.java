package io.laminar.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random bounded queries give what H2 gives. {@code -Dlaminar.differential.rows=1000000} sets the rows, {@code
 * -Dlaminar.differential.queries} how many queries run over them, {@code -Dlaminar.test.seed} which ones.
 */
class H2DifferentialTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int ROWS = Integer.getInteger("laminar.differential.rows", 1_000);
    private static final int QUERIES = Integer.getInteger("laminar.differential.queries", 150);
    private static final long SEED = Long.getLong("laminar.test.seed", 20261127L);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Connection h2() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        open.add(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + RandomRows.T);
            statement.execute("CREATE TABLE " + RandomRows.U);
        }
        try (PreparedStatement t = connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement u = connection.prepareStatement("INSERT INTO u VALUES (?, ?)")) {
            Random random = new Random(SEED);
            for (int id = 0; id < ROWS; id++) {
                add(t, RandomRows.t(random, id));
            }
            t.executeBatch();
            for (int k = 0; k < 8; k++) {
                add(u, RandomRows.u(k));
            }
            u.executeBatch();
        }
        return connection;
    }

    private static void add(PreparedStatement insert, @Nullable Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            insert.setObject(i + 1, row[i]);
        }
        insert.addBatch();
    }

    private LaminarEngine laminar(CompilerMode mode) {
        LaminarEngine engine = Laminar.builder().workers(1).compiler(mode).open();
        open.add(engine);
        engine.execute("CREATE TABLE " + RandomRows.T + "; CREATE TABLE " + RandomRows.U);
        RowSource t = engine.source("t");
        Random random = new Random(SEED);
        for (int id = 0; id < ROWS; id++) {
            t.push(RandomRows.t(random, id));
        }
        for (int k = 0; k < 8; k++) {
            engine.source("u").push(RandomRows.u(k));
        }
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        return engine;
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPILED", "INTERPRETED"})
    void randomQueriesGiveWhatH2Gives(CompilerMode mode) throws SQLException {
        RandomSql sql = new RandomSql(SEED);
        compare(mode, sql::query);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPILED", "INTERPRETED"})
    void randomQueriesWithOverGiveWhatH2Gives(CompilerMode mode) throws SQLException {
        RandomOver sql = new RandomOver(SEED);
        compare(mode, sql::query);
    }

    private void compare(CompilerMode mode, Supplier<String> queries) throws SQLException {
        Connection h2 = h2();
        LaminarEngine laminar = laminar(mode);
        int answered = 0;
        long rows = 0;
        for (int i = 0; i < QUERIES; i++) {
            String query = queries.get();
            List<String> expected;
            try {
                expected = ofH2(h2, query);
            } catch (SQLException refused) {
                // Out of a range, in both or in none.
                assertThat(refused.getSQLState())
                        .as("%s%n%s", query, refused.getMessage())
                        .startsWith("22");
                assertThatThrownBy(() -> laminar.query(query).close()).as(query).isInstanceOf(LaminarException.class);
                continue;
            }
            assertThat(ofLaminar(laminar, query))
                    .as("-Dlaminar.test.seed=%d, query %d: %s", SEED, i, query)
                    .isEqualTo(expected);
            answered++;
            rows += expected.size();
        }
        assertThat(answered).isGreaterThan(QUERIES * 9 / 10);
        assertThat(rows).as("rows compared").isGreaterThan((long) QUERIES * ROWS / 10);
    }

    /** The comparison itself can fail. */
    @Test
    void aDifferenceIsSeen() throws SQLException {
        assertThat(ofLaminar(laminar(CompilerMode.INTERPRETED), "SELECT COUNT(*) AS n FROM t WHERE id > 1"))
                .isNotEqualTo(ofH2(h2(), "SELECT COUNT(*) AS n FROM t WHERE id > 2"));
    }

    private static List<String> ofH2(Connection h2, String query) throws SQLException {
        List<String> rows = Answers.ofH2(h2, query);
        Collections.sort(rows);
        return rows;
    }

    private static List<String> ofLaminar(LaminarEngine laminar, String query) {
        List<String> rows = new ArrayList<>();
        try (QueryResult result = laminar.query(query)) {
            for (Row each : result.toList()) {
                rows.add(Answers.text(each));
            }
        } catch (LaminarException refused) {
            throw new AssertionError("-Dlaminar.test.seed=" + SEED + ": " + query, refused);
        }
        Collections.sort(rows);
        return rows;
    }
}
