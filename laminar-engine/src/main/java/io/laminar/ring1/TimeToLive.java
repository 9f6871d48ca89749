package io.laminar.ring1;

import java.util.function.LongSupplier;

/**
 * How long an operator keeps what is not touched.
 *
 * @param micros microseconds, above zero
 * @param nanoClock what time it is, for rows without a time of their own
 */
public record TimeToLive(long micros, LongSupplier nanoClock) {
    public TimeToLive {
        if (micros <= 0) {
            throw new IllegalArgumentException("micros must be positive but is " + micros);
        }
    }
}
