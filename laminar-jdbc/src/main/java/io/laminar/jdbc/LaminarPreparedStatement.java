package io.laminar.jdbc;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.StatementResult;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.avatica.AvaticaPreparedStatement;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/** One statement of SQL with parameters, compiled once for its types and run any number of times. */
final class LaminarPreparedStatement extends AvaticaPreparedStatement {
    private static final Object UNSET = new Object();

    private final LaminarConnection laminar;
    private final String sql;
    private final boolean givesRows;
    private final List<DataType> types;
    private final @Nullable Object[] values;
    private final List<@Nullable Object[]> batch = new ArrayList<>();
    private final Execution execution = new Execution();

    LaminarPreparedStatement(
            LaminarConnection connection, Meta.StatementHandle handle, Meta.Signature signature, int holdability)
            throws SQLException {
        super(connection, handle, signature, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY, holdability);
        this.laminar = connection;
        this.sql = signature.sql;
        this.givesRows = signature.statementType == Meta.StatementType.SELECT;
        this.types = LaminarMeta.parameterTypes(signature);
        this.values = new @Nullable Object[types.size()];
        Arrays.fill(values, UNSET);
    }

    @Override
    protected void checkOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the statement is closed", SqlErrors.STATEMENT_CLOSED);
        }
    }

    @Override
    protected ParameterSite getSite(int parameter) throws SQLException {
        checkOpen();
        if (parameter < 1 || parameter > values.length) {
            throw SqlErrors.of(
                    ErrorCode.PARAMETER_MISMATCH,
                    "there is no parameter " + parameter + "; the statement has " + values.length);
        }
        return new ParameterSite(
                getParameter(parameter), types.get(parameter - 1), getCalendar(), values, parameter - 1);
    }

    @Override
    public void setObject(int parameter, @Nullable Object value) throws SQLException {
        getSite(parameter).take(value);
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, int type) throws SQLException {
        getSite(parameter).take(value, type);
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, int type, int scale) throws SQLException {
        getSite(parameter).take(value, type);
    }

    @Override
    public void setArray(int parameter, @Nullable Array value) throws SQLException {
        getSite(parameter).take(value);
    }

    @Override
    public void setClob(int parameter, @Nullable Clob value) throws SQLException {
        getSite(parameter).take(value);
    }

    @Override
    public void setNClob(int parameter, @Nullable NClob value) throws SQLException {
        getSite(parameter).take(value);
    }

    @Override
    public void setBlob(int parameter, @Nullable Blob value) throws SQLException {
        getSite(parameter).take(value);
    }

    @Override
    public void setRef(int parameter, @Nullable Ref value) throws SQLException {
        throw SqlErrors.unsupported("Laminar has no type REF");
    }

    @Override
    public void setRowId(int parameter, @Nullable RowId value) throws SQLException {
        throw SqlErrors.unsupported("Laminar has no type ROWID");
    }

    @Override
    public void setSQLXML(int parameter, @Nullable SQLXML value) throws SQLException {
        throw SqlErrors.unsupported("Laminar has no type XML; use setString");
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, SQLType type) throws SQLException {
        setObject(parameter, value, type.getVendorTypeNumber());
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, SQLType type, int scale) throws SQLException {
        setObject(parameter, value, type.getVendorTypeNumber(), scale);
    }

    @Override
    public void clearParameters() throws SQLException {
        checkOpen();
        Arrays.fill(values, UNSET);
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        ResultSetMetaData columns = super.getMetaData();
        return givesRows ? columns : null;
    }

    @Override
    public boolean execute() throws SQLException {
        run();
        return getMoreResults();
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        run();
        if (!getMoreResults()) {
            throw SqlErrors.of(
                    ErrorCode.VALIDATION_ERROR, "executeQuery was given a statement without rows; use execute");
        }
        return openResultSet;
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        if (givesRows) {
            throw SqlErrors.of(
                    ErrorCode.VALIDATION_ERROR, "executeUpdate was given a statement with rows; use executeQuery");
        }
        run();
        getMoreResults();
        return updateCount;
    }

    private void run() throws SQLException {
        checkOpen();
        @Nullable Object[] parameters = bound();
        closeCurrent();
        execution.keep(execution.call(getQueryTimeout(), () -> run(parameters)));
    }

    private List<StatementResult> run(@Nullable Object[] parameters) {
        LaminarEngine engine = laminar.engine();
        if (givesRows) {
            QueryResult rows = engine.query(sql, parameters);
            return List.of(new StatementResult(StatementResult.Kind.ROWS, null, 0, rows));
        }
        if (parameters.length == 0) {
            return engine.execute(sql);
        }
        long count = engine.update(sql, parameters);
        return List.of(new StatementResult(StatementResult.Kind.UPDATE, null, count, null));
    }

    private @Nullable Object[] bound() throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == UNSET) {
                throw SqlErrors.of(ErrorCode.PARAMETER_MISMATCH, "parameter " + (i + 1) + " has no value; set it");
            }
        }
        return values.clone();
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
        openResultSet = execution.open(this, rows, maxRowCount);
        return true;
    }

    @Override
    public void addBatch() throws SQLException {
        checkOpen();
        batch.add(bound());
    }

    @Override
    public void clearBatch() throws SQLException {
        checkOpen();
        batch.clear();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        checkOpen();
        closeCurrent();
        List<Long> counts = new ArrayList<>(batch.size());
        try {
            return execution.call(getQueryTimeout(), () -> insertBatch(counts));
        } catch (SQLException e) {
            throw new BatchUpdateException(e.getMessage(), e.getSQLState(), e.getErrorCode(), array(counts), e);
        } finally {
            batch.clear();
        }
    }

    /** @param counts takes the count of each row that is done, for the case that a later one fails */
    private long[] insertBatch(List<Long> counts) {
        for (@Nullable Object[] row : batch) {
            if (Thread.currentThread().isInterrupted()) {
                throw new LaminarException(
                        ErrorCode.INTERRUPTED, "interrupted after " + counts.size() + " of " + batch.size() + " rows");
            }
            counts.add(laminar.engine().update(sql, row));
        }
        return array(counts);
    }

    private static long[] array(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).toArray();
    }

    /** As {@link LaminarStatement#cancel()}. */
    // Not synchronized as in Avatica: the thread to be stopped may hold the monitor.
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void cancel() throws SQLException {
        checkOpen();
        execution.cancel();
    }

    @Override
    protected void close_() {
        execution.close();
        super.close_();
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
