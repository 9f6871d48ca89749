package io.laminar.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The driver beneath HikariCP and Spring's JdbcTemplate. */
final class PoolTest {
    private static final Schema ROWS = Schema.of(new Field("a", DataType.BIGINT), new Field("t", DataType.TIMESTAMP));
    private static final LocalDateTime TIME = LocalDateTime.parse("2026-07-04T23:30:15.123456");
    private static final String INSERT = "INSERT INTO t VALUES (?, ?)";

    private final FakeEngine engine = new FakeEngine("laminar")
            .answer(
                    "SELECT a, t FROM t",
                    () -> new FakeResult(ROWS, false).push(1L, TIME).push(2L, TIME))
            .prepared("SELECT a, t FROM t WHERE a > ?", List.of(DataType.BIGINT), ROWS)
            .answer("SELECT a, t FROM t WHERE a > ?", () -> new FakeResult(ROWS, false).push(2L, TIME))
            .prepared(INSERT, List.of(DataType.BIGINT, DataType.TIMESTAMP), null)
            .prepared("INSERT INTO bad VALUES (?)", List.of(DataType.BIGINT), null);
    private final HikariDataSource pool = pool();

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new SimpleDriverDataSource(Fakes.driver(engine), "jdbc:laminar:"));
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aPoolServesEightConnectionsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CyclicBarrier all = new CyclicBarrier(8);
        List<Future<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            counts.add(threads.submit(() -> {
                int rows = 0;
                for (int round = 0; round < 20; round++) {
                    try (Connection connection = pool.getConnection();
                            ResultSet result = connection.createStatement().executeQuery("SELECT a, t FROM t")) {
                        if (round == 0) {
                            all.await(10, TimeUnit.SECONDS);
                        }
                        while (result.next()) {
                            rows++;
                        }
                    }
                }
                return rows;
            }));
        }
        for (Future<Integer> count : counts) {
            assertThat(count.get(30, TimeUnit.SECONDS)).isEqualTo(40);
        }
        threads.shutdown();
    }

    @Test
    void theKindOfChangeIsHadThroughThePool() throws SQLException {
        try (Connection connection = pool.getConnection();
                ResultSet result = connection.createStatement().executeQuery("SELECT a, t FROM t")) {
            assertThat(result.isWrapperFor(LaminarResultSet.class)).isTrue();
            assertThat(result.unwrap(LaminarResultSet.class).isContinuous()).isFalse();
        }
    }

    @Test
    void jdbcTemplateReadsAndWrites() {
        JdbcTemplate template = new JdbcTemplate(pool);
        template.setQueryTimeout(30);
        template.setFetchSize(100);
        template.execute("CREATE t");
        assertThat(template.queryForList("SELECT a, t FROM t"))
                .extracting(row -> row.get("A"))
                .containsExactly(1L, 2L);
        assertThat(template.query(
                        "SELECT a, t FROM t WHERE a > ?", (row, number) -> row.getObject("t", LocalDateTime.class), 1L))
                .containsExactly(TIME);
        assertThat(template.update(INSERT, 1L, TIME)).isEqualTo(1);
        assertThat(template.batchUpdate(INSERT, List.of(new Object[] {2L, TIME}, new Object[] {3L, TIME})))
                .containsExactly(1, 1);
        assertThat(engine.updates).contains(List.of(3L, TIME));
    }

    @Test
    void springTranslatesTheErrors() {
        JdbcTemplate template = new JdbcTemplate(pool);
        assertThatThrownBy(() -> template.queryForList("SELEC")).isInstanceOf(BadSqlGrammarException.class);
        assertThatThrownBy(() -> template.update("INSERT INTO bad VALUES (?)", 1L))
                .isInstanceOf(DataIntegrityViolationException.class);
    }
}
