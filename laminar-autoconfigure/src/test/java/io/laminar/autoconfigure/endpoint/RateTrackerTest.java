package io.laminar.autoconfigure.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateTrackerTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final RateTracker rates = new RateTracker(now::get);

    @Test
    void givesTheMeanSinceItsStartFirst() {
        now.set(10 * SECOND);
        assertThat(rates.rate("a", 50)).isEqualTo(5);
    }

    @Test
    void givesTheGrowthSinceTheLastLook() {
        now.set(10 * SECOND);
        rates.rate("a", 50);
        now.set(12 * SECOND);
        assertThat(rates.rate("a", 250)).isEqualTo(100);
        assertThat(rates.rate("b", 12)).isEqualTo(1);
    }

    @Test
    void keepsItsFigureForASecondSoThatReadersDoNotDisturbEachOther() {
        now.set(10 * SECOND);
        rates.rate("a", 50);
        now.set(10 * SECOND + SECOND / 2);
        assertThat(rates.rate("a", 1000)).isEqualTo(5);
    }

    @Test
    void startsAnewWhenACounterDoes() {
        now.set(10 * SECOND);
        rates.rate("a", 50);
        now.set(20 * SECOND);
        assertThat(rates.rate("a", 40)).isEqualTo(2);
    }
}
