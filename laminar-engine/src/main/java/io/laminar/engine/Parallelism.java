package io.laminar.engine;

import io.laminar.api.EngineOptions;
import io.laminar.plan.Partitioning;
import io.laminar.plan.PlanNode;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In how many partitions a query runs.
 *
 * @param count how many, at least 1
 * @param reason by which keys when there are several, why not in several when they were asked for, or null
 */
record Parallelism(int count, @Nullable String reason) {
    /** Option of a query that asks for it. */
    static final String OPTION = "parallelism";

    /** What nobody asked for more of. */
    static final Parallelism ONE = new Parallelism(1, null);

    /** What a plan gets of what is asked for. */
    static Parallelism of(PlanNode root, int wanted) {
        if (wanted == 1) {
            return ONE;
        }
        String keys = Partitioning.describe(root);
        return keys.isEmpty() ? new Parallelism(1, Partitioning.reason(root)) : new Parallelism(wanted, "by " + keys);
    }

    /** What the options of a query ask for. */
    static int wanted(Map<String, String> options, int otherwise) {
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (option.getKey().toLowerCase(Locale.ROOT).equals(OPTION)) {
                return Integer.parseInt(option.getValue().strip());
            }
        }
        return otherwise;
    }

    /** What a value of the option should be, or null when it is that. */
    static @Nullable String expected(String value) {
        boolean isNumber =
                !value.isEmpty() && value.length() <= 3 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        int number = isNumber ? Integer.parseInt(value) : 0;
        return number >= 1 && number <= EngineOptions.MAX_PARALLELISM
                ? null
                : "a number from 1 to " + EngineOptions.MAX_PARALLELISM;
    }

    /** As EXPLAIN shows it; empty when nobody asked. */
    @Override
    public String toString() {
        return reason == null ? "" : "Parallelism " + count + ": " + reason;
    }
}
