package io.laminar.expr.function;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** FORMAT of PostgreSQL: {@code %[position$][flags][width]type}. */
final class TextFormat {
    private static final Pattern FIELD = Pattern.compile("%(?:(\\d+)\\$)?(-?)(?:(\\d+)|\\*(?:(\\d+)\\$)?)?([sIL%])");
    private static final int MAX_WIDTH = 1_000_000;

    private final @Nullable String[] operands;

    /** The operand that is next; it stands behind the last one that was taken, also by its position. */
    private int next;

    private TextFormat(@Nullable String[] operands) {
        this.operands = operands;
    }

    static String format(String pattern, @Nullable String[] operands) {
        TextFormat format = new TextFormat(operands);
        StringBuilder out = new StringBuilder();
        Matcher field = FIELD.matcher(pattern);
        int at = 0;
        for (int percent = pattern.indexOf('%'); percent >= 0; percent = pattern.indexOf('%', at)) {
            out.append(pattern, at, percent);
            if (!field.region(percent, pattern.length()).lookingAt()) {
                throw ValueErrors.invalidArgument(
                        "'" + pattern + "' is no pattern of FORMAT: behind % stands one of s, I, L and %");
            }
            format.append(out, field);
            at = field.end();
        }
        return out.append(pattern, at, pattern.length()).toString();
    }

    private void append(StringBuilder out, Matcher field) {
        String type = field.group(5);
        if (type.equals("%")) {
            out.append('%');
            return;
        }
        int width = width(field);
        String text = text(type, operand(field.group(1)));
        int blanks = Math.max(0, Math.abs(width) - text.length());
        boolean isLeft = width < 0 || !field.group(2).isEmpty();
        out.append(isLeft ? "" : " ".repeat(blanks)).append(text).append(isLeft ? " ".repeat(blanks) : "");
    }

    private int width(Matcher field) {
        if (field.group(3) == null && field.group().indexOf('*') < 0) {
            return 0;
        }
        String text = field.group(3) != null ? field.group(3) : operand(field.group(4));
        long width = text == null ? 0 : CastFunctions.parseInteger(text, Integer.MAX_VALUE);
        if (Math.abs(width) > MAX_WIDTH) {
            throw ValueErrors.invalidArgument("FORMAT fills up to " + MAX_WIDTH + " characters but got " + width);
        }
        return (int) width;
    }

    private @Nullable String operand(@Nullable String position) {
        long index = position == null ? next : CastFunctions.parseInteger(position, Integer.MAX_VALUE) - 1;
        if (index < 0 || index >= operands.length) {
            throw ValueErrors.invalidArgument(
                    "FORMAT has " + operands.length + " operands behind its pattern but none is number " + (index + 1));
        }
        next = (int) index + 1;
        return operands[(int) index];
    }

    private static String text(String type, @Nullable String operand) {
        return switch (type) {
            case "L" -> QuotingFunctions.quoteNullable(operand);
            case "I" -> {
                if (operand == null) {
                    throw ValueErrors.invalidArgument("%I of FORMAT takes a name but got NULL");
                }
                yield QuotingFunctions.quoteIdentifier(operand);
            }
            default -> operand == null ? "" : operand;
        };
    }
}
