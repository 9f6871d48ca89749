package io.laminar.ring1;

/** Mean and standard deviation of doubles that are added one after the other, by Welford's method. One thread. */
final class Deviation {
    private long count;
    private double mean;
    private double squares;

    void clear() {
        count = 0;
        mean = 0;
        squares = 0;
    }

    /** Goes on from what was kept. */
    void set(long count, double mean, double squares) {
        this.count = count;
        this.mean = mean;
        this.squares = squares;
    }

    void add(double value) {
        count++;
        double difference = value - mean;
        mean += difference / count;
        squares += difference * (value - mean);
    }

    long count() {
        return count;
    }

    double mean() {
        return mean;
    }

    double squares() {
        return squares;
    }

    /** Whether the values differ, without which there is no score. */
    boolean isSpread() {
        return squares > 0;
    }

    /** How many standard deviations of all that was added a value is above the mean. */
    double score(double value) {
        return (value - mean) / Math.sqrt(squares / count);
    }
}
