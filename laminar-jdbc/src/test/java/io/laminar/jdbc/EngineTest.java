package io.laminar.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.laminar.Laminar;
import io.laminar.api.ChangeKind;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The driver and the engine together, by way of the driver manager, as an application has them. */
final class EngineTest {
    private static final String PRICES =
            "CREATE TABLE prices (symbol VARCHAR, price DECIMAL(10, 2), seen TIMESTAMP, PRIMARY KEY (symbol))";
    private static final String TRADES =
            "CREATE SOURCE trades (symbol VARCHAR, price DOUBLE, ts TIMESTAMP, WATERMARK FOR ts)";
    private static final LocalDateTime TIME = LocalDateTime.parse("2026-07-04T23:30:15.123456");

    private final TimeZone zone = TimeZone.getDefault();
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private LaminarEngine engine;
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        engine = Laminar.open();
        connection = DriverManager.getConnection("jdbc:laminar:" + engine.name());
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        TimeZone.setDefault(zone);
        reader.shutdownNow();
        connection.close();
        engine.close();
    }

    @Test
    void anAnswerTellsTheEpochFromWhichToGoOn() throws SQLException {
        statement.execute("CREATE TABLE stock (item VARCHAR PRIMARY KEY, pieces INTEGER)");
        statement.execute("CREATE MATERIALIZED VIEW total AS SELECT SUM(pieces) AS pieces FROM stock"
                + " WITH ('retain-history' = '100 rows')");
        statement.execute("INSERT INTO stock VALUES ('bolt', 1), ('nut', 2)");
        long epoch;
        try (ResultSet row = statement.executeQuery("SELECT EPOCH() AS epoch, pieces FROM total")) {
            assertThat(row.next()).isTrue();
            epoch = row.getLong("epoch");
            assertThat(row.getInt("pieces")).isEqualTo(3);
        }
        statement.execute("INSERT INTO stock VALUES ('bolt', 5)");
        try (ResultSet changes = statement.executeQuery("SUBSCRIBE total AS OF EPOCH " + (epoch + 1))) {
            assertThat(changes.next()).isTrue();
            assertThat(changes.getInt("pieces")).isEqualTo(3);
            assertThat(changes.next()).isTrue();
            assertThat(changes.getInt("pieces")).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kolkata"})
    void rowsComeBackAsTheyWentIn(String zoneId) throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone(zoneId));
        statement.execute(PRICES);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO prices VALUES (?, ?, ?)")) {
            insert.setString(1, "ACME");
            insert.setBigDecimal(2, new BigDecimal("12.50"));
            insert.setTimestamp(3, Timestamp.valueOf(TIME));
            assertThat(insert.executeUpdate()).isEqualTo(1);
            insert.setString(1, "NONE");
            insert.setNull(2, Types.DECIMAL);
            insert.setObject(3, null);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
        try (ResultSet rows = statement.executeQuery("SELECT symbol, price, seen FROM prices ORDER BY symbol")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("SYMBOL")).isEqualTo("ACME");
            assertThat(rows.getBigDecimal(2)).isEqualTo(new BigDecimal("12.50"));
            assertThat(rows.getTimestamp(3)).isEqualTo(Timestamp.valueOf(TIME));
            assertThat(rows.getObject(3, LocalDateTime.class)).isEqualTo(TIME);
            assertThat(rows.getString(3)).isEqualTo("2026-07-04 23:30:15.123456");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getBigDecimal(2)).isNull();
            assertThat(rows.wasNull()).isTrue();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void updatesAndDeletesRowsOfATableWithParameters() throws SQLException {
        statement.execute("CREATE TABLE stock (item VARCHAR PRIMARY KEY, pieces INTEGER)");
        statement.executeUpdate("INSERT INTO stock VALUES ('nut', 3), ('bolt', 5)");
        try (var update = connection.prepareStatement("UPDATE stock SET pieces = ? WHERE item = ? OR pieces > ?");
                var delete = connection.prepareStatement("DELETE FROM stock WHERE item = ?")) {
            update.setInt(1, 7);
            update.setString(2, "nut");
            update.setInt(3, 100);
            assertThat(update.executeUpdate()).isEqualTo(1);
            delete.setString(1, "bolt");
            assertThat(delete.executeUpdate()).isEqualTo(1);
            assertThat(delete.executeUpdate()).isZero();
        }
        try (var rows = statement.executeQuery("SELECT item, pieces FROM stock")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("nut");
            assertThat(rows.getInt(2)).isEqualTo(7);
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void preparedQueriesTakeParameters() throws SQLException {
        statement.execute(PRICES);
        assertThat(statement.executeUpdate("INSERT INTO prices VALUES ('A', 1.00, NULL), ('B', 2.00, NULL)"))
                .isEqualTo(2);
        try (PreparedStatement query = connection.prepareStatement("SELECT price FROM prices WHERE symbol = ?")) {
            assertThat(query.getMetaData().getColumnType(1)).isEqualTo(Types.DECIMAL);
            for (String symbol : List.of("A", "B")) {
                query.setString(1, symbol);
                try (ResultSet rows = query.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(symbol.equals("A") ? 1 : 2);
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    @Test
    void batchesInsertRows() throws SQLException {
        statement.execute(PRICES);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO prices VALUES (?, ?, NULL)")) {
            for (int i = 0; i < 200; i++) {
                insert.setString(1, "S" + i);
                insert.setBigDecimal(2, BigDecimal.valueOf(i));
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(200).containsOnly(1);
        }
        try (ResultSet rows = statement.executeQuery("SELECT COUNT(*), SUM(price) FROM prices")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(200);
            assertThat(rows.getInt(2)).isEqualTo(19900);
        }
    }

    @Test
    void aStreamIsReadRowByRowAsItHappens() throws Exception {
        statement.execute(TRADES);
        try (ResultSet rows = statement.executeQuery("SELECT symbol, price FROM trades WHERE price > 1 EMIT CHANGES");
                Connection other = DriverManager.getConnection("jdbc:laminar:")) {
            for (int i = 2; i < 5; i++) {
                try (Statement insert = other.createStatement()) {
                    insert.executeUpdate(
                            "INSERT INTO trades VALUES ('A', " + i + ", TIMESTAMP '2026-01-01 00:00:0" + i + "')");
                }
                assertThat(reader.submit(rows::next).get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(rows.getDouble("price")).isEqualTo(i);
                assertThat(rows.unwrap(LaminarResultSet.class).changeKind()).isEqualTo(ChangeKind.INSERT);
            }
        }
        assertThat(engine.queries()).isEmpty();
    }

    @Test
    void changesOfAnAggregateTellTheirKind() throws Exception {
        statement.execute(TRADES);
        try (ResultSet rows = statement.executeQuery(
                        "SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol EMIT CHANGES");
                Statement insert = connection.createStatement()) {
            LaminarResultSet changes = rows.unwrap(LaminarResultSet.class);
            List<String> seen = new ArrayList<>();
            for (int i = 1; i < 3; i++) {
                insert.executeUpdate("INSERT INTO trades VALUES ('A', 1, TIMESTAMP '2026-01-01 00:00:0" + i + "')");
                int expected = i == 1 ? 1 : 2;
                for (int k = 0; k < expected; k++) {
                    assertThat(reader.submit(rows::next).get(20, TimeUnit.SECONDS))
                            .isTrue();
                    seen.add(changes.changeKind().symbol() + rows.getLong("n"));
                }
            }
            assertThat(seen).containsExactly("+I1", "-U1", "+U2");
        }
    }

    @Test
    void cancelEndsAStreamAndItsQuery() throws Exception {
        statement.execute(TRADES);
        ResultSet rows = statement.executeQuery("SELECT symbol FROM trades EMIT CHANGES");
        Thread thread = reader.submit(Thread::currentThread).get();
        Future<Boolean> next = reader.submit(rows::next);
        awaitWaitingIn("poll", thread);
        statement.cancel();
        assertThatThrownBy(() -> next.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isEqualTo("57014"));
        assertThat(engine.queries()).isEmpty();
    }

    @Test
    void closingTheConnectionEndsItsQueries() throws Exception {
        statement.execute(TRADES);
        statement.executeQuery("SELECT symbol FROM trades EMIT CHANGES");
        assertThat(engine.queries()).hasSize(1);
        connection.close();
        assertThat(engine.queries()).isEmpty();
    }

    @Test
    void aScriptDefinesAndAsks() throws SQLException {
        assertThat(statement.execute(PRICES + "; INSERT INTO prices VALUES ('A', 1, NULL); SELECT symbol FROM prices"))
                .isFalse();
        assertThat(statement.getMoreResults()).isFalse();
        assertThat(statement.getUpdateCount()).isEqualTo(1);
        assertThat(statement.getMoreResults()).isTrue();
        try (ResultSet rows = statement.getResultSet()) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("A");
        }
    }

    @Test
    void showDescribeAndExplainAreResults() throws SQLException {
        statement.execute(PRICES);
        for (String sql : List.of("SHOW ALL", "SHOW TABLES", "DESCRIBE prices", "EXPLAIN SELECT symbol FROM prices")) {
            try (ResultSet rows = statement.executeQuery(sql)) {
                assertThat(rows.next()).as(sql).isTrue();
            }
            try (PreparedStatement prepared = connection.prepareStatement(sql);
                    ResultSet rows = prepared.executeQuery()) {
                assertThat(rows.next()).as(sql).isTrue();
            }
        }
        try (PreparedStatement drop = connection.prepareStatement("DROP TABLE prices")) {
            assertThat(drop.executeUpdate()).isZero();
        }
        try (ResultSet rows = statement.executeQuery("SHOW ALL")) {
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void errorsTellWhatAndWhere() throws SQLException {
        statement.execute(PRICES);
        String sql = "SELECT symbl FROM prices";
        LaminarException cause = catchThrowableOfType(LaminarException.class, () -> engine.query(sql));
        assertThatThrownBy(() -> statement.executeQuery(sql))
                .isInstanceOfSatisfying(SQLSyntaxErrorException.class, error -> {
                    assertThat(error.getSQLState()).isEqualTo(cause.code().sqlState());
                    assertThat(error.getErrorCode()).isEqualTo(cause.code().number());
                    assertThat(error.getMessage()).isEqualTo(cause.getMessage());
                })
                .hasMessageContaining("line 1, column 8");
        assertThatThrownBy(() -> statement.executeQuery("SELEC")).isInstanceOf(SQLSyntaxErrorException.class);
    }

    @Test
    void metadataShowsTheCatalog() throws SQLException {
        statement.execute(PRICES + ";" + TRADES);
        statement.execute("CREATE STREAM big AS SELECT symbol, price FROM trades WHERE price > 10");
        statement.execute(
                "CREATE MATERIALIZED VIEW counts AS SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol");
        DatabaseMetaData metadata = connection.getMetaData();
        List<String> found = new ArrayList<>();
        try (ResultSet tables = metadata.getTables(null, null, "%", null)) {
            while (tables.next()) {
                found.add(tables.getString("TABLE_TYPE") + " " + tables.getString("TABLE_NAME"));
            }
        }
        assertThat(found).containsExactly("SOURCE trades", "STREAM big", "TABLE prices", "VIEW counts");

        for (String relation : List.of("trades", "big", "prices", "counts")) {
            try (ResultSet columns = metadata.getColumns(null, null, relation, "%")) {
                assertThat(columns.next()).as(relation).isTrue();
                assertThat(columns.getString("COLUMN_NAME")).isEqualTo("symbol");
                assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.VARCHAR);
            }
        }
        try (ResultSet keys = metadata.getPrimaryKeys(null, null, "prices")) {
            assertThat(keys.next()).isTrue();
            assertThat(keys.getString("COLUMN_NAME")).isEqualTo("symbol");
            assertThat(keys.next()).isFalse();
        }
    }

    @Test
    void functionsOfTheBuilderAreCalledAndListed() throws SQLException {
        LongUnaryOperator plusOne = value -> value + 1;
        try (LaminarEngine other = Laminar.builder()
                        .name("functions")
                        .function("plus_one", plusOne)
                        .open();
                Connection toOther = DriverManager.getConnection("jdbc:laminar:" + other.name());
                PreparedStatement select = toOther.prepareStatement("SELECT plus_one(?)")) {
            select.setLong(1, 41);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(42);
            }
            try (ResultSet functions = toOther.getMetaData().getFunctions(null, null, "plus%")) {
                assertThat(functions.next()).isTrue();
                assertThat(functions.getString("SPECIFIC_NAME")).isEqualTo("plus_one(BIGINT) BIGINT");
                assertThat(functions.next()).isFalse();
            }
        }
    }

    @Test
    void aPoolAndJdbcTemplateWorkByUrl() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:laminar:");
        config.setMaximumPoolSize(8);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcTemplate template = new JdbcTemplate(pool);
            template.execute(PRICES);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<Integer>> inserts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String symbol = "S" + i;
                inserts.add(threads.submit(
                        () -> template.update("INSERT INTO prices VALUES (?, ?, ?)", symbol, BigDecimal.ONE, TIME)));
            }
            for (Future<Integer> insert : inserts) {
                assertThat(insert.get(30, TimeUnit.SECONDS)).isEqualTo(1);
            }
            threads.shutdown();
            assertThat(template.queryForObject("SELECT COUNT(*) FROM prices", Long.class))
                    .isEqualTo(8);
            assertThat(template.queryForObject("SELECT seen FROM prices WHERE symbol = ?", LocalDateTime.class, "S3"))
                    .isEqualTo(TIME);
        }
    }

    @Test
    void aPrivateEngineLivesAsLongAsItsConnections() throws SQLException {
        connection.close();
        engine.close();
        try (Connection first = DriverManager.getConnection("jdbc:laminar:");
                Connection second = DriverManager.getConnection("jdbc:laminar:")) {
            first.createStatement().execute(PRICES);
            assertThat(second.createStatement()
                            .executeQuery("SELECT symbol FROM prices")
                            .next())
                    .isFalse();
            assertThat(Laminar.engines()).hasSize(1);
        }
        assertThat(Laminar.engines()).isEmpty();
    }

    private static void awaitWaitingIn(String method, Thread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (Arrays.stream(thread.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals(method)
                        && frame.getClassName().startsWith("io.laminar"))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the thread does not wait in " + method);
            }
            Thread.onSpinWait();
        }
    }
}
