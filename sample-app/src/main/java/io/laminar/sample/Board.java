package io.laminar.sample;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the board shows at one moment; {@code /api/board} gives it as JSON.
 *
 * @param state how far the replay is
 * @param newestFlight latest scheduled departure seen, the clock of the board, or null before the first
 * @param watermark every hour that ended until then is final; null before the first flight and after the last
 * @param flightsRead flights read so far
 * @param lateFlights flights that came after their hour was final
 * @param latestLateFlight the last of those, or null
 * @param until end of the 24 hours of {@code airports}, or null before the first
 * @param airports the airports with the longest mean delay over 24 hours, worst first
 * @param alerts hours in which an airport was in trouble, newest first
 * @param quakes spans with the strongest earthquakes, newest first
 */
public record Board(
        State state,
        @Nullable LocalDateTime newestFlight,
        @Nullable LocalDateTime watermark,
        long flightsRead,
        long lateFlights,
        @Nullable LateFlight latestLateFlight,
        @Nullable LocalDateTime until,
        List<Line> airports,
        List<AirportDelay> alerts,
        List<QuakeSpan> quakes) {

    /** How far the replay is. */
    public enum State {
        /** No flight was read yet. */
        WAITING,
        /** Flights are coming. */
        RUNNING,
        /** All flights were read; the board stays as it is. */
        FINISHED,
        /** The flights cannot be read; the log tells why. */
        FAILED
    }

    /**
     * A line of the board.
     *
     * @param airport the figures of 24 hours
     * @param trend mean delays of the 24-hour spans that ended up to a day before, an hour apart, oldest first;
     *     null where the airport had too few flights
     */
    public record Line(AirportDelay airport, List<@Nullable Double> trend) {}
}
