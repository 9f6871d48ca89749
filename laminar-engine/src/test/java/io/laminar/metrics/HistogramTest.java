package io.laminar.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void percentilesAreThoseOfTheSortedValuesButForAFewPercent() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] values = new long[10_000];
        for (int i = 0; i < values.length; i++) {
            // as many of each order of magnitude
            values[i] = (long) Math.pow(2, random.nextDouble() * 39);
            histogram.record(values[i], 1);
        }
        Arrays.sort(values);
        Histogram.Snapshot snapshot = histogram.snapshot();
        for (double share : new double[] {0, 0.01, 0.5, 0.9, 0.99, 0.999, 1}) {
            long expected = values[Math.max(1, (int) Math.ceil(share * values.length)) - 1];
            assertThat(snapshot.percentile(share))
                    .as("seed %d, share %s", seed, share)
                    .isCloseTo(expected, within((long) (expected * 0.033) + 1));
        }
        assertThat(snapshot.count()).isEqualTo(values.length);
    }

    @Test
    void smallValuesAreExact() {
        for (int value = 0; value < 32; value++) {
            Histogram one = new Histogram();
            one.record(value, 1);
            assertThat(one.snapshot().percentile(0.5)).isEqualTo(value);
        }
    }

    @Test
    void aValueCountsAsOftenAsItIsSaid() {
        histogram.record(1, 98);
        histogram.record(7, 1);
        histogram.record(9, 1);
        assertThat(histogram.snapshot().percentile(0.98)).isEqualTo(1);
        assertThat(histogram.snapshot().percentile(0.99)).isEqualTo(7);
        assertThat(histogram.snapshot().percentile(1)).isEqualTo(9);
    }

    @Test
    void severalAreAddedUp() {
        histogram.record(3, 1);
        Histogram other = new Histogram();
        other.record(5, 2);
        Histogram.Snapshot both = histogram.snapshot().with(other);
        assertThat(both.count()).isEqualTo(3);
        assertThat(both.percentile(0.5)).isEqualTo(5);
    }

    @Test
    void whatIsOutOfItsRangeCountsAtItsEnds() {
        histogram.record(-5, 1);
        assertThat(histogram.snapshot().percentile(1)).isZero();
        histogram.record(Long.MAX_VALUE, 1);
        assertThat(histogram.snapshot().percentile(1)).isBetween(1L << 39, 1L << 40);
    }

    @Test
    void anEmptyOneSaysZero() {
        assertThat(histogram.snapshot().percentile(0.99)).isZero();
        assertThatThrownBy(() -> histogram.snapshot().percentile(99)).isInstanceOf(IllegalArgumentException.class);
    }
}
