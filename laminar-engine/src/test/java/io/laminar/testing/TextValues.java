package io.laminar.testing;

import io.laminar.api.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of a script as text. A line holds values between bars or, when it has no bar, between blanks. {@code NULL} is
 * SQL NULL; {@code 'it''s'} is text that may hold anything; a time of day in a timestamp column is of 1970-01-01.
 */
final class TextValues {
    private static final LocalDate EPOCH = LocalDate.of(1970, 1, 1);
    private static final Pattern PLAIN = Pattern.compile("[^\\s|']+");
    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^']|'')*'|[^\\s']\\S*)");
    private static final Pattern BAR_TOKEN = Pattern.compile("\\s*('(?:[^']|'')*'|[^|']*)\\s*(\\||$)");

    private TextValues() {}

    /** Cuts a line into values; quotes stay. */
    static List<String> split(String line) {
        List<String> tokens = new ArrayList<>();
        boolean hasBars = line.replaceAll("'(?:[^']|'')*'", "").indexOf('|') >= 0;
        Matcher matcher = (hasBars ? BAR_TOKEN : TOKEN).matcher(line);
        int position = 0;
        while (position < line.length()
                && !(position > 0 && line.substring(position).isBlank() && !hasBars)) {
            matcher.region(position, line.length());
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException("cannot read values of " + line);
            }
            tokens.add(matcher.group(1).strip());
            position = matcher.end();
            if (hasBars && matcher.group(2).isEmpty()) {
                break;
            }
        }
        return tokens;
    }

    /** Reads a value as the Java object that a row of the engine has for the type. */
    static @Nullable Object parse(String token, DataType type) {
        if (token.equals("NULL")) {
            return null;
        }
        String text =
                token.startsWith("'") ? token.substring(1, token.length() - 1).replace("''", "'") : token;
        return switch (type.kind()) {
            case BOOLEAN -> parseBoolean(text);
            case TINYINT -> Byte.valueOf(text);
            case SMALLINT -> Short.valueOf(text);
            case INTEGER -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case REAL -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case DECIMAL -> new BigDecimal(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> parseTimestamp(text);
            case TIMESTAMP_LTZ -> parseTimestamp(text).toInstant(ZoneOffset.UTC);
            case INTERVAL_DAY -> Duration.parse(text);
            case UUID -> UUID.fromString(text);
            case CHAR, VARCHAR, JSON -> text;
            case ARRAY, MAP, ROW -> NestedText.parse(text, type);
            default -> throw new IllegalArgumentException("scripts have no text for " + type);
        };
    }

    private static boolean parseBoolean(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("a boolean is true or false but is " + text);
        }
        return Boolean.parseBoolean(text);
    }

    /** {@code 00:00:10}, {@code 2001-01-01}, {@code 2001-01-01 00:00:10.5} or {@code 2001-01-01T00:00}. */
    static LocalDateTime parseTimestamp(String text) {
        String iso = text.replace(' ', 'T').replace("Z", "");
        if (iso.indexOf('T') >= 0) {
            return LocalDateTime.parse(iso);
        }
        return iso.indexOf(':') >= 0
                ? EPOCH.atTime(LocalTime.parse(iso))
                : LocalDate.parse(iso).atStartOfDay();
    }

    /** Writes a value as {@link #parse} reads it. Doubles are rounded to twelve digits. */
    static String format(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Double || value instanceof Float) {
            return formatDouble(((Number) value).doubleValue());
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDateTime time) {
            return formatTimestamp(time);
        }
        if (value instanceof Instant instant) {
            return formatTimestamp(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        }
        if (value instanceof LocalTime time) {
            return formatTime(time);
        }
        if (value instanceof String text) {
            return PLAIN.matcher(text).matches() && !text.equals("NULL") ? text : "'" + text.replace("'", "''") + "'";
        }
        if (value instanceof java.util.List<?> || value instanceof java.util.Map<?, ?>) {
            return format((Object) NestedText.format(value));
        }
        return String.valueOf(value);
    }

    private static String formatDouble(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return String.valueOf(value);
        }
        return String.valueOf(new BigDecimal(value)
                .round(new MathContext(12, RoundingMode.HALF_EVEN))
                .doubleValue());
    }

    private static String formatTimestamp(LocalDateTime time) {
        String timeOfDay = formatTime(time.toLocalTime());
        return time.toLocalDate().equals(EPOCH) ? timeOfDay : time.toLocalDate() + "T" + timeOfDay;
    }

    private static String formatTime(LocalTime time) {
        String text = time.toString();
        return text.length() == 5 ? text + ":00" : text;
    }
}
