package io.laminar.catalog;

import io.laminar.api.Backpressure;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SourceOptions;
import io.laminar.api.Suggestions;
import io.laminar.api.WaitStrategy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options in the WITH clause of a source that say how it takes rows in, with the spellings that are known elsewhere. */
public final class IngestOptions {
    private static final List<String> KEYS =
            List.of("backpressure", "buffer.rows", "spill.limit", "spill.directory", "wait-strategy");
    private static final List<String> ALL_KEYS =
            Stream.concat(KEYS.stream(), TimeOptions.KEYS.stream()).toList();
    private static final Map<String, String> OTHER_KEYS = Map.of(
            "buffer_size", "buffer.rows",
            "buffersize", "buffer.rows",
            "wait_strategy", "wait-strategy",
            "waitstrategy", "wait-strategy");
    private static final Map<String, Backpressure> BACKPRESSURE = ordered(
            Map.entry("pause", Backpressure.PAUSE),
            Map.entry("drop-newest", Backpressure.DROP_NEWEST),
            Map.entry("reject", Backpressure.REJECT),
            Map.entry("spill", Backpressure.SPILL),
            Map.entry("block", Backpressure.PAUSE),
            Map.entry("blocking", Backpressure.PAUSE),
            Map.entry("pause-source", Backpressure.PAUSE),
            Map.entry("drop", Backpressure.DROP_NEWEST),
            Map.entry("error", Backpressure.REJECT),
            Map.entry("spill-to-disk", Backpressure.SPILL));
    private static final Map<String, WaitStrategy> WAIT_STRATEGIES = ordered(
            Map.entry("spin", WaitStrategy.SPIN),
            Map.entry("yield", WaitStrategy.YIELD),
            Map.entry("park", WaitStrategy.PARK),
            Map.entry("spin-yield", WaitStrategy.YIELD),
            Map.entry("spinyield", WaitStrategy.YIELD),
            Map.entry("parking", WaitStrategy.PARK));
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(b|kb|mb|gb)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ROWS = Pattern.compile("\\d{1,9}");

    private IngestOptions() {}

    /** Whether a key of a WITH clause is of the source, and none of the connector. */
    public static boolean isKey(String key) {
        return KEYS.contains(key) || OTHER_KEYS.containsKey(key) || TimeOptions.isKey(key);
    }

    /**
     * What a source's options say, and the engine's settings where they say nothing.
     *
     * @throws LaminarException with {@code INVALID_OPTION}
     */
    public static SourceOptions of(CatalogObject.Source source, SourceOptions defaults) {
        SourceOptions result = defaults;
        for (Map.Entry<String, String> option : source.options().entrySet()) {
            if (TimeOptions.isKey(option.getKey())) {
                continue;
            }
            result = with(result, source, option.getKey(), option.getValue());
        }
        if (source.connector() != null && result.backpressure() == Backpressure.REJECT) {
            if (!source.options().containsKey("backpressure")) {
                return result.withBackpressure(Backpressure.PAUSE); // the engine's default is meant for who pushes
            }
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "source " + source.name()
                            + " cannot have backpressure reject, since a connector does not push again;"
                            + " use pause, drop-newest or spill");
        }
        return result;
    }

    private static SourceOptions with(SourceOptions options, CatalogObject.Source source, String key, String value) {
        String text = value.trim().toLowerCase(Locale.ROOT);
        return switch (OTHER_KEYS.getOrDefault(key, key)) {
            case "backpressure" -> options.withBackpressure(choice(BACKPRESSURE, key, text));
            case "wait-strategy" -> options.withWaitStrategy(choice(WAIT_STRATEGIES, key, text));
            case "buffer.rows" -> options.withBufferRows(rows(key, text));
            case "spill.limit" -> options.withSpillLimitBytes(bytes(key, text));
            case "spill.directory" -> options.withSpillDirectory(Path.of(value));
            default ->
                throw new LaminarException(
                        ErrorCode.INVALID_OPTION,
                        "source " + source.name() + " has no option '" + key + "'"
                                + Suggestions.didYouMean(key, ALL_KEYS)
                                + "; options of a connector go behind FROM, those of a format behind FORMAT");
        };
    }

    private static <T> T choice(Map<String, T> choices, String key, String text) {
        T choice = choices.get(text.replace('_', '-'));
        if (choice == null) {
            String remedy = text.replace("_", "").replace("-", "").equals("dropoldest")
                    ? "; rows that are under way stay, so use drop-newest"
                    : Suggestions.didYouMean(text, choices.keySet());
            throw invalid(key, text, "one of " + String.join(", ", firstNames(choices)), remedy);
        }
        return choice;
    }

    /** One name for each choice. */
    private static <T> List<String> firstNames(Map<String, T> choices) {
        Map<T, String> names = new LinkedHashMap<>();
        choices.forEach((name, choice) -> names.putIfAbsent(choice, name));
        return List.copyOf(names.values());
    }

    private static int rows(String key, String text) {
        if (!ROWS.matcher(text).matches() || Integer.parseInt(text) == 0) {
            throw invalid(key, text, "a number of rows, 1 to 999999999", "");
        }
        return Integer.parseInt(text);
    }

    private static long bytes(String key, String text) {
        Matcher size = SIZE.matcher(text);
        long bytes = 0;
        if (size.matches()) {
            String unit = size.group(2) == null ? "b" : size.group(2);
            int shift = "gb".equals(unit) ? 30 : "mb".equals(unit) ? 20 : "kb".equals(unit) ? 10 : 0;
            long number = Long.parseLong(size.group(1));
            bytes = number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : number << shift;
        }
        if (bytes < SourceOptions.MIN_SPILL_BYTES) {
            throw invalid(key, text, "a size of at least 64kb, such as 64mb", "");
        }
        return bytes;
    }

    private static LaminarException invalid(String key, String value, String expected, String remedy) {
        return new LaminarException(
                ErrorCode.INVALID_OPTION,
                "option '" + key + "' of a source must be " + expected + " but is '" + value + "'" + remedy);
    }

    @SafeVarargs
    private static <T> Map<String, T> ordered(Map.Entry<String, T>... entries) {
        Map<String, T> map = new LinkedHashMap<>();
        for (Map.Entry<String, T> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }
}
