package io.laminar.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.api.SourceInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DatabaseMetaDataTest {
    private static final Schema TRADES = Schema.of(
            new Field("symbol", DataType.VARCHAR.notNull()),
            new Field("price", DataType.decimal(10, 2)),
            new Field("ts", DataType.TIMESTAMP));
    private static final Schema ALL =
            Schema.of(new Field("name", DataType.VARCHAR), new Field("kind", DataType.VARCHAR));
    private static final Schema FUNCTIONS = Schema.of(
            new Field("name", DataType.VARCHAR),
            new Field("signature", DataType.VARCHAR),
            new Field("description", DataType.VARCHAR),
            new Field("kind", DataType.VARCHAR));
    private static final Schema DESCRIBED = Schema.of(
            new Field("column_name", DataType.VARCHAR),
            new Field("type", DataType.VARCHAR),
            new Field("nullable", DataType.BOOLEAN),
            new Field("key", DataType.VARCHAR));

    private final FakeEngine engine = new FakeEngine("laminar")
            .answer(
                    "SHOW ALL",
                    () -> new FakeResult(ALL, false)
                            .push("trades", "TABLE")
                            .push("trade_s", "SOURCE")
                            .push("vwap", "MATERIALIZED VIEW")
                            .push("out", "SINK")
                            .push("my_function", "FUNCTION"))
            .answer(
                    "SHOW FUNCTIONS",
                    () -> new FakeResult(FUNCTIONS, false)
                            .push("shout", "(VARCHAR) VARCHAR", "says it loud", "USER SCALAR")
                            .push("abs", "(BIGINT) BIGINT", "without sign", "BUILTIN SCALAR")
                            .push("abs", "(DOUBLE) DOUBLE", "without sign", "BUILTIN SCALAR")
                            .push("words", "(VARCHAR) TABLE (word VARCHAR)", "takes apart", "USER TABLE"))
            .answer(
                    "DESCRIBE \"trades\"",
                    () -> new FakeResult(DESCRIBED, false)
                            .push("symbol", "VARCHAR", false, "PRIMARY KEY")
                            .push("price", "DECIMAL(10, 2)", true, null)
                            .push("ts", "TIMESTAMP", true, null));
    private Connection connection;
    private DatabaseMetaData metadata;

    @BeforeEach
    void connect() throws SQLException {
        engine.sources.add(new SourceInfo(
                "trades",
                "none",
                TRADES,
                SourceInfo.State.WAITING,
                0,
                0,
                null,
                null,
                0,
                0,
                SourceInfo.Spill.NONE,
                SourceInfo.EventTime.NONE,
                Optional.empty()));
        connection = Fakes.connect(engine);
        metadata = connection.getMetaData();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void functionsHaveARowPerSignatureByName() throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet functions = metadata.getFunctions(null, null, "%")) {
            while (functions.next()) {
                assertThat(functions.getInt("FUNCTION_TYPE"))
                        .isEqualTo(
                                functions.getString("FUNCTION_NAME").equals("words")
                                        ? DatabaseMetaData.functionReturnsTable
                                        : DatabaseMetaData.functionNoTable);
                found.add(functions.getString("FUNCTION_NAME") + " " + functions.getString("SPECIFIC_NAME") + " "
                        + functions.getString("REMARKS"));
            }
        }
        assertThat(found)
                .containsExactly(
                        "abs abs(BIGINT) BIGINT without sign",
                        "abs abs(DOUBLE) DOUBLE without sign",
                        "shout shout(VARCHAR) VARCHAR says it loud",
                        "words words(VARCHAR) TABLE (word VARCHAR) takes apart");
        try (ResultSet functions = metadata.getFunctions(null, null, "s%")) {
            assertThat(functions.next()).isTrue();
            assertThat(functions.getString("FUNCTION_NAME")).isEqualTo("shout");
            assertThat(functions.next()).isFalse();
        }
        try (ResultSet functions = metadata.getFunctions("elsewhere", null, "%")) {
            assertThat(functions.next()).isFalse();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyMethodAnswers() {
        return Stream.of(DatabaseMetaData.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getDeclaringClass() == DatabaseMetaData.class)
                .map(method -> DynamicTest.dynamicTest(method.toString(), () -> {
                    Object answer = method.invoke(metadata, arguments(method));
                    assertThat(answer).isNotNull();
                    if (answer instanceof ResultSet rows) {
                        while (rows.next()) {
                            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                                rows.getObject(i);
                            }
                        }
                        rows.close();
                    }
                }));
    }

    private static @Nullable Object[] arguments(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(type -> type == int.class
                        ? (Object) ResultSet.TYPE_FORWARD_ONLY
                        : type == boolean.class ? false : type == String.class ? "%" : null)
                .toArray();
    }

    @Test
    void listsRelationsByTypeAndName() throws SQLException {
        assertThat(column(metadata.getTables(null, null, "%", null), "TABLE_NAME"))
                .containsExactly("out", "trade_s", "trades", "vwap");
        assertThat(column(metadata.getTables(null, null, null, new String[] {"TABLE", "VIEW"}), "TABLE_NAME"))
                .containsExactly("trades", "vwap");
        assertThat(column(metadata.getTables(null, "", "TRADE_", null), "TABLE_NAME"))
                .containsExactly("trades");
        assertThat(column(metadata.getTables(null, null, "trade\\_%", null), "TABLE_NAME"))
                .containsExactly("trade_s");
        assertThat(column(metadata.getTables(null, "other", "%", null), "TABLE_NAME"))
                .isEmpty();
        assertThat(column(metadata.getTableTypes(), "TABLE_TYPE")).contains("TABLE", "VIEW", "SOURCE", "SINK");
    }

    @Test
    void describesColumns() throws SQLException {
        try (ResultSet columns = metadata.getColumns(null, null, "trades", "%")) {
            assertThat(columns.next()).isTrue();
            assertThat(columns.getString("COLUMN_NAME")).isEqualTo("symbol");
            assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.VARCHAR);
            assertThat(columns.getInt("NULLABLE")).isEqualTo(DatabaseMetaData.columnNoNulls);
            assertThat(columns.getString("IS_NULLABLE")).isEqualTo("NO");
            assertThat(columns.getInt("ORDINAL_POSITION")).isEqualTo(1);
            assertThat(columns.next()).isTrue();
            assertThat(columns.getString("TYPE_NAME")).isEqualTo("DECIMAL");
            assertThat(columns.getInt("COLUMN_SIZE")).isEqualTo(10);
            assertThat(columns.getInt("DECIMAL_DIGITS")).isEqualTo(2);
            assertThat(columns.next()).isTrue();
            assertThat(columns.getInt("DATA_TYPE")).isEqualTo(Types.TIMESTAMP);
            assertThat(columns.next()).isFalse();
        }
        assertThat(column(metadata.getColumns(null, null, "trades", "p%"), "COLUMN_NAME"))
                .containsExactly("price");
    }

    @Test
    void tellsPrimaryKeys() throws SQLException {
        assertThat(column(metadata.getPrimaryKeys(null, null, "trades"), "COLUMN_NAME"))
                .containsExactly("symbol");
        assertThat(column(metadata.getBestRowIdentifier(null, null, "trades", 0, true), "COLUMN_NAME"))
                .containsExactly("symbol");
    }

    @Test
    void tellsProductAndVersions() throws SQLException {
        assertThat(metadata.getDatabaseProductName()).isEqualTo("Laminar");
        assertThat(metadata.getDatabaseProductVersion()).matches("\\d+\\.\\d+\\..*");
        assertThat(metadata.getDriverName()).isEqualTo("Laminar JDBC Driver");
        assertThat(metadata.getDriverMajorVersion()).isEqualTo(metadata.getDatabaseMajorVersion());
        assertThat(metadata.getJDBCMajorVersion()).isEqualTo(4);
        assertThat(metadata.getIdentifierQuoteString()).isEqualTo("\"");
        assertThat(metadata.getConnection()).isSameAs(connection);
    }

    @Test
    void listsTypesByNumber() throws SQLException {
        assertThat(column(metadata.getTypeInfo(), "TYPE_NAME"))
                .contains("BIGINT", "VARCHAR", "TIMESTAMP", "DECIMAL", "BOOLEAN");
        List<String> numbers = column(metadata.getTypeInfo(), "DATA_TYPE");
        assertThat(numbers.stream().map(Integer::valueOf)).isSorted();
    }

    private static List<String> column(ResultSet rows, String label) throws SQLException {
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            values.add(rows.getString(label));
        }
        rows.close();
        return values;
    }
}
