package io.laminar.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The flights of the test data, and what their hourly delays are by a computation that knows nothing of the engine. */
final class Flights {
    static final Path FILE =
            Path.of("src", "test", "resources", "data", "flights.csv").toAbsolutePath();
    private static final List<Flight> ALL = read();

    private Flights() {}

    /** A line of the file, as a program would push it. */
    record Flight(LocalDateTime flightDate, int delay, int distance, String origin, String destination) {}

    /** A row of the result. */
    record HourlyDelay(String origin, LocalDateTime windowStart, long flights, double meanDelay) {}

    /** What is to come out: rows by origin and hour, and how many flights came too late. */
    record Expected(Map<String, HourlyDelay> hours, long late) {}

    /** The flights, in the order of the file. */
    static List<Flight> all() {
        return ALL;
    }

    /**
     * Hourly delays per origin with a watermark that follows the highest time so far at a distance. A flight is late when
     * the hour it belongs to had ended at the watermark before it.
     */
    static Expected expected(Duration delay) {
        Map<String, List<Integer>> delays = new TreeMap<>();
        Map<String, HourlyDelay> hours = new TreeMap<>();
        LocalDateTime watermark = LocalDateTime.MIN;
        long late = 0;
        for (Flight flight : ALL) {
            LocalDateTime hour = flight.flightDate().truncatedTo(ChronoUnit.HOURS);
            if (!watermark.isBefore(hour.plusHours(1))) {
                late++;
            } else {
                String key = key(flight.origin(), hour);
                List<Integer> group = delays.computeIfAbsent(key, unused -> new ArrayList<>());
                group.add(flight.delay());
                double mean = group.stream().mapToLong(Integer::longValue).sum() / (double) group.size();
                hours.put(key, new HourlyDelay(flight.origin(), hour, group.size(), mean));
            }
            LocalDateTime reached = flight.flightDate().minus(delay);
            watermark = reached.isAfter(watermark) ? reached : watermark;
        }
        return new Expected(hours, late);
    }

    static String key(String origin, LocalDateTime hour) {
        return origin + " " + hour;
    }

    /** Rows by origin and hour; two rows for the same are an error. */
    static Map<String, HourlyDelay> byHour(Iterable<HourlyDelay> rows) {
        Map<String, HourlyDelay> hours = new TreeMap<>();
        for (HourlyDelay row : rows) {
            HourlyDelay other = hours.put(key(row.origin(), row.windowStart()), row);
            if (other != null) {
                throw new AssertionError("two rows for one hour: " + other + ", " + row);
            }
        }
        return hours;
    }

    private static List<Flight> read() {
        try {
            return Files.readAllLines(FILE).stream()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells -> new Flight(
                            LocalDateTime.parse(cells[0].replace(' ', 'T')),
                            Integer.parseInt(cells[1]),
                            Integer.parseInt(cells[2]),
                            cells[3],
                            cells[4]))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
