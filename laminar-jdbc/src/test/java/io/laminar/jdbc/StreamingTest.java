package io.laminar.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.ChangeKind;
import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results that go on: when rows are seen, and how waiting for them ends. */
final class StreamingTest {
    private static final String SQL = "SELECT a FROM t EMIT CHANGES";

    private final FakeResult rows = new FakeResult(Schema.of(new Field("a", DataType.BIGINT)), true);
    private final FakeEngine engine = new FakeEngine("laminar").answer(SQL, () -> rows);
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
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
        reader.shutdownNow();
    }

    @Test
    void executeQueryReturnsBeforeTheFirstRow() throws SQLException {
        try (ResultSet result = statement.executeQuery(SQL)) {
            assertThat(result.getMetaData().getColumnCount()).isEqualTo(1);
            assertThat(result.isBeforeFirst()).isTrue();
        }
        assertThat(rows.isClosed()).isTrue();
    }

    @Test
    void eachRowIsSeenBeforeTheNextIsThere() throws Exception {
        ResultSet result = statement.executeQuery(SQL);
        for (long i = 0; i < 5; i++) {
            rows.push(i);
            assertThat(inReader(result::next).get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(result.getLong(1)).isEqualTo(i);
        }
    }

    @Test
    void aWaitingReaderGetsTheRow() throws Exception {
        ResultSet result = statement.executeQuery(SQL);
        Future<Boolean> next = inReader(result::next);
        rows.awaitReader();
        rows.push(7L);
        assertThat(next.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(result.getLong("a")).isEqualTo(7);
    }

    @Test
    void cancelWakesTheReader() throws Exception {
        ResultSet result = statement.executeQuery(SQL);
        Future<Boolean> next = inReader(result::next);
        rows.awaitReader();
        long start = System.nanoTime();
        statement.cancel();
        assertFails(next, "57014");
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
        assertThat(rows.isClosed()).isTrue();
    }

    @Test
    void cancelStopsWhatRunsInTheEngine() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        engine.answer("SELECT long", () -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new LaminarException(ErrorCode.INTERRUPTED, "interrupted", e);
            }
            return rows;
        });
        Future<ResultSet> query = inReader(() -> statement.executeQuery("SELECT long"));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        statement.cancel();
        assertFails(query, "57014");
        assertThat(inReader(Thread::interrupted).get()).isFalse();

        rows.push(1L);
        assertThat(statement.executeQuery(SQL).next()).isTrue();
    }

    @Test
    void closingTheResultWakesTheReader() throws Exception {
        ResultSet result = statement.executeQuery(SQL);
        Future<Boolean> next = inReader(result::next);
        rows.awaitReader();
        result.close();
        assertFails(next, "24000");
    }

    @Test
    void closingTheConnectionEndsItsQueries() throws Exception {
        ResultSet result = statement.executeQuery(SQL);
        Future<Boolean> next = inReader(result::next);
        rows.awaitReader();
        connection.close();
        assertFails(next, "57014");
        assertThat(rows.isClosed()).isTrue();
        assertThat(result.isClosed()).isTrue();
        assertThat(statement.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
    }

    @Test
    void closingTheConnectionEndsAQueryThatIsJustStarting() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        engine.answer("SELECT late", () -> {
            running.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // As an engine would that is past the point where it can be stopped.
                return rows;
            }
            return rows;
        });
        Future<ResultSet> query = inReader(() -> statement.executeQuery("SELECT late"));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        connection.close();
        assertThatThrownBy(() -> query.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SQLException.class);
        assertThat(rows.isClosed()).isTrue();
    }

    @Test
    void anErrorOfTheQueryReachesTheReader() throws Exception {
        ResultSet result = statement.executeQuery(SQL);
        Future<Boolean> next = inReader(result::next);
        rows.awaitReader();
        rows.fail(new LaminarException(ErrorCode.DIVISION_BY_ZERO, "a / b where b is 0"));
        assertFails(next, "22012");
    }

    @Test
    void aQueryTimeoutLimitsTheWaitForEachRow() throws SQLException {
        statement.setQueryTimeout(1);
        ResultSet result = statement.executeQuery(SQL);
        rows.push(1L);
        assertThat(result.next()).isTrue();
        assertThatThrownBy(result::next).isInstanceOf(SQLTimeoutException.class);
        rows.push(2L);
        assertThat(result.next()).isTrue();
        assertThat(result.getLong(1)).isEqualTo(2);
    }

    @Test
    void aQueryTimeoutStopsWhatRunsInTheEngine() throws SQLException {
        engine.answer("SELECT long", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new LaminarException(ErrorCode.INTERRUPTED, "interrupted", e);
            }
            return rows;
        });
        statement.setQueryTimeout(1);
        assertThatThrownBy(() -> statement.executeQuery("SELECT long"))
                .isInstanceOf(SQLTimeoutException.class)
                .hasMessageContaining("1 seconds");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void maxRowsEndsTheStream() throws SQLException {
        statement.setMaxRows(2);
        ResultSet result = statement.executeQuery(SQL);
        rows.push(1L).push(2L).push(3L);
        assertThat(result.next()).isTrue();
        assertThat(result.next()).isTrue();
        assertThat(result.next()).isFalse();
        assertThat(rows.isClosed()).isTrue();
    }

    @Test
    void tellsTheKindOfChange() throws SQLException {
        ResultSet result = statement.executeQuery(SQL);
        LaminarResultSet changes = result.unwrap(LaminarResultSet.class);
        assertThat(changes.isContinuous()).isTrue();
        assertThatThrownBy(changes::changeKind).isInstanceOf(SQLException.class);
        rows.push(1L).push(ChangeKind.DELETE, 1L);
        assertThat(result.next()).isTrue();
        assertThat(changes.changeKind()).isEqualTo(ChangeKind.INSERT);
        assertThat(result.next()).isTrue();
        assertThat(changes.changeKind()).isEqualTo(ChangeKind.DELETE);
        assertThat(changes.weight()).isEqualTo(-1);
    }

    private <T> Future<T> inReader(Callable<T> work) {
        return reader.submit(work);
    }

    private static void assertFails(Future<?> call, String sqlState) {
        assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SQLException.class,
                        error -> assertThat(error.getSQLState()).isEqualTo(sqlState));
    }
}
