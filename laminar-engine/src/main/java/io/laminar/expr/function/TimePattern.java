package io.laminar.expr.function;

import java.util.regex.Pattern;

/**
 * A pattern of Java or a template of PostgreSQL, which is told by its letters: {@code yyyy-MM-dd} is the former, {@code
 * YYYY-MM-DD} the latter. Immutable, equal by its text.
 */
public record TimePattern(String text, TimeFormat format) {
    private static final Pattern JAVA = Pattern.compile("[ydhms]");
    private static final Pattern TEMPLATE = Pattern.compile("[YD]|HH24|HH12|MI|AM|PM|MON|Mon");

    /** What stands for itself or says nothing about the kind. */
    private static final Pattern NAMES = Pattern.compile("Month|Mon|Day|Dy|FM|\"[^\"]*\"|'[^']*'");

    /** Reads a pattern. */
    static TimePattern of(String text) {
        String plain = NAMES.matcher(text).replaceAll("");
        boolean isJava = JAVA.matcher(plain).find();
        boolean isTemplate = TEMPLATE.matcher(plain).find();
        if (isJava && isTemplate) {
            throw ValueErrors.invalidArgument(
                    "the pattern '" + text + "' mixes letters of Java, as in"
                            + " 'yyyy-MM-dd HH:mm:ss', with words of PostgreSQL, as in 'YYYY-MM-DD HH24:MI:SS'; use those of one");
        }
        return new TimePattern(text, isTemplate ? TimeTemplate.of(text).format() : TimeFormat.of(text));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimePattern that && that.text.equals(text);
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
