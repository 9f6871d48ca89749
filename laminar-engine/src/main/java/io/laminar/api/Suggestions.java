package io.laminar.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean" for names that were mistyped. */
public final class Suggestions {
    private Suggestions() {}

    /**
     * {@code "; did you mean price?"} when a candidate comes close to the name, else {@code "; there are a, b"} for few
     * candidates, else nothing.
     */
    public static String didYouMean(String name, Collection<String> candidates) {
        Optional<String> closest = closest(name, candidates);
        if (closest.isPresent()) {
            return "; did you mean " + closest.get() + "?";
        }
        return candidates.isEmpty() || candidates.size() > 12 ? "" : "; there are " + String.join(", ", candidates);
    }

    /** The candidate with the fewest edits, if these are at most a third of the name (and at least one is allowed). */
    public static Optional<String> closest(String name, Collection<String> candidates) {
        int limit = Math.max(1, name.length() / 3);
        return candidates.stream()
                .filter(candidate -> distance(name, candidate) <= limit)
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** Levenshtein distance, ignoring case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
