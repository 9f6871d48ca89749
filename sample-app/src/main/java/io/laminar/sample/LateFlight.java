package io.laminar.sample;

import java.time.LocalDateTime;

/**
 * A flight that became known after its hour was final.
 *
 * @param flightDate scheduled departure
 * @param delay delay on arrival, minutes
 * @param origin code of the airport it left
 * @param destination code of the airport it went to
 */
public record LateFlight(LocalDateTime flightDate, int delay, String origin, String destination) {}
