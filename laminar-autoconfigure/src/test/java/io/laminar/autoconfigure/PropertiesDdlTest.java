package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.laminar.autoconfigure.LaminarProperties.Query;
import io.laminar.autoconfigure.LaminarProperties.Relation;
import io.laminar.autoconfigure.LaminarProperties.Sink;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** From the text of properties to the text of statements. */
class PropertiesDdlTest {

    private static LaminarProperties bind(String... lines) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        for (String line : lines) {
            int separator = line.indexOf('=');
            source.put("laminar." + line.substring(0, separator), line.substring(separator + 1));
        }
        return new Binder(source).bindOrCreate("laminar", LaminarProperties.class);
    }

    private static <V> Map.Entry<String, V> only(Map<String, V> map) {
        assertThat(map).hasSize(1);
        return map.entrySet().iterator().next();
    }

    @Test
    void writesASourceWithAllOfItsClauses() {
        Map.Entry<String, Relation> source = only(bind(
                        "sources.trade_ticks.columns.symbol=VARCHAR",
                        "sources.trade_ticks.columns.eventTime=TIMESTAMP",
                        "sources.trade_ticks.watermark=eventTime - INTERVAL '5' SECOND",
                        "sources.trade_ticks.connector=file",
                        "sources.trade_ticks.options.path=it's.csv",
                        "sources.trade_ticks.options.replay.speed=60",
                        "sources.trade_ticks.format=csv",
                        "sources.trade_ticks.format-options.header=true",
                        "sources.trade_ticks.on-error=SKIP",
                        "sources.trade_ticks.with.a.b=c")
                .sources());
        assertThat(Ddl.source(source.getKey(), source.getValue())).isEqualTo("""
                        CREATE SOURCE "trade_ticks" (
                          "symbol" VARCHAR,
                          "eventTime" TIMESTAMP,
                          WATERMARK FOR "eventTime" AS "eventTime" - INTERVAL '5' SECOND)
                        FROM file (path = 'it''s.csv', replay.speed = '60')
                        FORMAT csv (header = 'true')
                        ON ERROR SKIP
                        WITH ('a.b' = 'c')""");
    }

    @Test
    void writesATable() {
        Map.Entry<String, Relation> table = only(bind(
                        "tables.limits.columns.symbol=VARCHAR",
                        "tables.limits.columns.ts=TIMESTAMP",
                        "tables.limits.watermark=ts",
                        "tables.limits.primary-key=symbol")
                .tables());
        assertThat(Ddl.table(table.getKey(), table.getValue())).isEqualTo("""
                        CREATE TABLE "limits" (
                          "symbol" VARCHAR,
                          "ts" TIMESTAMP,
                          PRIMARY KEY ("symbol"),
                          WATERMARK FOR "ts")""");
    }

    @Test
    void writesAWatermarkThatIsAnotherExpression() {
        Map.Entry<String, Relation> source = only(bind(
                        "sources.visits.columns.ts=TIMESTAMP",
                        "sources.visits.columns.asked=TIMESTAMP",
                        "sources.visits.watermark=ts AS GREATEST(ts, asked)")
                .sources());
        assertThat(Ddl.source(source.getKey(), source.getValue())).isEqualTo("""
                        CREATE SOURCE "visits" (
                          "ts" TIMESTAMP,
                          "asked" TIMESTAMP,
                          WATERMARK FOR "ts" AS GREATEST(ts, asked))""");
    }

    @Test
    void takesAQueryInShortAndInLongForm() {
        Map.Entry<String, Query> brief =
                only(bind("streams.big=SELECT symbol FROM trades ;\n").streams());
        assertThat(brief.getValue()).isEqualTo(Query.valueOf("SELECT symbol FROM trades ;\n"));
        Query full = only(bind(
                                "views.latest.sql=SELECT 1",
                                "views.latest.emit=CHANGES",
                                "views.latest.with.state.ttl=1h")
                        .views())
                .getValue();
        assertThat(Ddl.query("MATERIALIZED VIEW", "latest", "SELECT 1;", full)).isEqualTo("""
                        CREATE MATERIALIZED VIEW "latest" AS
                        SELECT 1
                        EMIT CHANGES
                        WITH ('state.ttl' = '1h')""");
    }

    @Test
    void writesASink() {
        Map.Entry<String, Sink> sink = only(bind(
                        "sinks.out.from=big",
                        "sinks.out.connector=file",
                        "sinks.out.options.path=out.json",
                        "sinks.out.format=json")
                .sinks());
        assertThat(Ddl.sink(sink.getKey(), sink.getValue())).isEqualTo("""
                        CREATE SINK "out" FROM "big" INTO file (path = 'out.json')
                        FORMAT json""");
    }

    @Test
    void saysWhatASinkLacks() {
        Sink withoutInput = only(bind("sinks.out.connector=file").sinks()).getValue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ddl.sink("out", withoutInput))
                .withMessage("laminar.sinks.out needs either from or sql, which say what it gets");
        Sink withoutConnector = only(bind("sinks.out.from=big").sinks()).getValue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ddl.sink("out", withoutConnector))
                .withMessage("laminar.sinks.out.connector is missing; it says where rows go");
    }
}
