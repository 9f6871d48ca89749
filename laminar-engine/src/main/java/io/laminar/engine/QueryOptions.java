package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Suggestions;
import io.laminar.plan.QueryPlan;
import io.laminar.plan.StateTtl;
import io.laminar.sql.Statement;
import io.laminar.state.RowHistory;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The options in the WITH clause of a query. */
final class QueryOptions {
    /** How long state is kept that gets no rows. */
    static final String TTL = "state.ttl";

    /** In place of a time to live: for ever. */
    private static final String NEVER = "never";

    /** How much is kept of the changes. */
    static final String HISTORY = "retain-history";

    private static final String ON_ERROR = "on-error";
    private static final List<String> KEYS = List.of(ON_ERROR, Parallelism.OPTION, TTL, HISTORY);
    private static final Pattern TIME = Pattern.compile(
            "(\\d{1,12})\\s*(ms|milliseconds?|s|seconds?|m|min|minutes?|h|hours?|d|days?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*(rows?|b|kb|mb|gb)", Pattern.CASE_INSENSITIVE);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private QueryOptions() {}

    /**
     * Checks keys and values.
     *
     * @throws LaminarException with {@code INVALID_OPTION}
     */
    static void requireKnown(Map<String, String> options, Statement statement) {
        for (Map.Entry<String, String> option : options.entrySet()) {
            String key = option.getKey().toLowerCase(Locale.ROOT);
            if (!KEYS.contains(key)) {
                throw invalid(
                        "a query has no option '" + option.getKey() + "'"
                                + Suggestions.didYouMean(option.getKey(), KEYS),
                        statement);
            }
            String value = option.getValue().strip();
            String expected = switch (key) {
                case Parallelism.OPTION -> Parallelism.expected(value);
                case HISTORY ->
                    history(value) != null ? null : "rows, a size or a time above zero, such as 10000 rows, 64mb or 1h";
                case TTL ->
                    value.equalsIgnoreCase(NEVER) || duration(value) != null
                            ? null
                            : "a time above zero, such as 1h, 30 minutes or PT1H, or never";
                default -> value.equalsIgnoreCase("fail") || value.equalsIgnoreCase("skip") ? null : "fail or skip";
            };
            if (expected != null) {
                throw invalid(
                        "option '" + key + "' must be " + expected + " but is '" + option.getValue() + "'", statement);
            }
        }
    }

    private static LaminarException invalid(String detail, Statement statement) {
        return new LaminarException(ErrorCode.INVALID_OPTION, detail, statement.position(), null);
    }

    /** How long state is kept that gets no rows; null for ever. */
    static @Nullable Duration ttl(Map<String, String> options) {
        String value = find(options, TTL);
        return value == null ? null : duration(value);
    }

    /** The options that a query gives, and the time to live of the engine where it gives none and could forget. */
    static Map<String, String> withTtl(Map<String, String> given, @Nullable Duration ttl, QueryPlan plan) {
        if (ttl == null || find(given, TTL) != null || StateTtl.refusal(plan.root()) != null) {
            return given;
        }
        Map<String, String> options = new LinkedHashMap<>(given);
        options.put(TTL, ttl.toString());
        return options;
    }

    /** The options without a time to live that is the one of the engine, so that it says nothing of the query itself. */
    static Map<String, String> withoutTtl(Map<String, String> given, @Nullable Duration ttl) {
        Map<String, String> options = new LinkedHashMap<>(given);
        if (ttl != null && ttl.equals(ttl(given))) {
            options.keySet().removeIf(key -> key.toLowerCase(Locale.ROOT).equals(TTL));
        }
        return options;
    }

    /** How much is kept of the changes; null for nothing. */
    static RowHistory.@Nullable Limit history(Map<String, String> options) {
        String value = find(options, HISTORY);
        return value == null ? null : history(value);
    }

    private static RowHistory.@Nullable Limit history(String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            Duration time = duration(text);
            return time == null
                    ? null
                    : new RowHistory.Limit(RowHistory.Limit.Unit.MICROSECONDS, time.toNanos() / 1000);
        }
        long number = Long.parseLong(amount.group(1));
        if (number == 0) {
            return null;
        }
        return switch (amount.group(2).toLowerCase(Locale.ROOT)) {
            case "b" -> new RowHistory.Limit(RowHistory.Limit.Unit.BYTES, number);
            case "kb" -> new RowHistory.Limit(RowHistory.Limit.Unit.BYTES, number << 10);
            case "mb" -> new RowHistory.Limit(RowHistory.Limit.Unit.BYTES, number << 20);
            case "gb" -> new RowHistory.Limit(RowHistory.Limit.Unit.BYTES, number << 30);
            default -> new RowHistory.Limit(RowHistory.Limit.Unit.ROWS, number);
        };
    }

    /**
     * The plan as it runs with the options.
     *
     * @throws LaminarException with {@code INVALID_OPTION} when one of them makes no sense for it
     */
    static QueryPlan apply(Map<String, String> options, QueryPlan plan, Statement statement) {
        if (ttl(options) == null) {
            return plan;
        }
        String refusal = StateTtl.refusal(plan.root());
        if (refusal != null) {
            throw invalid("option '" + TTL + "' makes no sense here: " + refusal, statement);
        }
        return StateTtl.withTimes(plan);
    }

    /** What an option says, or null. */
    static @Nullable String find(Map<String, String> options, String key) {
        for (Map.Entry<String, String> option : options.entrySet()) {
            if (option.getKey().toLowerCase(Locale.ROOT).equals(key)) {
                return option.getValue().strip();
            }
        }
        return null;
    }

    /** A time such as {@code 1h}, {@code 30 minutes} or {@code PT1H}; null when it is none, or none above zero. */
    static @Nullable Duration duration(String text) {
        Duration duration = parse(text);
        return duration == null || duration.compareTo(Duration.ofNanos(1000)) < 0 || duration.compareTo(LONGEST) > 0
                ? null
                : duration;
    }

    private static @Nullable Duration parse(String text) {
        Matcher time = TIME.matcher(text);
        if (time.matches()) {
            long number = Long.parseLong(time.group(1));
            String unit = time.group(2).toLowerCase(Locale.ROOT);
            if (unit.startsWith("ms") || unit.startsWith("milli")) {
                return Duration.ofMillis(number);
            }
            return switch (unit.charAt(0)) {
                case 's' -> Duration.ofSeconds(number);
                case 'm' -> Duration.ofMinutes(number);
                case 'h' -> Duration.ofHours(number);
                default -> Duration.ofSeconds(Math.multiplyExact(number, 86_400L));
            };
        }
        try {
            return Duration.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException none) {
            return null;
        }
    }
}
