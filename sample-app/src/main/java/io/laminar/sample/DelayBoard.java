package io.laminar.sample;

import io.laminar.api.LaminarEngine;
import io.laminar.api.SourceInfo;
import io.laminar.spring.LaminarQuery;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Remembers what the queries deliver, as far as a board shows it. Each query calls its method on a thread of its
 * own, so the methods lock.
 */
@Component
public class DelayBoard {
    private static final int LINES = 12;
    private static final int TREND_HOURS = 24;
    private static final int RECENT = 6;
    private static final Comparator<AirportDelay> WORST_FIRST =
            Comparator.comparingDouble(AirportDelay::meanDelay).reversed().thenComparing(AirportDelay::origin);

    private final LaminarEngine engine;
    /** Figures by airport, by the end of their 24 hours. */
    private final TreeMap<LocalDateTime, Map<String, AirportDelay>> days = new TreeMap<>();

    private final Deque<AirportDelay> alerts = new ArrayDeque<>();
    private final Deque<QuakeSpan> quakes = new ArrayDeque<>();
    private long lateFlights;
    private @Nullable LateFlight latestLateFlight;

    DelayBoard(LaminarEngine engine) {
        this.engine = engine;
    }

    /** The 24 hours of an airport that are final now. */
    @LaminarQuery("""
            SELECT d.origin, a.name, a.city, a.state, d.window_start, d.window_end, d.flights, d.mean_delay, d.max_delay
            FROM daily_delay AS d JOIN airports AS a ON d.origin = a.iata""")
    synchronized void dailyBoard(AirportDelay day) {
        days.computeIfAbsent(day.windowEnd(), end -> new HashMap<>()).put(day.origin(), day);
    }

    /** An airport in trouble: its flights of an hour were a quarter of an hour late or more, in the mean. */
    @LaminarQuery("SELECT * FROM hourly_board WHERE flights >= 3 AND mean_delay >= 15")
    synchronized void airportsInTrouble(AirportDelay hour) {
        keep(alerts, hour);
    }

    /** A flight that came too late for its hour. */
    @LaminarQuery("SELECT flight_date, delay, origin, destination FROM late_flights")
    synchronized void flightsTooLate(LateFlight flight) {
        lateFlights++;
        latestLateFlight = flight;
    }

    /** Six hours in which a network of seismographs saw a strong earthquake. */
    @LaminarQuery("SELECT * FROM strongest_quakes WHERE magnitude >= 4.5")
    synchronized void strongQuakes(QuakeSpan span) {
        keep(quakes, span);
    }

    /** The board as it is now. */
    Board current() {
        SourceInfo flights = flights();
        LocalDateTime newest = time(flights.maxEventTime());
        synchronized (this) {
            LocalDateTime until = newest == null ? null : shownDay(flights.state() == SourceInfo.State.ENDED, newest);
            return new Board(
                    state(flights),
                    newest,
                    time(flights.watermark()),
                    flights.rows(),
                    lateFlights,
                    latestLateFlight,
                    until,
                    until == null ? List.of() : lines(until),
                    List.copyOf(alerts),
                    List.copyOf(quakes));
        }
    }

    private SourceInfo flights() {
        return engine.sources().stream()
                .filter(source -> source.name().equalsIgnoreCase("flights"))
                .findFirst()
                .orElseThrow();
    }

    private static Board.State state(SourceInfo flights) {
        return switch (flights.state()) {
            case WAITING -> Board.State.WAITING;
            case RUNNING, PAUSED -> flights.rows() == 0 ? Board.State.WAITING : Board.State.RUNNING;
            case ENDED -> Board.State.FINISHED;
            case FAILED -> Board.State.FAILED;
        };
    }

    /**
     * The latest day that is complete: the one before the latest, whose airports may still be coming. At the end of
     * the replay all days are, but those that reach beyond the last flight would show fewer and fewer flights.
     */
    private @Nullable LocalDateTime shownDay(boolean ended, LocalDateTime newest) {
        LocalDateTime until = ended ? days.floorKey(newest) : days.isEmpty() ? null : days.lowerKey(days.lastKey());
        if (until != null) {
            days.headMap(until.minusHours(TREND_HOURS)).clear();
        }
        return until;
    }

    private List<Board.Line> lines(LocalDateTime until) {
        return days.getOrDefault(until, Map.of()).values().stream()
                .sorted(WORST_FIRST)
                .limit(LINES)
                .map(airport -> new Board.Line(airport, trend(airport.origin(), until)))
                .toList();
    }

    private List<@Nullable Double> trend(String origin, LocalDateTime until) {
        List<@Nullable Double> trend = new ArrayList<>();
        for (int hoursAgo = TREND_HOURS - 1; hoursAgo >= 0; hoursAgo--) {
            AirportDelay day =
                    days.getOrDefault(until.minusHours(hoursAgo), Map.of()).get(origin);
            trend.add(day == null ? null : day.meanDelay());
        }
        return trend;
    }

    private static <T> void keep(Deque<T> recent, T item) {
        recent.addFirst(item);
        if (recent.size() > RECENT) {
            recent.removeLast();
        }
    }

    /** A TIMESTAMP has no zone; the engine counts it as if it were UTC. The end of input is not a time to show. */
    private static @Nullable LocalDateTime time(@Nullable Instant instant) {
        return instant == null || instant.equals(Instant.MAX) ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
