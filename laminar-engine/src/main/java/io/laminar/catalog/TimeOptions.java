package io.laminar.catalog;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Suggestions;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options in the WITH clause of a source that are about its time.
 *
 * @param idleMicros processing time without rows after which the source holds up nobody; 0 for never
 * @param maxFutureMicros how far ahead of the clock a time may be and still move the watermark; 0 for any
 * @param keyColumns columns by whose values times are followed apart; empty for all together
 * @param maxKeys of these values at most
 * @param alignment the sources that it is to stay close to, or null
 */
public record TimeOptions(
        long idleMicros,
        long maxFutureMicros,
        List<Integer> keyColumns,
        int maxKeys,
        @Nullable Alignment alignment) {
    static final String IDLE = "idle.timeout";
    static final String MAX_FUTURE = "watermark.max-future";
    static final String KEY = "watermark.key";
    static final String MAX_KEYS = "watermark.max-keys";
    static final String GROUP = "watermark.alignment.group";
    static final String MAX_DRIFT = "watermark.alignment.max-drift";
    static final String ACTION = "watermark.alignment.action";

    /** All keys. */
    static final List<String> KEYS = List.of(IDLE, MAX_FUTURE, KEY, MAX_KEYS, GROUP, MAX_DRIFT, ACTION);

    private static final int DEFAULT_MAX_KEYS = 100_000;
    private static final Pattern COUNT = Pattern.compile("[1-9]\\d{0,7}");

    private static final Map<String, String> OTHER_KEYS =
            Map.of("idle-timeout", IDLE, "idle_timeout", IDLE, "watermark.idle-timeout", IDLE);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");

    /** What happens to a source that runs ahead of its group. */
    public enum Action {
        /** It takes no rows until the others have caught up. */
        PAUSE,
        /** The log says so. */
        WARN,
        /** Its rows are dropped and counted. */
        DROP
    }

    /**
     * Sources that stay close together.
     *
     * @param group its name; case is ignored
     * @param maxDriftMicros how far it may be ahead of the slowest of the group
     */
    public record Alignment(String group, long maxDriftMicros, Action action) {}

    public TimeOptions {
        keyColumns = List.copyOf(keyColumns);
    }

    /** Whether a key of a WITH clause is one of these. */
    static boolean isKey(String key) {
        return KEYS.contains(key) || OTHER_KEYS.containsKey(key);
    }

    /**
     * What a source's options say.
     *
     * @throws LaminarException with {@code INVALID_OPTION}
     */
    public static TimeOptions of(CatalogObject.Source source) {
        long idle = 0;
        long maxFuture = 0;
        List<Integer> keyColumns = List.of();
        int maxKeys = 0;
        String group = null;
        long maxDrift = 0;
        Action action = null;
        for (Map.Entry<String, String> option : source.options().entrySet()) {
            String key = OTHER_KEYS.getOrDefault(option.getKey(), option.getKey());
            if (!isKey(key)) {
                continue;
            }
            Watermark watermark = source.watermark();
            if (watermark == null) {
                throw invalid("option '" + option.getKey() + "' of source " + source.name()
                        + " needs a watermark; declare WATERMARK FOR a column");
            }
            switch (key) {
                case IDLE -> idle = micros(option.getKey(), option.getValue());
                case MAX_FUTURE -> maxFuture = micros(option.getKey(), option.getValue());
                case KEY -> keyColumns = columns(source, watermark, option.getValue());
                case GROUP -> group = option.getValue().strip().toLowerCase(Locale.ROOT);
                case MAX_DRIFT -> maxDrift = micros(option.getKey(), option.getValue());
                case ACTION -> action = action(option.getValue());
                default -> maxKeys = count(option.getKey(), option.getValue());
            }
            if (watermark.kind() == Watermark.Kind.PROCESSING_TIME) {
                throw invalid("option '" + option.getKey() + "' of source " + source.name()
                        + " is about event time, but its watermark is PROCTIME(), which follows the clock by itself");
            }
        }
        if (maxKeys > 0 && keyColumns.isEmpty()) {
            throw invalid("option '" + MAX_KEYS + "' of source " + source.name() + " needs '" + KEY + "'");
        }
        if (group == null ? maxDrift > 0 || action != null : group.isEmpty() || maxDrift == 0) {
            throw invalid("source " + source.name() + " needs both '" + GROUP + "' and '" + MAX_DRIFT
                    + "' to be aligned with others");
        }
        return new TimeOptions(
                idle,
                maxFuture,
                keyColumns,
                maxKeys == 0 ? DEFAULT_MAX_KEYS : maxKeys,
                group == null ? null : new Alignment(group, maxDrift, action == null ? Action.PAUSE : action));
    }

    private static Action action(String value) {
        for (Action action : Action.values()) {
            if (action.name().equalsIgnoreCase(value.strip())) {
                return action;
            }
        }
        throw invalid("option '" + ACTION + "' of a source must be pause, warn or drop but is '" + value + "'");
    }

    private static List<Integer> columns(CatalogObject.Source source, Watermark watermark, String names) {
        if (watermark.kind() != Watermark.Kind.BOUNDED) {
            throw invalid("option '" + KEY + "' of source " + source.name()
                    + " needs a watermark that is a column, or a column less an interval");
        }
        List<Integer> columns = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            int column = source.schema().indexOf(name.strip());
            if (column < 0 || columns.contains(column)) {
                throw invalid("option '" + KEY + "' of source " + source.name()
                        + " must be columns, such as 'sensor' or 'site, sensor', but has '" + name.strip() + "'"
                        + Suggestions.didYouMean(name.strip(), source.schema().names()));
            }
            columns.add(column);
        }
        return columns;
    }

    private static int count(String key, String value) {
        if (!COUNT.matcher(value.strip()).matches()) {
            throw invalid("option '" + key + "' of a source must be a number, 1 to 99999999, but is '" + value + "'");
        }
        return Integer.parseInt(value.strip());
    }

    private static long micros(String key, String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = DURATION.matcher(text);
        long millis;
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            millis = switch (matcher.group(2)) {
                case "ms" -> number;
                case "s" -> number * 1_000;
                case "h" -> number * 3_600_000;
                case "d" -> number * 86_400_000;
                default -> number * 60_000;
            };
        } else {
            millis = iso(text);
        }
        if (millis <= 0) {
            throw invalid(
                    "option '" + key + "' of a source must be a duration of at least 1ms, such as 500ms, 30s, 5m, 2h"
                            + " or 1d, but is '" + value + "'");
        }
        return millis * 1_000;
    }

    /** Milliseconds of a text such as {@code PT30S}; 0 when it is none. */
    private static long iso(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.compareTo(Duration.ofDays(365_000)) > 0 ? 0 : duration.toMillis();
        } catch (DateTimeParseException none) {
            return 0;
        }
    }

    private static LaminarException invalid(String detail) {
        return new LaminarException(ErrorCode.INVALID_OPTION, detail);
    }
}
