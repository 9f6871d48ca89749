package io.laminar.benchmarks.peers;

import io.laminar.nexmark.Fold;
import java.util.Locale;

/**
 * What became of one contender at one query.
 *
 * @param state MEASURED, WRONG, NOT_ANSWERED or FAILED
 * @param perCpuSecond million events per second of processor time, of all threads of the process, on average
 * @param perSecond million events per second; the median round
 * @param bytesPerEvent bytes allocated per event
 * @param peakMb largest resident set of the process
 * @param note what came out and what should have, or why there is nothing
 */
record Outcome(State state, double perCpuSecond, double perSecond, double bytesPerEvent, long peakMb, String note) {
    private static final String MARK = "OUTCOME\t";

    enum State {
        MEASURED,
        WRONG,
        NOT_ANSWERED,
        FAILED
    }

    static Outcome without(State state, String note) {
        return new Outcome(state, 0, 0, 0, 0, note);
    }

    static String difference(Fold.Result actual, Fold.Result expected) {
        return "gave " + actual + " but the loop by hand " + expected;
    }

    /** As a line of the child's output. */
    String line() {
        return MARK
                + String.join(
                        "\t",
                        state.name(),
                        Double.toString(perCpuSecond),
                        Double.toString(perSecond),
                        Double.toString(bytesPerEvent),
                        Long.toString(peakMb),
                        note.replaceAll("\\s+", " ") + " ");
    }

    static boolean isLine(String line) {
        return line.startsWith(MARK);
    }

    static Outcome ofLine(String line) {
        String[] parts = line.substring(MARK.length()).split("\t", -1);
        return new Outcome(
                State.valueOf(parts[0]),
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Long.parseLong(parts[4]),
                parts[5].trim());
    }

    /** For a table. */
    String cell() {
        return switch (state) {
            case MEASURED -> number(perCpuSecond);
            case WRONG -> "wrong";
            case NOT_ANSWERED -> note.startsWith("LMR") ? "not yet: " + note : "n/a";
            case FAILED -> "failed";
        };
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}
