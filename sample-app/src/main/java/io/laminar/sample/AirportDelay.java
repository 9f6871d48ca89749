package io.laminar.sample;

import java.time.LocalDateTime;

/**
 * How late the flights of one airport were in a span of time. A row of a query becomes one by the names of its
 * columns: {@code window_start} fills {@code windowStart}.
 *
 * @param origin code of the airport
 * @param name name of the airport
 * @param city city of the airport
 * @param state state of the airport
 * @param windowStart first moment of the span
 * @param windowEnd first moment after the span
 * @param flights flights that were due to leave in the span
 * @param meanDelay their mean delay on arrival, minutes
 * @param maxDelay the longest delay among them, minutes
 */
public record AirportDelay(
        String origin,
        String name,
        String city,
        String state,
        LocalDateTime windowStart,
        LocalDateTime windowEnd,
        long flights,
        double meanDelay,
        int maxDelay) {}
