package io.laminar.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements: scripts, counts, batches, parameters, errors. */
final class StatementTest {
    private static final Schema A = Schema.of(new Field("a", DataType.BIGINT));
    private static final String INSERT = "INSERT INTO t VALUES (?, ?)";

    private final FakeEngine engine = new FakeEngine("laminar")
            .answer("SELECT 1", () -> new FakeResult(A, false).push(1L))
            .answer("SELECT 2", () -> new FakeResult(A, false).push(2L))
            .prepared(INSERT, List.of(DataType.TIMESTAMP, DataType.VARCHAR), null)
            .prepared("SELECT 1", List.of(DataType.BIGINT), A);
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void connect() throws SQLException {
        connection = Fakes.connect(engine);
        statement = connection.createStatement();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void aScriptShowsItsResultsOneAfterTheOther() throws SQLException {
        assertThat(statement.execute("CREATE t; INSERT INTO t; SELECT 1; SELECT 2"))
                .isFalse();
        assertThat(statement.getUpdateCount()).isZero();
        assertThat(statement.getMoreResults()).isFalse();
        assertThat(statement.getUpdateCount()).isEqualTo(1);
        assertThat(statement.getMoreResults()).isTrue();
        assertThat(only(statement.getResultSet())).isEqualTo(1);
        assertThat(statement.getMoreResults()).isTrue();
        assertThat(only(statement.getResultSet())).isEqualTo(2);
        assertThat(statement.getMoreResults()).isFalse();
        assertThat(statement.getUpdateCount()).isEqualTo(-1);
    }

    @Test
    void executeQueryGivesTheFirstRowsOfAScript() throws SQLException {
        assertThat(only(statement.executeQuery("CREATE t; SELECT 2"))).isEqualTo(2);
        assertThatThrownBy(() -> statement.executeQuery("CREATE t"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("without rows");
    }

    @Test
    void executeUpdateCountsWhatTheScriptInserted() throws SQLException {
        assertThat(statement.executeUpdate("CREATE t")).isZero();
        assertThat(statement.executeUpdate("INSERT INTO t; INSERT INTO t")).isEqualTo(2);
        assertThatThrownBy(() -> statement.executeUpdate("SELECT 1"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("with rows");
    }

    @Test
    void runningAgainClosesTheResultBefore() throws SQLException {
        ResultSet first = statement.executeQuery("SELECT 1");
        ResultSet second = statement.executeQuery("SELECT 2");
        assertThat(first.isClosed()).isTrue();
        assertThatThrownBy(first::next).isInstanceOf(SQLException.class);
        assertThat(only(second)).isEqualTo(2);
    }

    @Test
    void closesOnCompletion() throws SQLException {
        statement.closeOnCompletion();
        statement.executeQuery("SELECT 1").close();
        assertThat(statement.isClosed()).isTrue();
        assertThatThrownBy(() -> statement.executeQuery("SELECT 1"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isEqualTo("26000"));
    }

    @Test
    void maxRowsLimitsBoundedResults() throws SQLException {
        engine.answer(
                "SELECT 3", () -> new FakeResult(A, false).push(1L).push(2L).push(3L));
        statement.setMaxRows(2);
        ResultSet rows = statement.executeQuery("SELECT 3");
        int count = 0;
        while (rows.next()) {
            count++;
        }
        assertThat(count).isEqualTo(2);
    }

    @Test
    void errorsCarryCodeStateAndMessageOfTheEngine() {
        assertThatThrownBy(() -> statement.executeQuery("SELEC"))
                .isInstanceOfSatisfying(SQLSyntaxErrorException.class, error -> {
                    assertThat(error.getSQLState()).isEqualTo("42601");
                    assertThat(error.getErrorCode()).isEqualTo(1001);
                    assertThat(error.getMessage()).isEqualTo("LMR-1001: the fake does not know SELEC");
                });
        assertThatThrownBy(() -> connection.prepareStatement("SELEC"))
                .isInstanceOfSatisfying(
                        SQLSyntaxErrorException.class,
                        error -> assertThat(error.getSQLState()).isEqualTo("42P01"))
                .hasMessageStartingWith("LMR-1003");
    }

    @Test
    void batchesOfTextsGiveACountEach() throws SQLException {
        statement.addBatch("INSERT INTO t");
        statement.addBatch("CREATE t");
        assertThat(statement.executeBatch()).containsExactly(1, 0);
        assertThat(statement.executeBatch()).isEmpty();

        statement.addBatch("INSERT INTO t");
        statement.addBatch("INSERT INTO bad");
        assertThatThrownBy(() -> statement.executeBatch()).isInstanceOfSatisfying(BatchUpdateException.class, error -> {
            assertThat(error.getUpdateCounts()).containsExactly(1);
            assertThat(error.getSQLState()).isEqualTo("23502");
        });
    }

    @Test
    void parametersReachTheEngineAsItsTypes() throws SQLException {
        LocalDateTime time = LocalDateTime.parse("2026-07-04T23:30:15.123456");
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            assertThat(insert.getParameterMetaData().getParameterCount()).isEqualTo(2);
            assertThat(insert.getParameterMetaData().getParameterType(1)).isEqualTo(Types.TIMESTAMP);
            assertThat(insert.getMetaData()).isNull();
            insert.setTimestamp(1, Timestamp.valueOf(time));
            insert.setString(2, "x");
            assertThat(insert.executeUpdate()).isEqualTo(1);
            insert.setObject(1, time);
            insert.setNull(2, Types.VARCHAR);
            assertThat(insert.execute()).isFalse();
            assertThat(insert.getUpdateCount()).isEqualTo(1);
        }
        assertThat(engine.updates).containsExactly(List.of(time, "x"), Arrays.asList(time, null));
    }

    @Test
    void everyKindOfSetterIsTaken() throws SQLException {
        String sql = "INSERT INTO t VALUES (" + String.join(", ", Collections.nCopies(12, "?")) + ")";
        engine.prepared(sql, Collections.nCopies(12, DataType.VARCHAR), null);
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, 1);
            insert.setLong(2, 2L);
            insert.setDouble(3, 3.5);
            insert.setBigDecimal(4, BigDecimal.TEN);
            insert.setBoolean(5, true);
            insert.setBytes(6, new byte[] {1});
            insert.setDate(7, Date.valueOf("2026-07-04"));
            insert.setTime(8, Time.valueOf("10:15:00"));
            insert.setObject(9, "12", Types.INTEGER);
            insert.setObject(10, Instant.EPOCH);
            insert.setArray(11, connection.createArrayOf("VARCHAR", new Object[] {"a", "b"}));
            insert.setCharacterStream(12, new java.io.StringReader("text"));
            insert.executeUpdate();
        }
        List<Object> values = engine.updates.get(0);
        assertThat(values.subList(0, 5)).containsExactly(1, 2L, 3.5, BigDecimal.TEN, true);
        assertThat((byte[]) values.get(5)).containsExactly(1);
        assertThat(values.subList(6, 12))
                .containsExactly(
                        LocalDate.of(2026, 7, 4), LocalTime.of(10, 15), 12, Instant.EPOCH, List.of("a", "b"), "text");
    }

    @Test
    void aTimestampForAnInstantIsTheInstant() throws SQLException {
        String sql = "INSERT INTO i VALUES (?)";
        engine.prepared(sql, List.of(DataType.TIMESTAMP_LTZ), null);
        Instant instant = Instant.parse("2026-07-04T23:30:15.123456Z");
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setTimestamp(1, Timestamp.from(instant));
            insert.executeUpdate();
        }
        assertThat(engine.updates).containsExactly(List.of(instant));
    }

    @Test
    void preparedBatchesGiveACountEach() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int i = 0; i < 3; i++) {
                insert.setObject(1, LocalDateTime.of(2026, 1, 1, 0, i));
                insert.setString(2, "row " + i);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
        }
        assertThat(engine.updates).extracting(row -> row.get(1)).containsExactly("row 0", "row 1", "row 2");
    }

    @Test
    void aMissingParameterIsNamed() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(2, "x");
            assertThatThrownBy(insert::executeUpdate)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            error -> assertThat(error.getSQLState()).isEqualTo("07001"))
                    .hasMessageContaining("parameter 1");
            assertThatThrownBy(() -> insert.setString(3, "x")).hasMessageContaining("parameter 3");
        }
    }

    @Test
    void preparedQueriesTellTheirColumnsBeforeTheyRun() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1")) {
            assertThat(query.getMetaData().getColumnName(1)).isEqualTo("a");
            query.setLong(1, 5);
            assertThat(only(query.executeQuery())).isEqualTo(1);
            assertThat(only(query.executeQuery())).isEqualTo(1);
            assertThatThrownBy(query::executeUpdate).hasMessageContaining("with rows");
        }
    }

    @Test
    void aConnectionKeepsWhatPoolsSetAndRefusesWhatItHasNot() throws SQLException {
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(connection.isReadOnly()).isFalse();
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.isReadOnly()).isTrue();
        connection.commit();
        connection.rollback();
        assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_NONE);
        assertThat(connection.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
        assertThat(connection.nativeSQL("SELECT 1")).isEqualTo("SELECT 1");
        assertThat(connection.isValid(0)).isTrue();
        assertThatThrownBy(connection::setSavepoint).isInstanceOf(SQLFeatureNotSupportedException.class);
        assertThatThrownBy(() -> connection.prepareCall("x")).isInstanceOf(SQLFeatureNotSupportedException.class);
        connection.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThatThrownBy(connection::createStatement)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isEqualTo("08003"));
    }

    @Test
    void aConnectionIsInvalidOnceItsEngineIsClosed() throws SQLException {
        engine.close();
        assertThat(connection.isValid(1)).isFalse();
    }

    private static long only(ResultSet rows) throws SQLException {
        assertThat(rows.next()).isTrue();
        long value = rows.getLong(1);
        assertThat(rows.next()).isFalse();
        return value;
    }
}
