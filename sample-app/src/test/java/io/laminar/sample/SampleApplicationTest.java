package io.laminar.sample;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.laminar.sample.ExpectedDelays.Figures;
import io.laminar.sample.ExpectedDelays.Window;
import io.laminar.spring.LaminarQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole application over all of its data, replayed at once: every way in gives the figures of the file. */
@SpringBootTest(
        classes = {SampleApplication.class, SampleApplicationTest.HourListener.class},
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"sample.replay-speed=0", "sample.watermark-minutes=30"})
@DirtiesContext // closes the engine, since jdbc:laminar: in ReadmeTest means the only one of the JVM
class SampleApplicationTest {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final ExpectedDelays HOURS = ExpectedDelays.ofHours(1);
    private static final ExpectedDelays DAYS = ExpectedDelays.ofHours(24);

    private final DataSource dataSource;
    private final JsonMapper json;
    private final URI address;
    private final RestClient http;
    private final HourListener listener;

    /** Takes every final hour, as a bean of an application would. */
    @TestComponent
    static class HourListener {
        final Queue<AirportDelay> hours = new ConcurrentLinkedQueue<>();

        @LaminarQuery("SELECT * FROM hourly_board")
        void everyHour(AirportDelay hour) {
            hours.add(hour);
        }
    }

    SampleApplicationTest(
            @Autowired @Qualifier("laminarDataSource") DataSource dataSource,
            @Autowired JsonMapper json,
            @Autowired HourListener listener,
            @LocalServerPort int port) {
        this.dataSource = dataSource;
        this.json = json;
        this.listener = listener;
        this.address = URI.create("http://localhost:" + port);
        this.http = RestClient.create(address);
    }

    @BeforeEach
    void waitForTheEndOfTheReplay() {
        Awaitility.await().atMost(DEADLINE).until(() -> {
            Board board = board();
            return board.state() == Board.State.FINISHED
                    && board.lateFlights() == HOURS.lateRows()
                    && hasFinished("hourly_board")
                    && hasFinished("strongest_quakes");
        });
    }

    @Test
    void hoursOverHttpAreThoseOfTheFile() {
        Map<Window, Figures> hours = new HashMap<>();
        for (String airport : airports()) {
            List<AirportDelay> ofAirport = requireNonNull(http.get()
                    .uri("/api/airports/{iata}/hours", airport)
                    .retrieve()
                    .body(new ParameterizedTypeReference<List<AirportDelay>>() {}));
            assertThat(ofAirport).isSortedAccordingTo(Comparator.comparing(AirportDelay::windowStart));
            ofAirport.forEach(hour -> add(hours, hour));
        }
        assertSame(hours, HOURS.windowsWithAtLeast(1));
    }

    @Test
    void hoursOverJdbcAreThoseOfTheFile() throws SQLException {
        Map<Window, Figures> hours = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM hourly_board")) {
            while (rows.next()) {
                add(
                        hours,
                        rows.getString("origin"),
                        rows.getTimestamp("window_end").toLocalDateTime(),
                        new Figures(rows.getLong("flights"), rows.getDouble("mean_delay"), rows.getInt("max_delay")));
            }
        }
        assertSame(hours, HOURS.windowsWithAtLeast(1));
    }

    @Test
    void hoursDeliveredToAMethodAreThoseOfTheFile() {
        Map<Window, Figures> expected = HOURS.windowsWithAtLeast(1);
        eventually(() -> assertThat(listener.hours).hasSameSizeAs(expected.keySet()));
        Map<Window, Figures> hours = new HashMap<>();
        listener.hours.forEach(hour -> add(hours, hour));
        assertSame(hours, expected);
    }

    @Test
    void hoursInTheActuatorAreThoseOfTheFile() {
        Map<Window, Figures> hours = new HashMap<>();
        actuator("/hourly_board?limit=100000")
                .get("rows")
                .forEach(row -> add(
                        hours,
                        row.get("origin").asString(),
                        LocalDateTime.parse(row.get("window_end").asString()),
                        new Figures(
                                row.get("flights").asLong(),
                                row.get("mean_delay").asDouble(),
                                row.get("max_delay").asInt())));
        assertSame(hours, HOURS.windowsWithAtLeast(1));
    }

    @Test
    void actuatorCountsRowsAndLateRows() {
        JsonNode engine = actuator("");
        assertThat(engine.at("/sources/flights/rows").asLong()).isEqualTo(HOURS.rows());
        assertThat(engine.at("/sources/flights/state").asString()).isEqualTo("ENDED");
        assertThat(engine.at("/queries/hourly_delay/rowsLate").asLong()).isEqualTo(HOURS.lateRows());
        assertThat(engine.at("/queries/hourly_delay/rowsOut").asLong())
                .isEqualTo(HOURS.windowsWithAtLeast(1).size());
        assertThat(engine.at("/queries/daily_delay/rowsLate").asLong()).isEqualTo(DAYS.lateRows());
        assertThat(get("/actuator/health").at("/status").asString()).isEqualTo("UP");
    }

    @Test
    void boardShowsTheDayBeforeTheLastFlight() {
        LocalDateTime lastHour = LocalDateTime.of(2001, 3, 31, 22, 0);
        eventually(() -> assertThat(board().until()).isEqualTo(lastHour));
        Board board = board();
        assertThat(board.flightsRead()).isEqualTo(HOURS.rows());
        Map<Window, Figures> shown = new HashMap<>();
        board.airports().forEach(line -> add(shown, line.airport()));
        Map<Window, Figures> expected = DAYS.windowsWithAtLeast(5);
        expected.keySet().removeIf(window -> !window.end().equals(lastHour));
        assertSame(shown, expected);
        assertThat(board.airports())
                .isSortedAccordingTo(Comparator.comparingDouble(
                        (Board.Line line) -> -line.airport().meanDelay()))
                .allSatisfy(line -> assertThat(line.trend())
                        .hasSize(24)
                        .endsWith(line.airport().meanDelay()));
    }

    @Test
    void alertsAreTheLatestHoursOfTrouble() {
        List<Window> expected = HOURS.windowsWithAtLeast(3).entrySet().stream()
                .filter(hour -> hour.getValue().meanDelay() >= 15)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(Window::end).reversed())
                .limit(6)
                .toList();
        eventually(() -> assertThat(board().alerts())
                .extracting(alert -> new Window(alert.origin(), alert.windowEnd()))
                .containsExactlyInAnyOrderElementsOf(expected));
    }

    /** Of the 1,707 earthquakes 112 were revised last when their six hours were long final. */
    @Test
    void earthquakesAreCountedPerNetworkAndSpan() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT COUNT(*) AS spans, SUM(quakes) AS quakes, MAX(magnitude) AS magnitude FROM strongest_quakes")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getLong("spans")).isEqualTo(253);
            assertThat(rows.getLong("quakes")).isEqualTo(1707 - 112);
            assertThat(rows.getDouble("magnitude")).isEqualTo(6.4);
        }
        assertThat(actuator("").at("/queries/strongest_quakes/rowsLate").asLong())
                .isEqualTo(112);
    }

    @Test
    void pageIsServedAndItsStreamBeginsWithTheBoard() throws IOException, InterruptedException {
        assertThat(http.get().uri("/").retrieve().body(String.class)).contains("<title>Delay board</title>");
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/board/stream"))
                .timeout(DEADLINE)
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        try (BufferedReader events =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertThat(events.readLine()).isEqualTo("event:board");
            String data = requireNonNull(events.readLine()).replaceFirst("data:", "");
            assertThat(json.readValue(data, Board.class).flightsRead()).isEqualTo(HOURS.rows());
        }
    }

    /** The results of the queries reach the board a moment after they are final. */
    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(DEADLINE).untilAsserted(assertion);
    }

    private static Set<String> airports() {
        Set<String> airports = new TreeSet<>();
        HOURS.windowsWithAtLeast(1).keySet().forEach(window -> airports.add(window.origin()));
        return airports;
    }

    private Board board() {
        return requireNonNull(http.get().uri("/api/board").retrieve().body(Board.class));
    }

    private boolean hasFinished(String query) {
        return actuator("").at("/queries/" + query + "/state").asString().equals("FINISHED");
    }

    private JsonNode actuator(String path) {
        return get("/actuator/laminar" + path);
    }

    private JsonNode get(String path) {
        return requireNonNull(http.get().uri(path).retrieve().body(JsonNode.class));
    }

    private static void add(Map<Window, Figures> found, AirportDelay row) {
        add(found, row.origin(), row.windowEnd(), new Figures(row.flights(), row.meanDelay(), row.maxDelay()));
    }

    /** A window that comes twice is an error, which a map would hide. */
    private static void add(Map<Window, Figures> found, String origin, LocalDateTime end, Figures figures) {
        assertThat(found.put(new Window(origin, end), figures)).isNull();
    }

    private static void assertSame(Map<Window, Figures> found, Map<Window, Figures> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((window, figures) -> {
            Figures actual = requireNonNull(found.get(window));
            assertThat(actual.flights()).as("flights of %s", window).isEqualTo(figures.flights());
            assertThat(actual.maxDelay()).as("longest delay of %s", window).isEqualTo(figures.maxDelay());
            assertThat(actual.meanDelay()).as("mean delay of %s", window).isCloseTo(figures.meanDelay(), within(1e-9));
        });
    }
}
