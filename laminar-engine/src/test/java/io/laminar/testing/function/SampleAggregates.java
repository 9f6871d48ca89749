package io.laminar.testing.function;

import io.laminar.spi.AggregateFunction;
import org.jspecify.annotations.Nullable;

/** Aggregate functions that scripts make known to SQL. */
public final class SampleAggregates {
    private SampleAggregates() {}

    /** The mean of values by their weights, over rows that may go. */
    public static final class WeightedMean implements AggregateFunction<double[], Double> {
        @Override
        public double[] create() {
            return new double[2];
        }

        public void accumulate(double[] sums, double value, long weight) {
            sums[0] += value * weight;
            sums[1] += weight;
        }

        public void retract(double[] sums, double value, long weight) {
            accumulate(sums, value, -weight);
        }

        public void merge(double[] sums, double[] other) {
            sums[0] += other[0];
            sums[1] += other[1];
        }

        @Override
        public @Nullable Double result(double[] sums) {
            return sums[1] == 0 ? null : sums[0] / sums[1];
        }
    }

    /** Texts in the order in which they came, a dash for NULL, over rows that stay. */
    public static final class Joined implements AggregateFunction<StringBuilder, String> {
        @Override
        public StringBuilder create() {
            return new StringBuilder();
        }

        public void accumulate(StringBuilder joined, @Nullable String text) {
            if ("bad".equals(text)) {
                throw new IllegalStateException("it is bad");
            }
            joined.append(text == null ? "-" : text);
        }

        @Override
        public String result(StringBuilder joined) {
            return joined.toString();
        }
    }

    /** One whose parts cannot be put together. */
    public static final class Unlike implements AggregateFunction<int[], Integer> {
        @Override
        public int[] create() {
            return new int[1];
        }

        public void accumulate(int[] count, double value) {
            count[0]++;
        }

        public void merge(int[] count, long[] other) {
            count[0] += (int) other[0];
        }

        @Override
        public Integer result(int[] count) {
            return count[0];
        }
    }

    /** One whose rows have no way in. */
    public static final class Closed implements AggregateFunction<int[], Integer> {
        @Override
        public int[] create() {
            return new int[1];
        }

        @Override
        public Integer result(int[] count) {
            return count[0];
        }
    }
}
