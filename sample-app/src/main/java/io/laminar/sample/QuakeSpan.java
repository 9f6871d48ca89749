package io.laminar.sample;

import java.time.LocalDateTime;

/**
 * The earthquakes that one network of seismographs reported in six hours.
 *
 * @param net code of the network
 * @param windowStart first moment of the span
 * @param windowEnd first moment after the span
 * @param quakes how many
 * @param magnitude magnitude of the strongest
 */
public record QuakeSpan(
        String net, LocalDateTime windowStart, LocalDateTime windowEnd, long quakes, double magnitude) {}
