package io.laminar.expr.function;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A compiled regular expression of {@link Pattern}, equal by its text. Immutable. */
public final class RegularExpression {
    private final Pattern pattern;

    private RegularExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    static RegularExpression of(String text) {
        try {
            return new RegularExpression(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw ValueErrors.invalidArgument("'" + text + "' is no regular expression: " + e.getDescription());
        }
    }

    Pattern pattern() {
        return pattern;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RegularExpression that && that.pattern.pattern().equals(pattern.pattern());
    }

    @Override
    public int hashCode() {
        return pattern.pattern().hashCode();
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
