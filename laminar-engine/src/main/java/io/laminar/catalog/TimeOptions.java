package io.laminar.catalog;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options in the WITH clause of a source that are about its time.
 *
 * @param idleMicros processing time without rows after which the source holds up nobody; 0 for never
 * @param maxFutureMicros how far ahead of the clock a time may be and still move the watermark; 0 for any
 */
public record TimeOptions(long idleMicros, long maxFutureMicros) {
    static final String IDLE = "idle.timeout";
    static final String MAX_FUTURE = "watermark.max-future";

    /** All keys. */
    static final List<String> KEYS = List.of(IDLE, MAX_FUTURE);

    private static final Map<String, String> OTHER_KEYS =
            Map.of("idle-timeout", IDLE, "idle_timeout", IDLE, "watermark.idle-timeout", IDLE);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|min|h|d)");

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
                default -> maxFuture = micros(option.getKey(), option.getValue());
            }
            if (watermark.kind() == Watermark.Kind.PROCESSING_TIME) {
                throw invalid("option '" + option.getKey() + "' of source " + source.name()
                        + " is about event time, but its watermark is PROCTIME(), which follows the clock by itself");
            }
        }
        return new TimeOptions(idle, maxFuture);
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
