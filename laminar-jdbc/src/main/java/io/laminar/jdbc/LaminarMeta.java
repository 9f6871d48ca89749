package io.laminar.jdbc;

import io.laminar.api.DataType;
import io.laminar.api.LaminarEngine.PreparedInfo;
import io.laminar.api.Schema;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;
import org.apache.calcite.avatica.MetaImpl;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * What Avatica asks of a connection: handles, connection properties, preparing, and the metadata calls. Statements run past it,
 * from {@link LaminarStatement} to the engine, so that rows need no frames.
 */
final class LaminarMeta extends MetaImpl {
    private static final String TYPES = "laminar.parameterTypes";

    private final LaminarConnection laminar;
    private final AtomicInteger statements = new AtomicInteger();

    private record ParameterTypes(List<DataType> types) {}

    LaminarMeta(LaminarConnection connection) {
        super(connection);
        this.laminar = connection;
        connProps.setAutoCommit(true);
        connProps.setReadOnly(false);
        connProps.setTransactionIsolation(Connection.TRANSACTION_NONE);
        connProps.setDirty(false);
    }

    /** The types of a prepared statement's parameters, which its signature carries. */
    static List<DataType> parameterTypes(Signature signature) {
        return signature.internalParameters.get(TYPES) instanceof ParameterTypes carried ? carried.types : List.of();
    }

    @Override
    public StatementHandle createStatement(ConnectionHandle handle) {
        return new StatementHandle(handle.id, statements.getAndIncrement(), null);
    }

    @Override
    public StatementHandle prepare(ConnectionHandle handle, String sql, long maxRowCount) {
        PreparedInfo info = laminar.engine().prepare(sql);
        Schema columns = info.columns();
        Signature signature = new Signature(
                columns == null ? List.of() : JdbcType.columns(columns),
                sql,
                JdbcType.parameters(info.parameters()),
                Map.of(TYPES, new ParameterTypes(info.parameters())),
                CursorFactory.LIST,
                columns == null ? StatementType.OTHER_DML : StatementType.SELECT);
        StatementHandle statement = createStatement(handle);
        statement.signature = signature;
        return statement;
    }

    @Override
    public void closeStatement(StatementHandle handle) {
        // The statement has closed its results itself; nothing is kept here.
    }

    @Override
    public synchronized ConnectionProperties connectionSync(ConnectionHandle handle, ConnectionProperties changes) {
        super.connectionSync(handle, changes);
        return new ConnectionPropertiesImpl().merge(connProps);
    }

    @Override
    public void commit(ConnectionHandle handle) {
        // Every statement has taken effect when it returned.
    }

    @Override
    public void rollback(ConnectionHandle handle) {
        // Every statement has taken effect when it returned; there is nothing to take back.
    }

    @Override
    public Iterable<Object> createIterable(
            StatementHandle handle,
            QueryState state,
            Signature signature,
            @Nullable List<TypedValue> parameters,
            Frame firstFrame) {
        return firstFrame.rows;
    }

    @Override
    @Deprecated // in Avatica, which has it still
    public ExecuteResult prepareAndExecute(
            StatementHandle handle, String sql, long maxRowCount, PrepareCallback callback) {
        throw pastMeta();
    }

    @Override
    public ExecuteResult prepareAndExecute(
            StatementHandle handle, String sql, long maxRowCount, int maxRowsInFirstFrame, PrepareCallback callback) {
        throw pastMeta();
    }

    @Override
    public ExecuteBatchResult prepareAndExecuteBatch(StatementHandle handle, List<String> commands) {
        throw pastMeta();
    }

    @Override
    public ExecuteBatchResult executeBatch(StatementHandle handle, List<List<TypedValue>> parameters) {
        throw pastMeta();
    }

    @Override
    @Deprecated // in Avatica, which has it still
    public ExecuteResult execute(StatementHandle handle, List<TypedValue> parameters, long maxRowCount) {
        throw pastMeta();
    }

    @Override
    public ExecuteResult execute(StatementHandle handle, List<TypedValue> parameters, int maxRowsInFirstFrame) {
        throw pastMeta();
    }

    @Override
    public Frame fetch(StatementHandle handle, long offset, int maxRowCount) {
        throw pastMeta();
    }

    @Override
    public boolean syncResults(StatementHandle handle, QueryState state, long offset) {
        throw pastMeta();
    }

    private static IllegalStateException pastMeta() {
        return new IllegalStateException("statements of this driver run in the engine, not through Avatica's Meta");
    }

    private MetaResultSet answer(MetaRows rows) {
        Signature signature = Signature.create(rows.columns(), "", List.of(), CursorFactory.LIST, StatementType.SELECT);
        return MetaResultSet.create(
                laminar.id, statements.getAndIncrement(), true, signature, new Frame(0, true, rows.rows()));
    }

    private CatalogRows catalog() {
        return new CatalogRows(laminar.engine());
    }

    @Override
    public MetaResultSet getTables(
            ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat table, @Nullable List<String> types) {
        return answer(catalog().tables(catalog, schema.s, table.s, types));
    }

    @Override
    public MetaResultSet getColumns(
            ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat table, Pat column) {
        return answer(catalog().columns(catalog, schema.s, table.s, column.s));
    }

    @Override
    public MetaResultSet getPrimaryKeys(
            ConnectionHandle handle, @Nullable String catalog, @Nullable String schema, String table) {
        return answer(catalog().primaryKeys(catalog, schema, table));
    }

    @Override
    public MetaResultSet getBestRowIdentifier(
            ConnectionHandle handle,
            @Nullable String catalog,
            @Nullable String schema,
            String table,
            int scope,
            boolean nullable) {
        return answer(catalog().bestRowIdentifier(catalog, schema, table));
    }

    @Override
    public MetaResultSet getTableTypes(ConnectionHandle handle) {
        return answer(CatalogRows.tableTypes());
    }

    @Override
    public MetaResultSet getTypeInfo(ConnectionHandle handle) {
        return answer(CatalogRows.typeInfo());
    }

    @Override
    public MetaResultSet getSchemas(ConnectionHandle handle, @Nullable String catalog, Pat schema) {
        return answer(new MetaRows("TABLE_SCHEM TABLE_CATALOG"));
    }

    @Override
    public MetaResultSet getCatalogs(ConnectionHandle handle) {
        return answer(new MetaRows("TABLE_CAT"));
    }

    @Override
    public MetaResultSet getClientInfoProperties(ConnectionHandle handle) {
        return answer(new MetaRows("NAME MAX_LEN:i DEFAULT_VALUE DESCRIPTION"));
    }

    @Override
    public MetaResultSet getProcedures(ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat name) {
        return answer(new MetaRows("PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME RESERVED1 RESERVED2 RESERVED3 REMARKS"
                + " PROCEDURE_TYPE:s SPECIFIC_NAME"));
    }

    @Override
    public MetaResultSet getProcedureColumns(
            ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat name, Pat column) {
        return answer(new MetaRows("PROCEDURE_CAT PROCEDURE_SCHEM PROCEDURE_NAME COLUMN_NAME COLUMN_TYPE:s DATA_TYPE:i"
                + " TYPE_NAME PRECISION:i LENGTH:i SCALE:s RADIX:s NULLABLE:s REMARKS COLUMN_DEF SQL_DATA_TYPE:i"
                + " SQL_DATETIME_SUB:i CHAR_OCTET_LENGTH:i ORDINAL_POSITION:i IS_NULLABLE SPECIFIC_NAME"));
    }

    @Override
    public MetaResultSet getFunctions(ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat name) {
        return answer(catalog().functions(catalog, schema.s, name.s));
    }

    @Override
    public MetaResultSet getFunctionColumns(
            ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat name, Pat column) {
        return answer(new MetaRows("FUNCTION_CAT FUNCTION_SCHEM FUNCTION_NAME COLUMN_NAME COLUMN_TYPE:s DATA_TYPE:i"
                + " TYPE_NAME PRECISION:i LENGTH:i SCALE:s RADIX:s NULLABLE:s REMARKS CHAR_OCTET_LENGTH:i"
                + " ORDINAL_POSITION:i IS_NULLABLE SPECIFIC_NAME"));
    }

    @Override
    public MetaResultSet getColumnPrivileges(
            ConnectionHandle handle, @Nullable String catalog, @Nullable String schema, String table, Pat column) {
        return answer(
                new MetaRows("TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE"));
    }

    @Override
    public MetaResultSet getTablePrivileges(ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat table) {
        return answer(new MetaRows("TABLE_CAT TABLE_SCHEM TABLE_NAME GRANTOR GRANTEE PRIVILEGE IS_GRANTABLE"));
    }

    @Override
    public MetaResultSet getVersionColumns(
            ConnectionHandle handle, @Nullable String catalog, @Nullable String schema, String table) {
        return answer(new MetaRows("SCOPE:s COLUMN_NAME DATA_TYPE:i TYPE_NAME COLUMN_SIZE:i BUFFER_LENGTH:i"
                + " DECIMAL_DIGITS:s PSEUDO_COLUMN:s"));
    }

    @Override
    public MetaResultSet getImportedKeys(
            ConnectionHandle handle, @Nullable String catalog, @Nullable String schema, String table) {
        return foreignKeys();
    }

    @Override
    public MetaResultSet getExportedKeys(
            ConnectionHandle handle, @Nullable String catalog, @Nullable String schema, String table) {
        return foreignKeys();
    }

    @Override
    public MetaResultSet getCrossReference(
            ConnectionHandle handle,
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            String parentTable,
            @Nullable String foreignCatalog,
            @Nullable String foreignSchema,
            String foreignTable) {
        return foreignKeys();
    }

    private MetaResultSet foreignKeys() {
        return answer(new MetaRows("PKTABLE_CAT PKTABLE_SCHEM PKTABLE_NAME PKCOLUMN_NAME FKTABLE_CAT FKTABLE_SCHEM"
                + " FKTABLE_NAME FKCOLUMN_NAME KEY_SEQ:s UPDATE_RULE:s DELETE_RULE:s FK_NAME PK_NAME DEFERRABILITY:s"));
    }

    @Override
    public MetaResultSet getIndexInfo(
            ConnectionHandle handle,
            @Nullable String catalog,
            @Nullable String schema,
            String table,
            boolean unique,
            boolean approximate) {
        return answer(new MetaRows("TABLE_CAT TABLE_SCHEM TABLE_NAME NON_UNIQUE:b INDEX_QUALIFIER INDEX_NAME TYPE:s"
                + " ORDINAL_POSITION:s COLUMN_NAME ASC_OR_DESC CARDINALITY:i PAGES:i FILTER_CONDITION"));
    }

    @Override
    public MetaResultSet getUDTs(
            ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat name, int @Nullable [] types) {
        return answer(new MetaRows("TYPE_CAT TYPE_SCHEM TYPE_NAME CLASS_NAME DATA_TYPE:i REMARKS BASE_TYPE:s"));
    }

    @Override
    public MetaResultSet getSuperTypes(ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat name) {
        return answer(new MetaRows("TYPE_CAT TYPE_SCHEM TYPE_NAME SUPERTYPE_CAT SUPERTYPE_SCHEM SUPERTYPE_NAME"));
    }

    @Override
    public MetaResultSet getSuperTables(ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat table) {
        return answer(new MetaRows("TABLE_CAT TABLE_SCHEM TABLE_NAME SUPERTABLE_NAME"));
    }

    @Override
    public MetaResultSet getAttributes(
            ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat type, Pat attribute) {
        return answer(new MetaRows("TYPE_CAT TYPE_SCHEM TYPE_NAME ATTR_NAME DATA_TYPE:i ATTR_TYPE_NAME ATTR_SIZE:i"
                + " DECIMAL_DIGITS:i NUM_PREC_RADIX:i NULLABLE:i REMARKS ATTR_DEF SQL_DATA_TYPE:i SQL_DATETIME_SUB:i"
                + " CHAR_OCTET_LENGTH:i ORDINAL_POSITION:i IS_NULLABLE SCOPE_CATALOG SCOPE_SCHEMA SCOPE_TABLE"
                + " SOURCE_DATA_TYPE:s"));
    }

    @Override
    public MetaResultSet getPseudoColumns(
            ConnectionHandle handle, @Nullable String catalog, Pat schema, Pat table, Pat column) {
        return answer(new MetaRows("TABLE_CAT TABLE_SCHEM TABLE_NAME COLUMN_NAME DATA_TYPE:i COLUMN_SIZE:i"
                + " DECIMAL_DIGITS:i NUM_PREC_RADIX:i COLUMN_USAGE REMARKS CHAR_OCTET_LENGTH:i IS_NULLABLE"));
    }
}
