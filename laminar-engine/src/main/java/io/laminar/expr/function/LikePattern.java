package io.laminar.expr.function;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of LIKE, taken apart once: literal pieces between the {@code %} signs, each of which may have {@code _}
 * for any one character. Matching goes from left to right without going back, for the leftmost place of a piece
 * leaves the most room for those behind it. Immutable.
 */
public final class LikePattern {
    private static final char ANY = '_';

    private final String pattern;
    private final List<Piece> pieces;

    private LikePattern(String pattern, List<Piece> pieces) {
        this.pattern = pattern;
        this.pieces = pieces;
    }

    /** Text in which the marked characters stand for any. */
    private static final class Piece {
        private final String text;
        private final boolean[] wild;
        private final boolean hasWild;

        Piece(String text, boolean[] wild, boolean hasWild) {
            this.text = text;
            this.wild = wild;
            this.hasWild = hasWild;
        }

        boolean matchesAt(String value, int start) {
            if (!hasWild) {
                return value.startsWith(text, start);
            }
            if (start < 0 || start + text.length() > value.length()) {
                return false;
            }
            for (int i = 0; i < wild.length; i++) {
                if (!wild[i] && value.charAt(start + i) != text.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        int find(String value, int from) {
            if (!hasWild) {
                return value.indexOf(text, from);
            }
            for (int start = from; start + text.length() <= value.length(); start++) {
                if (matchesAt(value, start)) {
                    return start;
                }
            }
            return -1;
        }
    }

    /**
     * Takes a pattern apart.
     *
     * @param escape character that takes {@code %}, {@code _} and itself literally, or -1
     */
    static LikePattern of(String pattern, int escape) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean[] wild = new boolean[pattern.length()];
        boolean hasWild = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == escape) {
                i++;
                if (i == pattern.length() || ("%_".indexOf(pattern.charAt(i)) < 0 && pattern.charAt(i) != escape)) {
                    throw ValueErrors.invalidArgument("the pattern '" + pattern + "' has the escape character '" + c
                            + "' without %, _ or itself behind it");
                }
                text.append(pattern.charAt(i));
            } else if (c == '%') {
                pieces.add(piece(text, wild, hasWild));
                text.setLength(0);
                wild = new boolean[pattern.length()];
                hasWild = false;
            } else {
                wild[text.length()] = c == ANY;
                hasWild |= c == ANY;
                text.append(c);
            }
        }
        pieces.add(piece(text, wild, hasWild));
        return new LikePattern(pattern, pieces);
    }

    private static Piece piece(StringBuilder text, boolean[] wild, boolean hasWild) {
        return new Piece(text.toString(), java.util.Arrays.copyOf(wild, text.length()), hasWild);
    }

    /** Whether the whole value matches. */
    boolean matches(String value) {
        Piece first = pieces.get(0);
        int last = pieces.size() - 1;
        if (last == 0) {
            return value.length() == first.text.length() && first.matchesAt(value, 0);
        }
        if (!first.matchesAt(value, 0)) {
            return false;
        }
        int at = first.text.length();
        for (int i = 1; i < last; i++) {
            Piece piece = pieces.get(i);
            int found = piece.find(value, at);
            if (found < 0) {
                return false;
            }
            at = found + piece.text.length();
        }
        int start = value.length() - pieces.get(last).text.length();
        return start >= at && pieces.get(last).matchesAt(value, start);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LikePattern that
                && that.pattern.equals(pattern)
                && that.pieces.size() == pieces.size()
                && that.texts().equals(texts());
    }

    private List<String> texts() {
        return pieces.stream()
                .map(piece -> piece.text + java.util.Arrays.toString(piece.wild))
                .toList();
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
