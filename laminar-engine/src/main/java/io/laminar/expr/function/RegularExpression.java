package io.laminar.expr.function;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A compiled regular expression of {@link Pattern}, equal by its text. Immutable but for the last variant with other
 * flags, which is replaced as a whole; for any thread.
 */
public final class RegularExpression {
    private final Pattern pattern;
    private volatile @Nullable Variant lastVariant;

    private RegularExpression(Pattern pattern) {
        this.pattern = pattern;
    }

    private record Variant(String flags, RegularExpression expression) {}

    static RegularExpression of(String text) {
        return of(text, 0);
    }

    private static RegularExpression of(String text, int flags) {
        try {
            return new RegularExpression(Pattern.compile(text, flags));
        } catch (PatternSyntaxException e) {
            throw ValueErrors.invalidArgument("'" + text + "' is no regular expression: " + e.getDescription());
        }
    }

    /** A pattern of SIMILAR TO, which matches a whole text. */
    static RegularExpression similar(String pattern, int escape) {
        return of(SimilarPatterns.toRegularExpression(pattern, escape), Pattern.DOTALL);
    }

    /** The same expression with flags: i, m, s, x, c, and g, which changes nothing. */
    RegularExpression with(String flags) {
        Variant last = lastVariant;
        if (last == null || !last.flags.equals(flags)) {
            last = new Variant(flags, of(pattern.pattern(), flagsOf(flags)));
            lastVariant = last;
        }
        return last.expression;
    }

    private static int flagsOf(String letters) {
        int flags = 0;
        for (int i = 0; i < letters.length(); i++) {
            flags = switch (letters.charAt(i)) {
                case 'i' -> flags | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'c' -> flags & ~(Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
                case 'm', 'n' -> flags | Pattern.MULTILINE;
                case 's' -> flags | Pattern.DOTALL;
                case 'x' -> flags | Pattern.COMMENTS;
                case 'g' -> flags;
                default ->
                    throw ValueErrors.invalidArgument("'" + letters.charAt(i)
                            + "' is no flag of a regular expression; expected some of c, g, i, m, s and x");
            };
        }
        return flags;
    }

    Matcher matcher(String text) {
        return pattern.matcher(text);
    }

    /** Moves to the next match; what nests too deep for the stack is an error of the row. */
    boolean find(Matcher matcher) {
        try {
            return matcher.find();
        } catch (StackOverflowError e) {
            throw ValueErrors.invalidArgument("the regular expression '" + pattern.pattern()
                    + "' needs more stack than there is for a text of this length; replace (a|b)* by [ab]*");
        }
    }

    /** The matcher at the n-th match from a place on, or null when there are fewer. */
    @Nullable
    Matcher match(String text, long position, long occurrence) {
        if (position < 1) {
            throw ValueErrors.invalidArgument("positions in a text count from 1 but got " + position);
        }
        if (occurrence < 1) {
            throw ValueErrors.invalidArgument("occurrences count from 1 but got " + occurrence);
        }
        if (position > text.length() + 1L) {
            return null;
        }
        Matcher matcher = startingAt(text, position);
        for (long i = 0; i < occurrence; i++) {
            if (!find(matcher)) {
                return null;
            }
        }
        return matcher;
    }

    /** A matcher for what is behind a position, to which the text in front is still context for anchors. */
    Matcher startingAt(String text, long position) {
        Matcher matcher = pattern.matcher(text);
        if (position > 1) {
            matcher.region((int) position - 1, text.length())
                    .useAnchoringBounds(false)
                    .useTransparentBounds(true);
        }
        return matcher;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RegularExpression that
                && that.pattern.pattern().equals(pattern.pattern())
                && that.pattern.flags() == pattern.flags();
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
