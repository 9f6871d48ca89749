package io.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.SqlPosition;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.CatalogObject.OnError;
import io.laminar.catalog.Watermark;
import io.laminar.plan.EmitMode;
import io.laminar.sql.Statement.ObjectKind;
import io.laminar.sql.Statement.ShowKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementsTest {

    @Test
    void splitsAScriptAndKeepsTextAndPositionOfEachStatement() {
        List<Statement> statements = Statements.parse("""
                -- first
                SHOW SOURCES;;
                  DESCRIBE  trades ; /* last */ CHECKPOINT
                """);
        assertThat(statements)
                .extracting(Statement::sql)
                .containsExactly("SHOW SOURCES", "DESCRIBE  trades", "CHECKPOINT");
        assertThat(statements)
                .extracting(Statement::position)
                .containsExactly(new SqlPosition(2, 1), new SqlPosition(3, 3), new SqlPosition(3, 33));
        assertThat(Statements.parse(" -- nothing\n")).isEmpty();
    }

    @Test
    void createsASourceWithAllClauses() {
        var create = (Statement.CreateSource) Statements.parseOne("""
                CREATE SOURCE IF NOT EXISTS Trades (symbol VARCHAR NOT NULL, "Price" DECIMAL(10, 2), ts TIMESTAMP_LTZ,
                  PRIMARY KEY (symbol) NOT ENFORCED, WATERMARK FOR ts AS ts - INTERVAL '1.5' SECOND)
                FROM FILE (path = 'a.csv', replay.speed = 60, follow = TRUE)
                FORMAT JSON (json.column.x = '$.x') ON ERROR DEAD LETTER TO bad WITH ('Idle' = '5s')""");
        CatalogObject.Source source = create.source();
        assertThat(create.mode()).isEqualTo(new Statement.CreateMode(false, true));
        assertThat(source.name()).isEqualTo("Trades");
        assertThat(source.schema()).hasToString("(symbol VARCHAR NOT NULL, Price DECIMAL(10, 2), ts TIMESTAMP_LTZ)");
        assertThat(source.schema().timeColumn()).isEqualTo(2);
        assertThat(source.watermark()).isEqualTo(new Watermark(2, 1_500_000));
        assertThat(source.connector())
                .isEqualTo(new CatalogObject.Options(
                        "file", Map.of("path", "a.csv", "replay.speed", "60", "follow", "true")));
        assertThat(source.format()).isEqualTo(new CatalogObject.Options("json", Map.of("json.column.x", "$.x")));
        assertThat(source.onError()).isEqualTo(OnError.DEAD_LETTER);
        assertThat(source.deadLetterTo()).isEqualTo("bad");
        assertThat(source.options()).isEqualTo(Map.of("idle", "5s"));
    }

    @Test
    void takesFlinksSpellingOfASource() {
        var create = (Statement.CreateSource) Statements.parseOne("""
                CREATE TABLE t (a INT, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
                WITH ('connector' = 'file', 'path' = 'x', 'format' = 'csv', 'csv.header' = 'true', 'replay.speed' = '60')""");
        assertThat(create.source().connector())
                .isEqualTo(new CatalogObject.Options("file", Map.of("path", "x", "replay.speed", "60")));
        assertThat(create.source().format()).isEqualTo(new CatalogObject.Options("csv", Map.of("header", "true")));
        assertThat(create.source().watermark()).isEqualTo(new Watermark(1, 0));
        assertThat(create.source().options()).isEmpty();
    }

    @Test
    void createsTablesWhoseKeyIsNotNull() {
        var byClause = (Statement.CreateTable)
                Statements.parseOne("CREATE OR REPLACE TABLE t (a INT, b BIGINT, PRIMARY KEY (b, a) NOT ENFORCED)");
        assertThat(byClause.table().key()).containsExactly(0, 1);
        assertThat(byClause.mode().orReplace()).isTrue();
        var byColumn = (Statement.CreateTable) Statements.parseOne("CREATE TABLE t (a STRING PRIMARY KEY, b BYTES)");
        assertThat(byColumn.table().schema()).hasToString("(a VARCHAR NOT NULL, b VARBINARY)");
    }

    @Test
    void knowsTheTypesOfTheDialect() {
        var create = (Statement.CreateSource) Statements.parseOne("""
                CREATE SOURCE t (a BOOLEAN, b TINYINT, c SMALLINT, d INT, e BIGINT, f REAL, g DOUBLE PRECISION, h FLOAT,
                  i CHAR(3), j TEXT, k BINARY(2), l DATE, m TIME, n TIMESTAMP(3), o TIMESTAMP WITH LOCAL TIME ZONE,
                  p INT ARRAY, q MAP<VARCHAR, INT>, r ROW(x INT, y VARCHAR), s JSON, u UUID)""");
        assertThat(create.source().schema())
                .hasToString(
                        "(a BOOLEAN, b TINYINT, c SMALLINT, d INTEGER, e BIGINT, f REAL, g DOUBLE, h DOUBLE, "
                                + "i CHAR(3), j VARCHAR, k BINARY(2), l DATE, m TIME, n TIMESTAMP(3), o TIMESTAMP_LTZ, "
                                + "p INTEGER ARRAY, q MAP<VARCHAR NOT NULL, INTEGER>, r ROW(x INTEGER, y VARCHAR), s JSON, u UUID)");
    }

    @Test
    void createsStreamsAndViewsWithEmitAndOptions() {
        var stream = (Statement.CreateQuery) Statements.parseOne("""
                CREATE STREAM s AS SELECT a FROM t ALLOW LATENESS INTERVAL '10' SECOND LATE DATA TO late
                EMIT ON WINDOW CLOSE WITH ('state.ttl' = '1h')""");
        assertThat(stream.isView()).isFalse();
        assertThat(stream.query().emit().mode()).isEqualTo(EmitMode.ON_WINDOW_CLOSE);
        assertThat(stream.query().emit().latenessMicros()).isEqualTo(10_000_000);
        assertThat(stream.query().lateTo()).isEqualTo("late");
        assertThat(stream.options()).isEqualTo(Map.of("state.ttl", "1h"));
        assertThat(((Statement.CreateQuery) Statements.parseOne("CREATE MATERIALIZED VIEW v AS SELECT 1")).isView())
                .isTrue();
        assertThat(((Statement.CreateQuery) Statements.parseOne("CREATE TABLE v AS SELECT 1")).isView())
                .isTrue();
    }

    @Test
    void createsSinksOfRelationsAndQueries() {
        var relation = (Statement.CreateSink) Statements.parseOne(
                "CREATE SINK out FROM vwap WHERE a > 3 INTO FILE (path = 'x') FORMAT JSON WITH (a = 'b')");
        assertThat(relation.query().node()).hasToString("SELECT *\nFROM `vwap`\nWHERE `a` > 3");
        assertThat(relation.connector()).isEqualTo(new CatalogObject.Options("file", Map.of("path", "x")));
        assertThat(relation.format()).isEqualTo(new CatalogObject.Options("json", Map.of()));
        assertThat(relation.options()).isEqualTo(Map.of("a", "b"));
        var query = (Statement.CreateSink) Statements.parseOne("CREATE SINK o AS SELECT a FROM t INTO LOG");
        assertThat(query.query().sql()).isEqualTo("SELECT a FROM t");
        assertThat(query.format()).isNull();
    }

    @Test
    void tellsContinuousQueriesFromBoundedOnes() {
        assertThat(select("SELECT a FROM t").isContinuous()).isFalse();
        assertThat(select("SELECT a FROM t EMIT CHANGES").isContinuous()).isTrue();
        assertThat(select("SELECT a FROM t EMIT FINAL").emit().mode()).isEqualTo(EmitMode.ON_WINDOW_CLOSE);
        assertThat(select("SUBSCRIBE t").isContinuous()).isTrue();
        assertThat(select("SELECT a FROM t WHERE b > ? AND c = ?").parameters()).isEqualTo(2);
    }

    private static ParsedQuery select(String sql) {
        return ((Statement.Select) Statements.parseOne(sql)).query();
    }

    @Test
    void parsesTheStatementsThatManage() {
        List<Statement> statements = Statements.parse("""
                DROP MATERIALIZED VIEW IF EXISTS v CASCADE;
                SHOW MATERIALIZED VIEWS; SHOW ALL; SHOW CREATE SINK s;
                DESCRIBE EXTENDED t; DESCRIBE extended;
                PAUSE QUERY q; RESUME QUERY q; TERMINATE QUERY q;
                ALTER STREAM s AS SELECT b FROM t;
                EXPLAIN PLAN FOR SELECT a FROM t; EXPLAIN CREATE STREAM s AS SELECT a FROM t;
                INSERT INTO t (a, b) VALUES (1, ?)""");
        assertThat(statements.get(0))
                .isEqualTo(new Statement.Drop(
                        statements.get(0).origin(), ObjectKind.MATERIALIZED_VIEW, "v", null, true, true));
        assertThat(((Statement.Show) statements.get(1)).kind()).isEqualTo(ShowKind.MATERIALIZED_VIEWS);
        assertThat(((Statement.Show) statements.get(2)).kind()).isEqualTo(ShowKind.ALL);
        assertThat(((Statement.ShowCreate) statements.get(3)).kind()).isEqualTo(ObjectKind.SINK);
        assertThat(((Statement.Describe) statements.get(4)).isExtended()).isTrue();
        assertThat(((Statement.Describe) statements.get(5)).name()).isEqualTo("extended");
        assertThat(((Statement.ControlQuery) statements.get(6)).action())
                .isEqualTo(Statement.ControlQuery.Action.PAUSE);
        assertThat(((Statement.ControlQuery) statements.get(8)).action())
                .isEqualTo(Statement.ControlQuery.Action.TERMINATE);
        assertThat(((Statement.AlterQuery) statements.get(9)).query().sql()).isEqualTo("SELECT b FROM t");
        assertThat(((Statement.Explain) statements.get(10)).statement()).isInstanceOf(Statement.Select.class);
        assertThat(((Statement.Explain) statements.get(11)).statement()).isInstanceOf(Statement.CreateQuery.class);
        var insert = (Statement.Insert) statements.get(12);
        assertThat(insert.columns()).containsExactly("a", "b");
        assertThat(insert.query().parameters()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delay", "origin", "source", "emit", "format", "watermark", "path", "tables", "start", "value", "count",
                "late", "date", "time", "timestamp", "year", "hour", "position", "rank", "user", "result", "changes",
                "checkpoint", "epoch", "sink", "error"
            })
    void leavesCommonWordsToColumns(String word) {
        var catalog = Catalogs.of("CREATE SOURCE t (" + word + " INT)");
        assertThat(Catalogs.print(catalog, "SELECT " + word + ", x." + word + " AS y FROM t AS x EMIT CHANGES", true))
                .isEqualTo("Project " + word + ", " + word + " AS y\n  Scan t\n");
    }

    @Test
    void quotesWithDoubleAndWithBackQuotes() {
        var catalog = Catalogs.of("CREATE SOURCE \"My t\" (\"select\" INT, `a b` INT)");
        assertThat(Catalogs.print(catalog, "SELECT `select`, \"A B\" FROM `my T` EMIT CHANGES", true))
                .isEqualTo("Project select, a b AS A B\n  Scan My t\n");
    }
}
