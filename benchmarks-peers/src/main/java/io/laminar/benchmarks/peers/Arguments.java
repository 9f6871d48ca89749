package io.laminar.benchmarks.peers;

import io.laminar.nexmark.NexmarkQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command line: {@code --name value}. */
final class Arguments {
    private static final List<String> KNOWN =
            List.of("queries", "engines", "events", "warm-up", "measure", "rounds", "out", "child", "jvm");
    private static final int ROUNDS_OF_STATEFUL = 10;

    private final Map<String, String> values = new LinkedHashMap<>();

    Arguments(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (!KNOWN.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        arguments[i] + " is none of --" + String.join(" --", KNOWN) + ", or has no value");
            }
            values.put(name, arguments[i + 1]);
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    private int number(String name, int otherwise) {
        return has(name) ? Integer.parseInt(values.get(name)) : otherwise;
    }

    List<NexmarkQuery> queries() {
        return has("queries")
                ? Arrays.stream(values.get("queries").split(","))
                        .map(NexmarkQuery::of)
                        .toList()
                : List.of(NexmarkQuery.values());
    }

    List<Engine> engines() {
        return has("engines")
                ? Arrays.stream(values.get("engines").split(","))
                        .map(Engine::of)
                        .toList()
                : List.of(Engine.values());
    }

    /** Where rows are kept for ever, everybody gets equally many. */
    TimedFeed.Plan plan(NexmarkQuery query) {
        boolean isEqual = query.keeps() == NexmarkQuery.Keeps.ROWS;
        int rounds = number("rounds", isEqual ? ROUNDS_OF_STATEFUL : Integer.MAX_VALUE);
        int measureMs = 1000 * number("measure", 5);
        return new TimedFeed.Plan(
                number("events", 500_000),
                isEqual ? Long.MAX_VALUE / 2_000_000 : 1000L * number("warm-up", 5),
                isEqual ? Long.MAX_VALUE / 2_000_000 : measureMs,
                rounds);
    }

    List<String> forChild() {
        List<String> given = new ArrayList<>();
        values.forEach((name, value) -> {
            if (List.of("events", "warm-up", "measure", "rounds").contains(name)) {
                given.add("--" + name);
                given.add(value);
            }
        });
        return given;
    }

    /** How long was measured, in words. */
    String describe() {
        return "Rounds of " + number("events", 500_000) + " events; warm-up " + number("warm-up", 5) + " s, measured "
                + number("measure", 5) + " s; where rows are kept for ever, the later half of "
                + number("rounds", ROUNDS_OF_STATEFUL)
                + " rounds. Between warming up and measuring nothing is done until the compilers of the JVM are done";
    }
}
