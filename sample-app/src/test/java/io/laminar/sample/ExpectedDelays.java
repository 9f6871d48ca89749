package io.laminar.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;

/**
 * Delays per airport and window, computed from the file of flights row by row. A row is late for a window that ended
 * at or before the watermark, which is half an hour behind the latest departure of the rows before.
 */
final class ExpectedDelays {
    private static final Path FLIGHTS = Path.of("src/main/resources/data/flights.csv");
    private static final Duration DISORDER = Duration.ofMinutes(30);

    private final Map<Window, IntSummaryStatistics> windows = new HashMap<>();
    private long rows;
    private long lateRows;

    /**
     * One airport in one window.
     *
     * @param origin code of the airport
     * @param end first moment after the window
     */
    record Window(String origin, LocalDateTime end) {}

    /**
     * The figures of a window.
     *
     * @param flights how many
     * @param meanDelay minutes
     * @param maxDelay minutes
     */
    record Figures(long flights, double meanDelay, int maxDelay) {}

    /** Windows of some whole hours that begin at every hour; those of one hour do not overlap. */
    static ExpectedDelays ofHours(int hours) {
        try {
            ExpectedDelays expected = new ExpectedDelays();
            List<String> lines = Files.readAllLines(FLIGHTS);
            expected.readAll(lines.subList(1, lines.size()), hours);
            return expected;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAll(List<String> lines, int hours) {
        LocalDateTime watermark = LocalDateTime.MIN;
        for (String line : lines) {
            String[] fields = line.split(",", -1);
            LocalDateTime departure = LocalDateTime.parse(fields[0].replace(' ', 'T'));
            int delay = Integer.parseInt(fields[1]);
            boolean counted = false;
            for (int hour = 1; hour <= hours; hour++) {
                LocalDateTime end = departure.truncatedTo(ChronoUnit.HOURS).plusHours(hour);
                if (end.isAfter(watermark)) {
                    windows.computeIfAbsent(new Window(fields[3], end), window -> new IntSummaryStatistics())
                            .accept(delay);
                    counted = true;
                }
            }
            rows++;
            lateRows += counted ? 0 : 1;
            LocalDateTime reached = departure.minus(DISORDER);
            watermark = reached.isAfter(watermark) ? reached : watermark;
        }
    }

    /** Rows of the file. */
    long rows() {
        return rows;
    }

    /** Rows that were late for all of their windows. */
    long lateRows() {
        return lateRows;
    }

    /** The windows that have at least some flights. */
    Map<Window, Figures> windowsWithAtLeast(long flights) {
        Map<Window, Figures> figures = new HashMap<>();
        windows.forEach((window, delays) -> {
            if (delays.getCount() >= flights) {
                figures.put(window, new Figures(delays.getCount(), delays.getAverage(), delays.getMax()));
            }
        });
        return figures;
    }
}
