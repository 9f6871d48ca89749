package io.laminar.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.catalog.Catalog;
import org.junit.jupiter.api.Test;

class QueryPlannerTest {
    private static final Catalog CATALOG = Catalogs.of("""
            CREATE SOURCE trades (symbol VARCHAR, price DOUBLE, volume BIGINT, ts TIMESTAMP,
              WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
            CREATE SOURCE orders (id BIGINT NOT NULL, symbol VARCHAR, flag BOOLEAN, ts TIMESTAMP, WATERMARK FOR ts);
            CREATE SOURCE plain (k INT, v INT, ts TIMESTAMP);
            CREATE TABLE companies (symbol VARCHAR, name VARCHAR, PRIMARY KEY (symbol));
            """);

    private static String plan(String sql) {
        return Catalogs.print(CATALOG, sql, true);
    }

    @Test
    void projectsAndFilters() {
        assertThat(plan("SELECT symbol, ts FROM trades WHERE symbol IS NOT NULL EMIT CHANGES"))
                .isEqualTo("""
                        Project symbol, ts
                          Filter NOT symbol IS NULL
                            Scan trades
                        """);
    }

    @Test
    void fusesTumbleIntoTheAggregate() {
        assertThat(plan("SELECT symbol, window_end, COUNT(*) AS n FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), "
                        + "INTERVAL '1' MINUTE)) GROUP BY symbol, window_start, window_end"))
                .isEqualTo("");
    }
}
