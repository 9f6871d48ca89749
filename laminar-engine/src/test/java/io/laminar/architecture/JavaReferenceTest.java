package io.laminar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.LaminarEngine;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryResult;
import io.laminar.api.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the examples of the pages about the Java API and functions, and holds that the pages have what runs. */
class JavaReferenceTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java run\\R(.*?)^```");

    private final List<String> printed = new ArrayList<>();

    record Trade(String symbol, double price, Instant ts) {}

    record Top(String symbol, long trades, double top) {}

    @Test
    void theExampleRuns() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("""
                    CREATE SOURCE trades (symbol VARCHAR, price DOUBLE, ts TIMESTAMP_LTZ, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
                    CREATE MATERIALIZED VIEW tops AS SELECT symbol, COUNT(*) AS trades, MAX(price) AS top FROM trades GROUP BY symbol;
                    """);
            try (PollableSubscription<Top> changes = engine.subscribe("tops", Top.class)) {
                Source<Trade> trades = engine.source("trades", Trade.class);
                trades.push(new Trade("ACME", 10.5, Instant.parse("2026-01-01T00:00:00Z")));
                Optional<Change<Top>> first = changes.poll(Duration.ofSeconds(10));
                first.ifPresent(change -> print(change.kind() + " " + change.row()));
            }
            engine.source("trades").push("ACME", 12.0, Instant.parse("2026-01-01T00:00:01Z"));
            try (QueryResult rows = engine.query("SELECT symbol, top FROM tops WHERE symbol = ?", "ACME")) {
                rows.forEach(row -> print(row.get("symbol") + " " + row.get("top")));
            }
        }
        assertThat(printed).containsExactly("INSERT Top[symbol=ACME, trades=1, top=10.5]", "ACME 12.0");
    }

    public static class Slug {
        public String eval(String text) {
            return text.toLowerCase(Locale.ROOT).replace(' ', '-');
        }
    }

    @Test
    void theFunctionsOfTheBuilderRun() throws NoSuchMethodException {
        LongUnaryOperator plusOne = value -> value + 1;
        try (LaminarEngine engine = Laminar.builder()
                .function("slug", Slug.class)
                .function("plus_one", plusOne)
                .function("root", Math.class.getMethod("sqrt", double.class), () -> Math.class)
                .open()) {
            try (QueryResult rows = engine.query("SELECT slug('Two Words'), plus_one(6), root(9)")) {
                rows.forEach(row -> print(row.get(0) + " " + row.get(1) + " " + row.get(2)));
            }
        }
        assertThat(printed).containsExactly("two-words 7 3.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.md", "user-functions.md"})
    void thePageHasWhatRuns(String page) throws IOException {
        String code = Files.readString(Path.of("src/test/java/io/laminar/architecture/JavaReferenceTest.java"));
        Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", "reference", page)));

        assertThat(block.find()).isTrue();
        assertThat(code.replaceAll("\\s+", "")).contains(block.group(1).strip().replaceAll("\\s+", ""));
    }

    private void print(String line) {
        printed.add(line);
    }
}
