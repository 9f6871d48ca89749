package io.laminar.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of the dialect, word for word, on the real flights in a file of the working directory. */
class FlightsExampleTest {
    private static final Path DATA = Path.of("..", "laminar-engine", "src", "test", "resources", "data", "flights.csv");
    private static final Path FILE = Path.of("flights.csv");

    /** An airport and the hour that begins then. */
    private record Hour(String origin, LocalDateTime start) {}

    @BeforeEach
    void bringTheFile() throws IOException {
        Files.copy(DATA, FILE, StandardCopyOption.REPLACE_EXISTING);
    }

    @AfterEach
    void takeTheFileAway() throws IOException {
        Files.delete(FILE);
    }

    @Test
    void runsAsWritten() throws SQLException, IOException {
        Map<Hour, IntSummaryStatistics> expected = hoursOf(Files.readAllLines(FILE));
        int rows = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:laminar:");
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE SOURCE flights (flight_date TIMESTAMP, delay INT, distance INT, origin VARCHAR, destination VARCHAR,
                                           WATERMARK FOR flight_date AS flight_date - INTERVAL '12' HOUR)
                      FROM FILE (path = 'flights.csv') FORMAT CSV (header = 'true');
                    """);
            try (ResultSet result = statement.executeQuery("""
                    SELECT origin, window_start, COUNT(*) AS flights, AVG(delay) AS mean_delay
                    FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(flight_date), INTERVAL '1' HOUR)) GROUP BY origin, window_start, window_end;
                    """)) {
                while (result.next()) {
                    rows++;
                    Hour hour = new Hour(
                            result.getString("origin"),
                            result.getTimestamp("window_start").toLocalDateTime());
                    IntSummaryStatistics delays = expected.remove(hour);
                    assertThat(delays).as("%s", hour).isNotNull();
                    assertThat(result.getLong("flights")).isEqualTo(delays.getCount());
                    assertThat(result.getDouble("mean_delay")).isCloseTo(delays.getAverage(), within(1e-9));
                }
            }
        }
        assertThat(expected).isEmpty();
        assertThat(rows).isGreaterThan(17_000);
    }

    private static Map<Hour, IntSummaryStatistics> hoursOf(List<String> lines) {
        Map<Hour, IntSummaryStatistics> hours = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            LocalDateTime start =
                    LocalDateTime.parse(fields[0].replace(' ', 'T')).truncatedTo(ChronoUnit.HOURS);
            hours.computeIfAbsent(new Hour(fields[3], start), hour -> new IntSummaryStatistics())
                    .accept(Integer.parseInt(fields[1]));
        }
        return hours;
    }
}
