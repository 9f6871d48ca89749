package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.api.Suggestions;
import io.laminar.sql.parser.LaminarSqlParserConstants;
import io.laminar.sql.parser.ParseException;
import io.laminar.sql.parser.Token;
import io.laminar.sql.parser.TokenMgrError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in a short sentence what the generated parser did not like. */
final class SyntaxErrors {
    private static final int MOST_EXPECTED = 8;
    private static final Pattern LEXICAL =
            Pattern.compile("line (\\d+), column (\\d+)\\.\\s+Encountered: (\"(?:\\\\.|[^\"])*\"|<EOF>)");

    /** Words with which a part of a query starts. */
    private static final Set<String> CLAUSES = Set.of(
            "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "JOIN", "ON", "AND", "OR", "EMIT", "WITH");

    private SyntaxErrors() {}

    static boolean isClause(String word) {
        return CLAUSES.contains(word.toUpperCase(Locale.ROOT));
    }

    /** The clause for whose first word a word was probably meant, such as FROM for FORM. */
    static Optional<String> clauseMeantBy(String word) {
        boolean isCandidate = word.length() > 3 && !isClause(word) && Character.isLetter(word.charAt(0));
        return isCandidate
                ? CLAUSES.stream()
                        .filter(clause -> clause.length() > 3 && isSwapOrSlip(word.toUpperCase(Locale.ROOT), clause))
                        .findFirst()
                : Optional.empty();
    }

    /** Whether two words differ in one letter that is missing, superfluous or wrong, or in the order of two. */
    private static boolean isSwapOrSlip(String word, String clause) {
        char[] left = word.toCharArray();
        char[] right = clause.toCharArray();
        Arrays.sort(left);
        Arrays.sort(right);
        return Arrays.equals(left, right)
                || Suggestions.closest(word, Set.of(clause)).isPresent();
    }

    static LaminarException of(ParseException cause) {
        if (cause.currentToken == null || cause.currentToken.next == null) {
            return new LaminarException(ErrorCode.SYNTAX_ERROR, "the text is not SQL", cause);
        }
        Token found = cause.currentToken.next;
        Set<String> expected = new TreeSet<>();
        boolean isNameExpected = false;
        for (int[] sequence : cause.expectedTokenSequences) {
            String image = cause.tokenImage[sequence[0]];
            if (sequence[0] == LaminarSqlParserConstants.IDENTIFIER) {
                isNameExpected = true;
            } else if (image.startsWith("\"")) {
                expected.add(image.substring(1, image.length() - 1));
            }
        }
        for (Token token : List.of(cause.currentToken, found)) {
            if (token.image.equalsIgnoreCase("GROUPS") && expected.containsAll(Set.of("ROWS", "RANGE"))) {
                return new LaminarException(
                        ErrorCode.UNSUPPORTED,
                        "frames by GROUPS; use RANGE, whose frames go by the values of ORDER BY, or ROWS, whose frames count rows",
                        position(token),
                        null);
            }
        }
        StringBuilder detail = new StringBuilder("found ").append(describe(found));
        Optional<String> meant = found.image.length() < 2
                ? Optional.empty()
                : Suggestions.closest(found.image, expected)
                        .filter(word -> word.length() > 1 && !word.equalsIgnoreCase(found.image));
        if (meant.isPresent()) {
            detail.append("; did you mean ").append(meant.get()).append('?');
        } else if (isNameExpected) {
            detail.append(" where a name or an expression is expected");
            if (isWord(found)) {
                detail.append("; a name that is a reserved word is written \"")
                        .append(found.image)
                        .append('"');
            }
        } else if (!expected.isEmpty() && expected.size() <= MOST_EXPECTED) {
            detail.append(" but expected ").append(String.join(" or ", expected));
        } else {
            detail.append(" which does not fit here");
        }
        return new LaminarException(ErrorCode.SYNTAX_ERROR, detail.toString(), position(found), null);
    }

    private static SqlPosition position(Token token) {
        return new SqlPosition(Math.max(1, token.beginLine), Math.max(1, token.beginColumn));
    }

    static LaminarException of(TokenMgrError cause) {
        Matcher matcher = LEXICAL.matcher(String.valueOf(cause.getMessage()));
        if (!matcher.find()) {
            return new LaminarException(ErrorCode.SYNTAX_ERROR, "the text has a character that is not SQL", cause);
        }
        SqlPosition position = new SqlPosition(
                Math.max(1, Integer.parseInt(matcher.group(1))), Math.max(1, Integer.parseInt(matcher.group(2))));
        String found = matcher.group(3).startsWith("<EOF>")
                ? "the text ends inside of a comment or quotes"
                : "found " + matcher.group(3) + ", a character that does not fit here";
        return new LaminarException(ErrorCode.SYNTAX_ERROR, found, position, null);
    }

    static String describe(Token token) {
        if (token.kind == LaminarSqlParserConstants.EOF) {
            return "the end of the text";
        }
        if (token.kind == LaminarSqlParserConstants.QUOTE) {
            return "a ' that is not closed";
        }
        return token.image;
    }

    private static boolean isWord(Token token) {
        return token.kind != LaminarSqlParserConstants.EOF
                && !token.image.isEmpty()
                && Character.isLetter(token.image.charAt(0));
    }
}
