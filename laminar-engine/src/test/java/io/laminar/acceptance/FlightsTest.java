package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.acceptance.Flights.Expected;
import io.laminar.acceptance.Flights.Flight;
import io.laminar.acceptance.Flights.HourlyDelay;
import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import io.laminar.api.QueryState;
import io.laminar.api.Source;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hourly delays of real flights, out of order and with late rows, however they come into the engine. */
@Timeout(120)
class FlightsTest {
    private static final String COLUMNS = "flight_date TIMESTAMP, delay INT, distance INT, origin VARCHAR,"
            + " destination VARCHAR, WATERMARK FOR flight_date AS flight_date - INTERVAL '30' MINUTE";
    private static final String QUERY = "SELECT origin, window_start, COUNT(*) AS flights, AVG(delay) AS mean_delay"
            + " FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(flight_date), INTERVAL '1' HOUR))"
            + " GROUP BY origin, window_start, window_end";
    private static final Expected EXPECTED = Flights.expected(Duration.ofMinutes(30));

    /** How rows come into the engine. */
    enum Way {
        SINGLY,
        IN_BATCHES,
        FROM_FILE
    }

    static Stream<Arguments> settings() {
        return Stream.of(1, 2, 3, 7, 64, 1000, 1024)
                .flatMap(batchRows -> Stream.of(CompilerMode.values())
                        .flatMap(compiler ->
                                Stream.of(Way.values()).map(way -> Arguments.of(batchRows, compiler, way))));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void agreesWithAComputationByHand(int batchRows, CompilerMode compiler, Way way) {
        Queue<HourlyDelay> rows = new ConcurrentLinkedQueue<>();
        try (LaminarEngine engine = Laminar.builder()
                .batchRows(batchRows)
                .compiler(compiler)
                .autoStart(false)
                .open()) {
            String connector = way == Way.FROM_FILE
                    ? " FROM FILE (path = '" + Flights.FILE + "') FORMAT CSV (header = 'true')"
                    : "";
            engine.execute("CREATE SOURCE flights (" + COLUMNS + ")" + connector);
            engine.execute("CREATE STREAM hourly AS " + QUERY);
            engine.execute("CREATE MATERIALIZED VIEW hourly_view AS " + QUERY);
            engine.subscribe("hourly", HourlyDelay.class, change -> rows.add(change.row()));
            engine.start();

            push(engine, way, batchRows);

            assertThat(engine.awaitIdle(Duration.ofSeconds(60))).isTrue();
            assertThat(Flights.byHour(rows)).isEqualTo(EXPECTED.hours());
            for (String query : List.of("hourly", "hourly_view")) {
                assertThat(engine.findQuery(query)).hasValueSatisfying(handle -> {
                    assertThat(handle.metrics().rowsIn())
                            .isEqualTo(Flights.all().size());
                    assertThat(handle.metrics().rowsLate()).isEqualTo(EXPECTED.late());
                    assertThat(handle.metrics().stateRows()).isNotNegative();
                });
            }
            try (QueryResult view = engine.query("SELECT origin, window_start, flights, mean_delay FROM hourly_view")) {
                assertThat(Flights.byHour(view.toList(HourlyDelay.class))).isEqualTo(EXPECTED.hours());
            }
        }
    }

    private static void push(LaminarEngine engine, Way way, int batchRows) {
        if (way == Way.FROM_FILE) {
            return;
        }
        Source<Flight> source = engine.source("flights", Flight.class);
        if (way == Way.SINGLY) {
            Flights.all().forEach(source::push);
        } else {
            Random random = new Random(batchRows);
            int from = 0;
            while (from < Flights.all().size()) {
                int to = Math.min(Flights.all().size(), from + 1 + random.nextInt(1500));
                source.pushBatch(Flights.all().subList(from, to));
                from = to;
            }
        }
        engine.endOfInput();
    }

    @Test
    void theDataHasLateRowsAndGroupsOfSeveral() {
        assertThat(EXPECTED.late()).isGreaterThan(500);
        assertThat(EXPECTED.hours().values()).anyMatch(hour -> hour.flights() > 3);
        assertThat(EXPECTED.hours().values().stream()
                        .mapToLong(HourlyDelay::flights)
                        .sum())
                .isEqualTo(Flights.all().size() - EXPECTED.late());
    }

    @Test
    void aFileThatHasEndedFinishesItsQueries() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE SOURCE flights (" + COLUMNS + ") FROM FILE (path = '" + Flights.FILE
                    + "') FORMAT CSV (header = 'true'); CREATE MATERIALIZED VIEW hourly AS " + QUERY);

            assertThat(engine.awaitIdle(Duration.ofSeconds(60))).isTrue();

            assertThat(engine.findQuery("hourly").orElseThrow().state()).isEqualTo(QueryState.FINISHED);
            assertThat(engine.sources()).singleElement().satisfies(source -> {
                assertThat(source.rows()).isEqualTo(20_000);
                assertThat(source.errors()).isZero();
                assertThat(source.state().name()).isEqualTo("ENDED");
            });
        }
    }

    @Test
    void theExampleOfTheDialectRunsAsWritten() {
        String script = """
                CREATE SOURCE flights (flight_date TIMESTAMP, delay INT, distance INT, origin VARCHAR, destination VARCHAR,
                                       WATERMARK FOR flight_date AS flight_date - INTERVAL '12' HOUR)
                  FROM FILE (path = 'flights.csv') FORMAT CSV (header = 'true');
                """;
        String query = """
                SELECT origin, window_start, COUNT(*) AS flights, AVG(delay) AS mean_delay
                FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(flight_date), INTERVAL '1' HOUR)) GROUP BY origin, window_start, window_end;
                """;
        Expected expected = Flights.expected(Duration.ofHours(12));
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute(script.replace("flights.csv", Flights.FILE.toString()));
            try (QueryResult rows = engine.query(query)) {
                assertThat(rows.isContinuous()).isFalse();
                assertThat(Flights.byHour(rows.toList(HourlyDelay.class))).isEqualTo(expected.hours());
            }
        }
    }
}
