package io.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.laminar.api.LaminarException;
import io.laminar.catalog.Catalog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorsTest {
    private static final Catalog CATALOG = Catalogs.of("""
            CREATE SOURCE trades (symbol VARCHAR, price DOUBLE, volume BIGINT, ts TIMESTAMP, WATERMARK FOR ts);
            CREATE SOURCE plain (k INT, v INT, ts TIMESTAMP);
            CREATE TABLE companies (symbol VARCHAR PRIMARY KEY, name VARCHAR);
            """);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELCT * FROM trades | LMR-1001: no statement starts with SELCT; did you mean SELECT? (line 1, column 1)
            SELECT * FORM trades | LMR-1001: found FORM; did you mean FROM? (line 1, column 10)
            SELECT symbol FROM trades WERE price > 1 | LMR-1001: found WERE; did you mean WHERE? (line 1, column 27)
            SELECT symbol FROM | LMR-1001: what starts with FROM is not complete, or cannot stand here (line 1, column 15)
            SELECT 'abc FROM trades | LMR-1001: found a ' that is not closed where a name or an expression is expected (line 1, column 8)
            SELECT symbol FROM trades; DROP SOURCE | LMR-1001: found the end of the text but expected the name of what is to be dropped (line 1, column 38)
            CREATE SOURCE x (a INT, A INT) | LMR-1002: column A is defined twice (line 1, column 25)
            CREATE SOURCE x (a INTT) | LMR-1002: no type is called INTT; there are VARCHAR, STRING, BIGINT, INTEGER, DOUBLE, TIMESTAMP (line 1, column 20)
            CREATE SOURCE x (a INT, WATERMARK FOR b) | LMR-1005: no column is called b; did you mean a? (line 1, column 39)
            CREATE SOURCE x (a INT, WATERMARK FOR a) | LMR-2001: a watermark needs a column of type TIMESTAMP or TIMESTAMP_LTZ, but a is INTEGER (line 1, column 39)
            CREATE SOURCE x (a TIMESTAMP, WATERMARK FOR a AS a + INTERVAL '1' SECOND) | LMR-2001: a watermark that runs ahead of a makes every row late; write a - INTERVAL '5' SECOND (line 1, column 50)
            CREATE SOURCE x (a INT, b AS a + 1) | LMR-1007: computed columns, METADATA columns and DEFAULT are not supported; compute it in a stream over the source (line 1, column 27)
            CREATE TABLE x (a INT) | LMR-1002: TABLE x needs a PRIMARY KEY; rows without a key are a SOURCE (line 1, column 1)
            MERGE INTO companies | LMR-1007: MERGE is not supported (line 1, column 1)
            CREATE STREAM s AS SELECT * FROM trades WHERE price > ? | LMR-1007: a stored query cannot have parameters; write the values instead of ? (line 1, column 1)
            SELECT price FROM trades EMIT EVERY INTERVAL '0' SECOND | LMR-2004: EMIT EVERY needs an interval longer than nothing, such as INTERVAL '1' SECOND (line 1, column 37)
            """)
    void refusesWhatItCannotParse(String sql, String message) {
        assertThat(catchThrowableOfType(LaminarException.class, () -> Statements.parse(sql)))
                .hasMessage(message);
    }

    /** Whether the parser or the planner is the first to run out of stack depends on what the JVM has compiled. */
    @Test
    void saysSoWhenAnExpressionIsTooLong() {
        String sql = "SELECT " + "volume + ".repeat(6_000) + "1 FROM trades";
        assertThat(catchThrowableOfType(LaminarException.class, () -> Catalogs.plan(CATALOG, sql, true)))
                .hasMessageMatching("LMR-1001: the expression is nested too deeply"
                        + "|LMR-1007: an expression is nested too deeply or has too many operators in a row; use IN or"
                        + " CASE, or compute parts of it in a sub-query or stream of its own \\(line 1, column 1\\)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            SELECT * FROM tradez | LMR-1003: no relation is called tradez; did you mean trades? (line 1, column 15)
            SELECT symbl FROM trades | LMR-1005: no column is called symbl; did you mean symbol? (line 1, column 8)
            SELECT t.symbl FROM trades t | LMR-1005: no column is called symbl; did you mean symbol? (line 1, column 10)
            SELECT FOOBAR(symbol) FROM trades | LMR-1006: no function is called FOOBAR(<CHARACTER>) (line 1, column 8)
            SELECT UPPER(symbol, symbol) FROM trades | LMR-1006: Invalid number of arguments to function 'UPPER'. Was expecting 1 arguments (line 1, column 8)
            SELECT symbol FROM trades WHERE symbol | LMR-1002: WHERE clause must be a condition (line 1, column 33)
            SELECT symbol, price FROM trades GROUP BY symbol | LMR-1002: Expression 'price' is not being grouped (line 1, column 16)
            SELECT ? FROM trades | LMR-1002: the type of this ? is not known; write CAST(? AS type) (line 1, column 8)
            SELECT symbol FROM trades ORDER BY price | LMR-2006: ORDER BY keeps all rows for ever; order by the column with the watermark or by PROCTIME(), ascending, put a window into PARTITION BY, or keep the first rows only, WHERE ROW_NUMBER() <= n (line 1, column 1)
            SELECT COUNT(DISTINCT price, symbol) FROM trades | LMR-1007: COUNT of DISTINCT combinations of several columns is not supported; put them into one, as in COUNT(DISTINCT ROW(a, b)) (line 1, column 8)
            SELECT COUNT(price, symbol) FROM trades | LMR-1007: COUNT takes one argument; add a condition with FILTER (line 1, column 8)
            SELECT NTILE(2) OVER (PARTITION BY symbol ORDER BY ts) FROM trades | LMR-2006: NTILE needs all rows of a partition, which never ends; order by the column with the watermark or by PROCTIME(), ascending, put a window into PARTITION BY, or keep the first rows only, WHERE ROW_NUMBER() <= n (line 1, column 8)
            SELECT * FROM trades INTERSECT SELECT * FROM trades | LMR-1007: INTERSECT is not supported (line 1, column 1)
            SELECT COUNT(*) FROM trades GROUP BY SESSION(ts, INTERVAL '0' MINUTE) | LMR-2003: gap of SESSION must be longer than nothing (line 1, column 38)
            SELECT INTERVAL '0.000001' SECOND FROM trades | LMR-1007: intervals here have milliseconds at most (line 1, column 8)
            SELECT * FROM TABLE(TUMBLE(TABLE plain, DESCRIPTOR(ts), INTERVAL '1' SECOND)) | LMR-2002: TUMBLE over ts, which is no time column; its input has no watermark; declare WATERMARK FOR ts in the CREATE SOURCE (line 1, column 41)
            SELECT * FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '0' SECOND)) | LMR-2003: size of TUMBLE must be longer than nothing (line 1, column 42)
            SELECT * FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MONTH)) | LMR-2003: TUMBLE takes constant intervals of days or less, such as INTERVAL '1' MINUTE (line 1, column 42)
            SELECT COUNT(*) FROM trades EMIT ON WINDOW CLOSE | LMR-2004: EMIT ON WINDOW CLOSE needs a query that groups by a window; use EMIT CHANGES (line 1, column 29)
            SELECT symbol FROM trades LATE DATA TO x | LMR-2004: ALLOW LATENESS and LATE DATA TO need a query that groups by a window, LATE DATA TO also takes OVER and ORDER BY by event time; no row is late here (line 1, column 27)
            SELECT t.symbol FROM trades t JOIN companies FOR SYSTEM_TIME AS OF t.ts AS c ON t.symbol = c.symbol | LMR-3001: FOR SYSTEM_TIME AS OF is not supported yet (line 1, column 36)
            SELECT t.symbol FROM trades t ASOF JOIN plain p MATCH_CONDITION p.ts <= t.ts ON t.volume = p.k | LMR-3001: ASOF JOIN is not supported yet (line 1, column 36)
            """)
    void refusesWhatItCannotPlan(String sql, String message) {
        assertThat(catchThrowableOfType(LaminarException.class, () -> Catalogs.plan(CATALOG, sql, true)))
                .hasMessage(message);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        String sql = "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000);
        assertThat(catchThrowableOfType(LaminarException.class, () -> Statements.parse(sql)))
                .hasMessage("LMR-1001: the expression is nested too deeply");
    }

    @Test
    void countsLinesAndColumnsInTheWholeScript() {
        String script = "SHOW ALL;\r\n\tSELECT symbol,\r\n  pric FROM trades";
        ParsedQuery query = ((Statement.Select) Statements.parse(script).get(1)).query();
        LaminarException error = catchThrowableOfType(
                LaminarException.class, () -> new QueryPlanner().plan(query, CATALOG, true, List.of()));
        assertThat(error).hasMessage("LMR-1005: no column is called pric; did you mean price? (line 3, column 3)");
    }

    @Test
    void tellsOfTextThatEndsTooEarly() {
        assertThat(catchThrowableOfType(LaminarException.class, () -> Statements.parse("SELECT")))
                .hasMessageStartingWith("LMR-1001: found the end of the text");
    }
}
