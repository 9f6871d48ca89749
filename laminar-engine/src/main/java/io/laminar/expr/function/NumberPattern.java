package io.laminar.expr.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of numbers of PostgreSQL such as {@code FM9,990.00}, equal by its text. Immutable.
 *
 * <pre>
 *   9 0      a digit; from the first 0 before the point and up to the last one behind it zeros are shown
 *   . D      the point             , G    a comma where there are digits in front of it
 *   S SG MI  a sign: beside the number, at its place, at its place where it is a minus
 *   PR       brackets around negative numbers
 *   FM       no blanks for digits and signs that are not there, no zeros behind the last digit
 *   "text"   the text; other characters but letters stand for themselves
 * </pre>
 */
public final class NumberPattern {
    private static final List<String> WORDS = List.of("SG", "MI", "PR", "9", "0", ".", "D", ",", "G", "S");

    private final String text;
    private final boolean isTight;
    private final List<Part> parts;

    /** Digits in front of the point, and behind it. */
    private final int whole;

    private final int fraction;

    /** Where zeros are shown from, counted from the first digit of all, and until. */
    private final int firstZero;

    private final int lastZero;

    /** A word of the pattern, or a literal text where there is none. */
    private record Part(@Nullable String word, String literal) {
        boolean is(String other) {
            return other.equals(word);
        }

        boolean isDigit() {
            return is("9") || is("0");
        }

        boolean isPoint() {
            return is(".") || is("D");
        }

        boolean isGroup() {
            return is(",") || is("G");
        }
    }

    private NumberPattern(String text) {
        this.text = text;
        this.isTight = text.toUpperCase(Locale.ROOT).startsWith("FM");
        this.parts = parts(text, isTight ? 2 : 0);
        int digits = 0;
        int point = -1;
        int first = Integer.MAX_VALUE;
        int last = -1;
        for (Part part : parts) {
            if (part.isPoint() && point >= 0) {
                throw malformed(text, "has two points");
            }
            if (part.isPoint()) {
                point = digits;
            } else if (part.isDigit()) {
                if (part.is("0")) {
                    first = Math.min(first, digits);
                    last = digits;
                }
                digits++;
            }
        }
        if (digits == 0) {
            throw malformed(text, "has no digit 9 or 0");
        }
        this.whole = point < 0 ? digits : point;
        this.fraction = digits - whole;
        this.firstZero = first;
        this.lastZero = last;
    }

    static NumberPattern of(String text) {
        return new NumberPattern(text);
    }

    private static RuntimeException malformed(String text, String problem) {
        return ValueErrors.invalidArgument("'" + text + "' is no pattern of numbers such as '999.99': it " + problem);
    }

    private static List<Part> parts(String text, int from) {
        List<Part> parts = new ArrayList<>();
        String upper = text.toUpperCase(Locale.ROOT);
        int at = from;
        while (at < text.length()) {
            if (text.charAt(at) == '"') {
                int end = text.indexOf('"', at + 1);
                if (end < 0) {
                    throw malformed(text, "has a quote without its end");
                }
                parts.add(new Part(null, text.substring(at + 1, end)));
                at = end + 1;
                continue;
            }
            int here = at;
            String word = WORDS.stream()
                    .filter(candidate -> upper.startsWith(candidate, here))
                    .findFirst()
                    .orElse(null);
            if (word == null && Character.isLetterOrDigit(text.charAt(at))) {
                throw malformed(text, "has '" + text.charAt(at) + "', which is not supported");
            }
            String literal = text.substring(at, at + (word == null ? 1 : word.length()));
            parts.add(new Part(word, literal));
            at += literal.length();
        }
        return parts;
    }

    private boolean has(String word) {
        return parts.stream().anyMatch(part -> part.is(word));
    }

    /** The number as text; # for digits where it has more than the pattern. */
    String format(BigDecimal number) {
        BigDecimal rounded = number.setScale(fraction, RoundingMode.HALF_UP);
        String unscaled = rounded.unscaledValue().abs().toString();
        int missing = whole + fraction - unscaled.length();
        String digits = missing < 0 ? "#".repeat(whole + fraction) : "0".repeat(missing) + unscaled;
        return new Writing(digits, rounded.signum() < 0).text();
    }

    /** One number being written. */
    private final class Writing {
        private final String digits;
        private final boolean isNegative;
        private final StringBuilder out = new StringBuilder();

        /** Digits to write; with FM the zeros at the end are none. */
        private final int end;

        /** Where the number begins in the text, or -1 before it does. */
        private int start = -1;

        Writing(String digits, boolean isNegative) {
            this.digits = digits;
            this.isNegative = isNegative;
            int last = digits.length();
            while (isTight && last > whole && last - 1 > lastZero && digits.charAt(last - 1) == '0') {
                last--;
            }
            this.end = last;
        }

        String text() {
            int digit = 0;
            boolean isSignBehind = false;
            for (Part part : parts) {
                if (part.isDigit()) {
                    digit(digit++);
                } else if (part.isPoint()) {
                    begin();
                    out.append('.');
                } else if (part.isGroup()) {
                    put(start >= 0, ',');
                } else if (part.is("S")) {
                    isSignBehind = digit > 0;
                    if (isSignBehind) {
                        out.append(isNegative ? '-' : '+');
                    }
                } else if (part.is("SG")) {
                    out.append(isNegative ? '-' : '+');
                } else if (part.is("MI")) {
                    put(isNegative, '-');
                } else if (part.is("PR")) {
                    put(isNegative, '>');
                } else {
                    out.append(part.literal());
                }
            }
            if (has("S") && !isSignBehind) {
                out.insert(start, isNegative ? '-' : '+');
            } else if (has("PR") || !(has("S") || has("SG") || has("MI"))) {
                String sign = isNegative ? (has("PR") ? "<" : "-") : isTight ? "" : " ";
                out.insert(start, sign);
            }
            return out.toString();
        }

        private void digit(int index) {
            boolean isLeading = index < whole && start < 0 && digits.charAt(index) == '0';
            // The zero before the point is left out where digits follow it.
            boolean isOnlyZero = index == whole - 1 && (isTight ? end <= whole : fraction == 0);
            if (index >= end) {
                return;
            }
            if (isLeading && index < firstZero && !isOnlyZero) {
                put(false, '0');
            } else {
                begin();
                out.append(digits.charAt(index));
            }
        }

        private void begin() {
            if (start < 0) {
                start = out.length();
            }
        }

        /** A character, or the blank in its place. */
        private void put(boolean isThere, char c) {
            if (isThere) {
                out.append(c);
            } else if (!isTight) {
                out.append(' ');
            }
        }
    }

    /** The number that a text is; digits and signs of the pattern may be missing from it. */
    BigDecimal parse(String number) {
        StringBuilder plain = new StringBuilder();
        boolean isNegative = false;
        int at = 0;
        boolean isStart = true;
        for (Part part : parts) {
            while (isStart && at < number.length() && " +-<".indexOf(number.charAt(at)) >= 0) {
                isNegative |= number.charAt(at) == '-' || number.charAt(at) == '<';
                at++;
            }
            char next = at < number.length() ? number.charAt(at) : ' ';
            if (part.isDigit()) {
                if (next >= '0' && next <= '9') {
                    plain.append(next);
                    at++;
                    isStart = false;
                }
            } else if (part.isPoint()) {
                if (next == '.') {
                    plain.append('.');
                    at++;
                    isStart = false;
                }
            } else if (part.isGroup()) {
                at += next == ',' ? 1 : 0;
            } else if (part.is("S") || part.is("SG") || part.is("MI")) {
                isNegative |= next == '-';
                at += next == '-' || next == '+' ? 1 : 0;
            } else if (part.is("PR")) {
                at += next == '>' ? 1 : 0;
            } else {
                at += number.startsWith(part.literal(), at) ? part.literal().length() : 0;
            }
        }
        boolean hasDigit = plain.chars().anyMatch(Character::isDigit);
        if (!hasDigit || at < number.stripTrailing().length()) {
            throw ValueErrors.invalidCast(number, "number by the pattern '" + text + "'");
        }
        BigDecimal value = new BigDecimal(plain.toString());
        return isNegative ? value.negate() : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NumberPattern that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
