package io.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.catalog.Catalog;
import io.laminar.plan.PlanPrinter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryParametersTest {
    private static final Catalog CATALOG = Catalogs.of("""
            CREATE SOURCE trades (symbol VARCHAR NOT NULL, price DOUBLE, amount DECIMAL(10, 2), ts TIMESTAMP);
            """);
    private static final QueryPlanner PLANNER = new QueryPlanner();

    private static String insert(String sql, Object... parameters) {
        return PlanPrinter.print(PLANNER.planInsert(parsed(sql), target(), CATALOG, Arrays.asList(parameters)));
    }

    private static Statement.Insert parsed(String sql) {
        return (Statement.Insert) Statements.parseOne(sql);
    }

    private static Schema target() {
        return CATALOG.relation("trades").schema();
    }

    @Test
    void takesTypesFromWhatSurroundsTheParameters() {
        var query = ((Statement.Select) Statements.parseOne("SELECT symbol FROM trades WHERE price > ? AND ts < ?"))
                .query();
        assertThat(PLANNER.parameterTypes(query, CATALOG))
                .extracting(DataType::kind)
                .containsExactly(DataType.Kind.DOUBLE, DataType.Kind.TIMESTAMP);
    }

    @Test
    void plansWithTheValuesOfParameters() {
        assertThat(Catalogs.print(
                        CATALOG,
                        "SELECT symbol FROM trades WHERE price > ? AND ts < ? AND symbol = ?",
                        false,
                        10,
                        Instant.parse("2024-01-02T03:04:05.000006Z"),
                        "x"))
                .isEqualTo("""
                        Project symbol
                          Filter ((price > 10.0) AND (ts < TIMESTAMP '2024-01-02 03:04:05.000006') AND (symbol = 'x'))
                            Scan trades
                        """);
    }

    @Test
    void refusesValuesThatDoNotFit() {
        assertThatThrownBy(() -> Catalogs.print(CATALOG, "SELECT * FROM trades WHERE price > ?", false, "abc"))
                .hasMessage("LMR-1011: parameter 1 must be DOUBLE but is a String: abc (line 1, column 1)");
        assertThatThrownBy(() -> Catalogs.print(CATALOG, "SELECT * FROM trades WHERE price > ?", false, 1, 2))
                .hasMessage("LMR-1011: the statement has 1 parameters but got 2 (line 1, column 1)");
    }

    @Test
    void insertsIntoTheColumnsOfTheTarget() {
        assertThat(insert("INSERT INTO trades (ts, symbol) VALUES (TIMESTAMP '2024-01-01 00:00:00', 'a')"))
                .isEqualTo("""
                        Project EXPR$1 AS symbol, NULL AS price, NULL AS amount, EXPR$0 AS ts
                          Values (TIMESTAMP '2024-01-01 00:00:00', 'a')
                        """);
        assertThat(insert("INSERT INTO trades SELECT symbol, price + 1, amount, ts FROM trades"))
                .isEqualTo("""
                        Project symbol, (price + 1.0) AS price, amount, ts
                          Scan trades
                        """);
    }

    @Test
    void givesParametersOfValuesTheTypeOfTheirColumn() {
        String sql = "INSERT INTO trades (symbol, amount, ts) VALUES (?, ?, ?)";
        assertThat(PLANNER.parameterTypes(parsed(sql), target(), CATALOG))
                .hasToString("[VARCHAR, DECIMAL(10, 2), TIMESTAMP]");
        assertThat(insert(sql, "a", new BigDecimal("1.5"), "2024-01-01 00:00:00"))
                .contains("'a'")
                .contains("1.50")
                .contains("TIMESTAMP '2024-01-01 00:00:00'");
    }

    @Test
    void refusesInsertsThatDoNotFitTheTarget() {
        assertThatThrownBy(() -> insert("INSERT INTO trades (symbl) VALUES ('a')"))
                .hasMessage("LMR-1005: trades has no column symbl; did you mean symbol? (line 1, column 1)");
        assertThatThrownBy(() -> insert("INSERT INTO trades (price) VALUES (1)"))
                .hasMessage("LMR-4003: column symbol of trades is NOT NULL and has no value (line 1, column 1)");
        assertThatThrownBy(() -> insert("INSERT INTO trades VALUES ('a', 1)"))
                .hasMessage("LMR-1002: INSERT INTO trades needs 4 values (symbol, price, amount, ts) but got 2 "
                        + "(line 1, column 20)");
    }

    @Test
    void plansWithoutValuesToLearnTheColumns() {
        var query = ((Statement.Select) Statements.parseOne("SELECT price FROM trades WHERE price > ?")).query();
        assertThat(PLANNER.plan(query, CATALOG, false, List.of()).root().schema())
                .hasToString("(price DOUBLE)");
    }

    @Test
    void refusesValuesThatDoNotFitTheirType() {
        assertThatThrownBy(() -> insert("INSERT INTO trades (symbol, amount) VALUES (?, ?)", "A", "123456789.5"))
                .hasMessageStartingWith("LMR-1011: parameter 2 must be DECIMAL(10, 2)");
        assertThatThrownBy(() -> select("SELECT CAST(? AS TINYINT)", 700)).hasMessageStartingWith("LMR-1011");
        assertThatThrownBy(() -> select("SELECT CAST(? AS INTEGER)", 3_000_000_000L))
                .hasMessageStartingWith("LMR-1011");
        assertThatThrownBy(() -> select("SELECT CAST(? AS BOOLEAN)", "perhaps")).hasMessageStartingWith("LMR-1011");
    }

    private static String select(String sql, Object... parameters) {
        var query = ((Statement.Select) Statements.parseOne(sql)).query();
        return PlanPrinter.print(
                PLANNER.plan(query, CATALOG, false, Arrays.asList(parameters)).root());
    }

    /** As the limit of rows, in a statement that is only prepared too. */
    @Test
    void limitsAreTakenFromParameters() {
        for (String sql : List.of(
                "SELECT symbol FROM trades ORDER BY symbol LIMIT ?",
                "SELECT symbol FROM trades ORDER BY symbol FETCH FIRST ? ROWS ONLY",
                "SELECT symbol FROM trades ORDER BY symbol LIMIT 3 OFFSET ?",
                "SELECT symbol FROM (SELECT symbol, ROW_NUMBER() OVER (ORDER BY price) AS rn FROM trades) AS x WHERE rn <= ? EMIT CHANGES")) {
            ParsedQuery query = ((Statement.Select) Statements.parseOne(sql)).query();
            assertThat(PLANNER.plan(query, CATALOG, query.isContinuous())
                            .root()
                            .schema()
                            .names())
                    .containsExactly("symbol");
            assertThat(PLANNER.parameterTypes(query, CATALOG)).as(sql).hasSize(1);
            assertThat(PlanPrinter.print(PLANNER.plan(query, CATALOG, query.isContinuous(), List.of(7))
                            .root()))
                    .as(sql)
                    .contains("7");
        }
    }
}
