package io.laminar.jdbc;

import io.laminar.api.ErrorCode;
import io.laminar.api.QueryResult;
import io.laminar.api.StatementResult;
import java.sql.BatchUpdateException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is given its text when it runs. The text may be a script: {@code execute} shows the result of its first
 * statement, {@code getMoreResults} those of the others; {@code executeQuery} gives the first rows of the script, {@code
 * executeUpdate} the rows that all of its statements inserted.
 */
final class LaminarStatement extends AvaticaStatement {
    private final LaminarConnection laminar;
    private final Execution execution = new Execution();
    private final List<String> batch = new ArrayList<>();

    LaminarStatement(LaminarConnection connection, Meta.@Nullable StatementHandle handle, int holdability) {
        super(connection, handle, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability);
        this.laminar = connection;
    }

    @Override
    protected void checkOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the statement is closed", SqlErrors.STATEMENT_CLOSED);
        }
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        run(sql);
        return getMoreResults();
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        run(sql);
        while (!getMoreResults()) {
            if (updateCount == -1) {
                throw SqlErrors.of(
                        ErrorCode.VALIDATION_ERROR, "executeQuery was given a statement without rows; use execute");
            }
        }
        return openResultSet;
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        run(sql);
        long total = 0;
        while (!getMoreResults()) {
            if (updateCount == -1) {
                updateCount = total;
                return total;
            }
            total += updateCount;
        }
        openResultSet.close();
        openResultSet = null;
        execution.discardPending();
        throw SqlErrors.of(ErrorCode.VALIDATION_ERROR, "executeUpdate was given a statement with rows; use execute");
    }

    private void run(String sql) throws SQLException {
        checkOpen();
        closeCurrent();
        execution.keep(execution.call(getQueryTimeout(), () -> laminar.engine().execute(sql)));
    }

    private void closeCurrent() {
        updateCount = -1;
        if (openResultSet != null) {
            openResultSet.close();
            openResultSet = null;
        }
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        checkOpen();
        if (current == Statement.KEEP_CURRENT_RESULT) {
            throw SqlErrors.unsupported("a statement has one open result; close it, or use a second statement");
        }
        closeCurrent();
        StatementResult next = execution.next();
        if (next == null) {
            return false;
        }
        QueryResult rows = next.rows();
        if (rows == null) {
            updateCount = next.updateCount();
            return false;
        }
        Meta.Signature signature = Meta.Signature.create(
                JdbcType.columns(rows.schema()), "", List.of(), Meta.CursorFactory.LIST, Meta.StatementType.SELECT);
        openResultSet = new RowsResultSet(this, signature, connection.getTimeZone(), execution.read(rows, maxRowCount));
        return true;
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        checkOpen();
        batch.add(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        checkOpen();
        batch.clear();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        checkOpen();
        long[] counts = new long[batch.size()];
        int done = 0;
        try {
            for (; done < counts.length; done++) {
                counts[done] = executeLargeUpdate(batch.get(done));
            }
            return counts;
        } catch (SQLException e) {
            throw new BatchUpdateException(
                    e.getMessage(), e.getSQLState(), e.getErrorCode(), Arrays.copyOf(counts, done), e);
        } finally {
            batch.clear();
        }
    }

    /** Stops the statement from another thread: whoever waits for its result or rows gets an error with SQLSTATE 57014. */
    // Not synchronized as in Avatica: the thread to be stopped may hold the monitor.
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void cancel() throws SQLException {
        checkOpen();
        execution.cancel();
    }

    @Override
    protected void close_() {
        execution.discardPending();
        super.close_();
    }

    @Override
    public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
        checkNoKeys(autoGeneratedKeys);
        return execute(sql);
    }

    @Override
    public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        checkNoKeys(autoGeneratedKeys);
        return executeUpdate(sql);
    }

    private static void checkNoKeys(int autoGeneratedKeys) throws SQLException {
        if (autoGeneratedKeys == Statement.RETURN_GENERATED_KEYS) {
            throw SqlErrors.unsupported("Laminar generates no keys; run the statement without them");
        }
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        checkOpen();
    }

    @Override
    public void setPoolable(boolean poolable) throws SQLException {
        checkOpen();
    }
}
