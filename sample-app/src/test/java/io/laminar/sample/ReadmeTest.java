package io.laminar.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import io.laminar.spring.LaminarQuery;
import io.laminar.spring.LaminarTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/** The code in the README stands in this class too, where it is run; the two cannot drift apart. */
@ExtendWith(OutputCaptureExtension.class)
class ReadmeTest {
    private static final Path README = Path.of("../README.md");
    private static final Path THIS = Path.of("src/test/java/io/laminar/sample/ReadmeTest.java");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    record Trade(String symbol, double price, long volume, Instant ts) {}

    record Vwap(String symbol, Instant windowEnd, double vwap, long trades) {}

    @Component
    static class Prices {
        @LaminarQuery("""
                SELECT symbol, window_end, SUM(price * volume) / SUM(volume) AS vwap, COUNT(*) AS trades
                FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                GROUP BY symbol, window_start, window_end""")
        void vwap(Vwap minute) {
            System.out.println(minute);
        }
    }

    @Component
    static class Feed {
        private final LaminarTemplate laminar;

        Feed(LaminarTemplate laminar) {
            this.laminar = laminar;
        }

        void onTrade(Trade trade) {
            laminar.push("trades", trade);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({Prices.class, Feed.class})
    static class Application {}

    @Test
    void everyBlockOfJavaStandsHere() throws IOException {
        String here = withoutLayout(Files.readString(THIS));
        assertThat(blocks("java"))
                .hasSize(4)
                .allSatisfy(block -> assertThat(here).contains(withoutLayout(block)));
    }

    @Test
    void firstQueryDeliversWhatThePageSays(CapturedOutput output) throws IOException {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .initializers(
                        context -> context.getEnvironment().getPropertySources().addFirst(readmeProperties()))
                .properties("laminar.scripts.mode=never")
                .run()) {
            Feed feed = application.getBean(Feed.class);
            feed.onTrade(new Trade("ACME", 10, 3, Instant.parse("2026-01-05T09:30:10Z")));
            feed.onTrade(new Trade("ACME", 14, 1, Instant.parse("2026-01-05T09:30:50Z")));
            feed.onTrade(new Trade("ACME", 15, 1, Instant.parse("2026-01-05T09:31:05Z")));
            Awaitility.await()
                    .atMost(DEADLINE)
                    .untilAsserted(() -> assertThat(output)
                            .contains("Vwap[symbol=ACME, windowEnd=2026-01-05T09:31:00Z, vwap=11.0, trades=2]"));
        }
    }

    @Test
    void plainJavaPrintsTheRows(CapturedOutput output) {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("""
                    CREATE SOURCE trades (symbol VARCHAR, price DOUBLE, ts TIMESTAMP_LTZ, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
                    CREATE MATERIALIZED VIEW prices AS SELECT symbol, COUNT(*) AS trades, MAX(price) AS top FROM trades GROUP BY symbol""");
            engine.source("trades").push("ACME", 10.5, Instant.now());
            try (QueryResult rows = engine.query("SELECT * FROM prices")) {
                rows.forEach(row -> System.out.println(row.toMap()));
            }
        }
        assertThat(output).contains("{symbol=ACME, trades=1, top=10.5}");
    }

    @Test
    void jdbcPrintsTheRows(CapturedOutput output) throws SQLException {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("""
                    CREATE SOURCE trades (symbol VARCHAR, price DOUBLE);
                    CREATE MATERIALIZED VIEW prices AS SELECT symbol, MAX(price) AS top FROM trades GROUP BY symbol""");
            engine.source("trades").push("ACME", 10.5);
            try (Connection connection = DriverManager.getConnection("jdbc:laminar:");
                    ResultSet rows = connection.createStatement().executeQuery("SELECT symbol, top FROM prices")) {
                while (rows.next()) {
                    System.out.println(rows.getString("symbol") + " " + rows.getDouble("top"));
                }
            }
        }
        assertThat(output).contains("ACME 10.5");
    }

    private static PropertySource<?> readmeProperties() {
        try {
            byte[] yaml = blocks("yaml").get(0).getBytes(StandardCharsets.UTF_8);
            return new YamlPropertySourceLoader()
                    .load("README", new ByteArrayResource(yaml))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The code blocks of the README. */
    private static List<String> blocks(String language) throws IOException {
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        return matcher.results().map(result -> result.group(1)).toList();
    }

    /** White space and what nesting adds does not count. */
    private static String withoutLayout(String code) {
        return code.replaceAll("\\s+", "").replace("@Componentstaticclass", "@Componentclass");
    }
}
