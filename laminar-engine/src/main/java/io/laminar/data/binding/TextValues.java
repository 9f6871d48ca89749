package io.laminar.data.binding;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.data.Decimals;
import io.laminar.data.LaneKind;
import io.laminar.data.Temporals;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Base64;
import java.util.UUID;

/**
 * Values written as text, read as the type of a column: as CAST does, with two exceptions. Text that is too long for
 * a VARCHAR(n) is refused rather than cut, and bytes are Base64. Blanks around a value count for text types alone.
 */
public final class TextValues {
    private static final int MAX_SHOWN = 100;

    private TextValues() {}

    /**
     * A value of a type that is a long inside the engine.
     *
     * @throws LaminarException with {@code MALFORMED_RECORD} that names the column, the text and the type
     */
    public static long parseLong(Field field, CharSequence text) {
        DataType type = field.type();
        try {
            return switch (type.kind()) {
                case BOOLEAN -> truth(text);
                case TINYINT -> integer(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
                case SMALLINT -> integer(text, Short.MIN_VALUE, Short.MAX_VALUE);
                case INTEGER -> integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case BIGINT -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE);
                case DECIMAL -> decimal(type, text).unscaledValue().longValueExact();
                case DATE -> Temporals.parseDate(text);
                case TIME -> ToEngine.cut(type, Temporals.parseTime(text));
                case TIMESTAMP, TIMESTAMP_LTZ -> ToEngine.cut(type, Temporals.parseTimestamp(text));
                case INTERVAL_DAY -> ToEngine.toLong(field, Duration.parse(text));
                case INTERVAL_YEAR -> ToEngine.toLong(field, Period.parse(text));
                default -> throw new AssertionError(type + " is no long");
            };
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw malformed(field, text, e);
        }
    }

    /** A REAL or DOUBLE; errors as {@link #parseLong}. */
    public static double parseDouble(Field field, CharSequence text) {
        String number = text.toString().strip();
        try {
            // Java would read 1d, 1f and 0x1p3 too, which are no SQL.
            char last = number.isEmpty() ? ' ' : number.charAt(number.length() - 1);
            if (number.indexOf('x') >= 0 || number.indexOf('X') >= 0 || "dDfF".indexOf(last) >= 0) {
                throw malformed(field, text, new NumberFormatException(number));
            }
            double value = Double.parseDouble(number);
            return field.type().kind() == Kind.REAL ? (float) value : value;
        } catch (NumberFormatException e) {
            throw malformed(field, text, e);
        }
    }

    /** A value of a type that is an object inside the engine, but for ARRAY, MAP and ROW; errors as {@link #parseLong}. */
    public static Object parseObject(Field field, CharSequence text) {
        DataType type = field.type();
        try {
            return switch (type.kind()) {
                case CHAR, VARCHAR -> fitting(field, text.toString());
                case JSON, NULL -> text.toString();
                case DECIMAL -> decimal(type, text);
                case UUID -> UUID.fromString(text.toString().strip());
                case BINARY, VARBINARY -> {
                    byte[] bytes = Base64.getDecoder().decode(text.toString().strip());
                    if (type.precision() >= 0 && bytes.length > type.precision()) {
                        throw malformed(field, text, new IllegalArgumentException(bytes.length + " bytes"));
                    }
                    yield bytes;
                }
                default -> throw new IllegalArgumentException(type + " has no text form");
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw malformed(field, text, e);
        }
    }

    /** Any value that the three others read, boxed. */
    public static Object parse(Field field, CharSequence text) {
        return switch (LaneKind.of(field.type())) {
            case LONG -> parseLong(field, text);
            case DOUBLE -> parseDouble(field, text);
            case OBJECT -> parseObject(field, text);
        };
    }

    /** Whether empty text is a value of the type; for the others it is NULL. */
    public static boolean hasEmptyText(DataType type) {
        return type.isCharacter();
    }

    /** The error about text that is no value of the column's type. */
    public static LaminarException malformed(Field field, CharSequence text, Throwable cause) {
        String shown = text.length() <= MAX_SHOWN ? text.toString() : text.subSequence(0, MAX_SHOWN) + "...";
        return new LaminarException(
                ErrorCode.MALFORMED_RECORD,
                "column " + field.name() + ": '" + shown + "' is no "
                        + field.type().sqlName(),
                cause);
    }

    private static String fitting(Field field, String text) {
        int limit = field.type().precision();
        if (limit >= 0 && text.length() > limit) {
            throw malformed(field, text, new IllegalArgumentException(text.length() + " characters"));
        }
        return text;
    }

    private static long truth(CharSequence text) {
        return switch (text.toString().strip().toLowerCase(java.util.Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> 1;
            case "false", "f", "no", "n", "off", "0" -> 0;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static BigDecimal decimal(DataType type, CharSequence text) {
        return Decimals.rounded(new BigDecimal(text.toString().strip()), type.precision(), type.scale());
    }

    /** Reads digits without making a String. */
    private static long integer(CharSequence text, long lowest, long highest) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        long number = Long.parseLong(text, start, end, 10);
        if (number < lowest || number > highest) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }
}
