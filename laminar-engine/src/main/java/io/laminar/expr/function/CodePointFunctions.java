package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.VARBINARY;
import static io.laminar.api.DataType.Kind.VARCHAR;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Characters of texts as numbers, texts without regard to case, and what of many operands is NULL. */
public final class CodePointFunctions {
    private CodePointFunctions() {}

    @SqlFunction(
            name = "TO_CODE_POINTS",
            signature = "VARCHAR -> ARRAY<BIGINT>",
            description = "The Unicode numbers of the characters of a text.",
            examples = "TO_CODE_POINTS('aé') = ARRAY[CAST(97 AS BIGINT), 233]",
            total = true)
    public static List<?> toCodePoints(String text) {
        List<Object> points = new ArrayList<>();
        text.codePoints().forEach(point -> points.add((long) point));
        return points;
    }

    @SqlFunction(
            name = "CODE_POINTS_TO_STRING",
            signature = "ARRAY<BIGINT> -> VARCHAR?",
            description = "The text of characters with these numbers; NULL where one is NULL.",
            examples = "CODE_POINTS_TO_STRING(ARRAY[CAST(97 AS BIGINT), 233]) = 'aé'")
    public static @Nullable String ofCodePoints(List<?> points) {
        StringBuilder text = new StringBuilder();
        for (Object point : points) {
            if (point == null) {
                return null;
            }
            long value = (Long) point;
            if (value < 0 || value > Character.MAX_CODE_POINT || (value >= 0xD800 && value <= 0xDFFF)) {
                throw ValueErrors.invalidArgument(value + " is no character of Unicode");
            }
            text.appendCodePoint((int) value);
        }
        return text.toString();
    }

    @SqlFunction(
            name = "ENCODE",
            description = "Bytes as text, 'hex' or 'base64'.",
            examples = {"ENCODE(FROM_HEX('00ff'), 'hex') = '00ff'", "ENCODE(FROM_HEX('616263'), 'base64') = 'YWJj'"},
            parameters = {VARBINARY, VARCHAR})
    public static String encode(byte[] bytes, String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "base64" -> Base64.getEncoder().encodeToString(bytes);
            default -> throw ValueErrors.invalidArgument("ENCODE knows hex and base64 but got '" + format + "'");
        };
    }

    @SqlFunction(
            name = "CASEFOLD",
            description = "A text in the form in which texts that differ in case alone are the same.",
            examples = {"CASEFOLD('Straße') = CASEFOLD('STRASSE')", "CASEFOLD('ΟΔΟΣ') = CASEFOLD('οδος')"},
            total = true)
    public static String caseFold(String text) {
        StringBuilder folded = new StringBuilder();
        // Character by character: in a whole text the last sigma of a word would be another one.
        text.toUpperCase(Locale.ROOT)
                .codePoints()
                .forEach(point -> folded.appendCodePoint(Character.toLowerCase(point)));
        return folded.toString();
    }

    @SqlFunction(
            name = "NORMALIZE_AND_CASEFOLD",
            description = "The same of a text in the normal form NFC.",
            examples = "NORMALIZE_AND_CASEFOLD('É') = 'é'",
            total = true)
    public static String normalizeAndCaseFold(String text) {
        return Normalizer.normalize(caseFold(Normalizer.normalize(text, Normalizer.Form.NFC)), Normalizer.Form.NFC);
    }

    @SqlFunction(
            name = "REGEXP_MATCH",
            signature = "VARCHAR, VARCHAR -> ARRAY<VARCHAR>?",
            description =
                    "The groups of the first match of a regular expression, or the match itself where it has none;"
                            + " NULL without a match.",
            examples = {
                "REGEXP_MATCH('k=42', '([a-z])=([0-9]+)') = ARRAY['k', '42']",
                "REGEXP_MATCH('k=42', '[0-9]+') = ARRAY['42']",
                "REGEXP_MATCH('k', '[0-9]') = NULL"
            })
    public static @Nullable List<?> match(String text, RegularExpression expression) {
        Matcher matcher = expression.matcher(text);
        if (!expression.find(matcher)) {
            return null;
        }
        List<@Nullable Object> groups = new ArrayList<>();
        for (int group = Math.min(1, matcher.groupCount()); group <= matcher.groupCount(); group++) {
            groups.add(matcher.group(group));
        }
        return groups;
    }

    @SqlFunction(
            name = "NUM_NULLS",
            signature = "CAST<VARCHAR>... -> BIGINT",
            description = "How many operands are NULL.",
            examples = "NUM_NULLS(1, NULL, 'a') = 1",
            calledWithNull = true)
    public static long nulls(@Nullable String... operands) {
        long count = 0;
        for (String operand : operands) {
            count += operand == null ? 1 : 0;
        }
        return count;
    }

    @SqlFunction(
            name = "NUM_NONNULLS",
            signature = "CAST<VARCHAR>... -> BIGINT",
            description = "How many operands are not NULL.",
            examples = "NUM_NONNULLS(1, NULL, 'a') = 2",
            calledWithNull = true)
    public static long nonNulls(@Nullable String... operands) {
        return operands.length - nulls(operands);
    }
}
