package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.UUID;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** Texts as bytes and codes, and how alike texts are. */
public final class TextFunctions {
    /** The digit of each letter: letters with the same digit sound alike; vowels have 0. */
    private static final String SOUNDS = "01230120022455012623010202";

    /** Kept, since {@code values()} makes an array at each call. */
    private static final Normalizer.Form[] FORMS = Normalizer.Form.values();

    private static final int MAX_DISTANCE_LENGTH = 10_000;

    private TextFunctions() {}

    @SqlFunction(name = "UCASE", description = "As UPPER.", examples = "UCASE('acme') = 'ACME'", total = true)
    public static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    @SqlFunction(name = "LCASE", description = "As LOWER.", examples = "LCASE('ACME') = 'acme'", total = true)
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @SqlFunction(
            name = "BTRIM",
            description = "Without some characters at both ends.",
            examples = "BTRIM('xyaxy', 'yx') = 'a'",
            total = true)
    public static String trim(String text, String characters) {
        return StringFunctions.trimRight(StringFunctions.trimLeft(text, characters), characters);
    }

    @SqlFunction(name = "SPACE", description = "Some blanks.", examples = "SPACE(3) = '   '")
    public static String space(long count) {
        return StringFunctions.repeat(" ", count);
    }

    @SqlFunction(
            name = "LOCATE",
            description = "Where the first text begins in the second, or 0.",
            examples = "LOCATE('c', 'abcd') = 3",
            total = true)
    public static long locate(String part, String text) {
        return text.indexOf(part) + 1L;
    }

    @SqlFunction(
            name = "LOCATE",
            description = "The same from a position on.",
            examples = "LOCATE('b', 'abab', 3) = 4",
            total = true)
    public static long locate(String part, String text, long from) {
        return StringFunctions.position(part, text, from);
    }

    @SqlFunction(
            name = "OVERLAY",
            description = "A text with another in place of as many characters: OVERLAY(a PLACING b FROM 2).",
            examples = "OVERLAY('abcd', 'xy', 2) = 'axyd'")
    public static String overlay(String text, String placed, long start) {
        return overlay(text, placed, start, placed.length());
    }

    @SqlFunction(
            name = "OVERLAY",
            description = "A text with another in place of some characters: OVERLAY(a PLACING b FROM 2 FOR 1).",
            examples = "OVERLAY('abcd', 'xy', 2, 1) = 'axycd'")
    public static String overlay(String text, String placed, long start, long length) {
        if (start < 1 || length < 0) {
            throw ValueErrors.invalidArgument(
                    "OVERLAY takes a position from 1 and a length from 0 but got " + start + " and " + length);
        }
        int from = (int) Math.min(text.length(), start - 1);
        int to = (int) (length > text.length() - from ? text.length() : from + length);
        return text.substring(0, from) + placed + text.substring(to);
    }

    @SqlFunction(
            name = "TRANSLATE",
            aliases = "TRANSLATE3",
            description = "Each character of the second text replaced by that at its place in the third, or left out.",
            examples = {"TRANSLATE('abcab', 'ab', 'xy') = 'xycxy'", "TRANSLATE('abc', 'ab', 'x') = 'xc'"},
            total = true)
    public static String translate(String text, String from, String to) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            int at = from.indexOf(text.charAt(i));
            if (at < 0) {
                out.append(text.charAt(i));
            } else if (at < to.length()) {
                out.append(to.charAt(at));
            }
        }
        return out.toString();
    }

    @SqlFunction(
            name = "NORMALIZE",
            description = "A text whose characters have one spelling each, composed where possible (NFC).",
            examples = "CHAR_LENGTH(NORMALIZE(NORMALIZE('é', 'NFD'))) = 1",
            total = true)
    public static String normalize(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    @SqlFunction(
            name = "NORMALIZE",
            description = "The same in a form given as text: NFC, NFD, NFKC or NFKD.",
            examples = {"NORMALIZE('ﬁ', 'NFKC') = 'fi'", "CHAR_LENGTH(NORMALIZE('é', 'nfd')) = 2"})
    public static String normalize(String text, String form) {
        for (Normalizer.Form known : FORMS) {
            if (known.name().equalsIgnoreCase(form)) {
                return Normalizer.normalize(text, known);
            }
        }
        throw ValueErrors.invalidArgument("NORMALIZE takes NFC, NFD, NFKC or NFKD but got '" + form + "'");
    }

    @SqlFunction(
            name = "SOUNDEX",
            description = "How a word sounds in English: a letter and three digits; empty without a letter A to Z.",
            examples = {"SOUNDEX('Robert') = 'R163'", "SOUNDEX('Tymczak') = 'T522'", "SOUNDEX('Pfister') = 'P236'"},
            total = true)
    public static String soundex(String text) {
        StringBuilder code = new StringBuilder(4);
        char last = '0';
        for (int i = 0; i < text.length() && code.length() < 4; i++) {
            char c = Character.toUpperCase(text.charAt(i));
            if (c < 'A' || c > 'Z') {
                continue;
            }
            char sound = SOUNDS.charAt(c - 'A');
            if (code.length() == 0) {
                code.append(c);
            } else if (sound != '0' && sound != last) {
                code.append(sound);
            }
            // H and W do not part letters that sound alike, vowels do.
            if (c != 'H' && c != 'W') {
                last = sound;
            }
        }
        return code.length() == 0
                ? ""
                : code.append("000", 0, 4 - code.length()).toString();
    }

    @SqlFunction(
            name = "DIFFERENCE",
            description = "At how many of the four places the SOUNDEX codes agree.",
            examples = {"DIFFERENCE('Robert', 'Rupert') = 4", "DIFFERENCE('Anne', 'Andrew') = 2"},
            total = true)
    public static long difference(String left, String right) {
        String first = soundex(left);
        String second = soundex(right);
        int alike = 0;
        for (int i = 0; i < Math.min(first.length(), second.length()); i++) {
            alike += first.charAt(i) == second.charAt(i) ? 1 : 0;
        }
        return alike;
    }

    @SqlFunction(
            name = "LEVENSHTEIN",
            aliases = "EDIT_DISTANCE",
            description = "Least number of characters to insert, delete or replace to get the other text.",
            examples = {"LEVENSHTEIN('kitten', 'sitting') = 3", "LEVENSHTEIN('', 'ab') = 2"})
    public static long distance(String left, String right) {
        if (left.length() > MAX_DISTANCE_LENGTH || right.length() > MAX_DISTANCE_LENGTH) {
            throw ValueErrors.invalidArgument("LEVENSHTEIN takes texts of at most " + MAX_DISTANCE_LENGTH
                    + " characters but got " + Math.max(left.length(), right.length()));
        }
        int[] costs = new int[right.length() + 1];
        for (int j = 0; j < costs.length; j++) {
            costs[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = costs[0];
            costs[0] = i;
            for (int j = 1; j < costs.length; j++) {
                int replace = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = costs[j];
                costs[j] = Math.min(replace, Math.min(costs[j], costs[j - 1]) + 1);
            }
        }
        return costs[right.length()];
    }

    @SqlFunction(
            name = "OCTET_LENGTH",
            aliases = "BYTE_LENGTH",
            description = "Bytes of a text in UTF-8.",
            examples = "OCTET_LENGTH('abc') = 3",
            total = true)
    public static long byteLength(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @SqlFunction(
            name = "BIT_LENGTH",
            description = "Bits of a text in UTF-8.",
            examples = "BIT_LENGTH('abc') = 24",
            total = true)
    public static long bitLength(String text) {
        return 8 * byteLength(text);
    }

    @SqlFunction(name = "BIT_LENGTH", description = "Bits of bytes.", total = true)
    public static long bitLength(byte[] bytes) {
        return 8L * bytes.length;
    }

    @SqlFunction(
            name = "FROM_HEX",
            aliases = "UNHEX",
            description = "The bytes of hexadecimal digits.",
            examples = "FROM_HEX('616263') = FROM_BASE64('YWJj')")
    public static byte[] fromHex(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw ValueErrors.invalidArgument("'" + digits + "' are no hexadecimal digits in pairs");
        }
    }

    @SqlFunction(
            name = "TO_BASE64",
            description = "Bytes in Base64.",
            examples = "TO_BASE64(FROM_HEX('616263')) = 'YWJj'",
            total = true)
    public static String toBase64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @SqlFunction(
            name = "TO_BASE64",
            description = "A text, as UTF-8, in Base64.",
            examples = "TO_BASE64('abc') = 'YWJj'",
            total = true)
    public static String toBase64(String text) {
        return toBase64(text.getBytes(StandardCharsets.UTF_8));
    }

    @SqlFunction(
            name = "FROM_BASE64",
            description = "The bytes of a text in Base64.",
            examples = "FROM_BASE64('YWJj') = FROM_HEX('616263')")
    public static byte[] fromBase64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw ValueErrors.invalidArgument("'" + text + "' is no Base64: " + e.getMessage());
        }
    }

    @SqlFunction(
            name = "UNICODE",
            description = "Code of the first character; 0 of the empty text.",
            examples = "UNICODE('a') = 97",
            total = true)
    public static long code(String text) {
        return StringFunctions.ascii(text);
    }

    @SqlFunction(
            name = "GEN_RANDOM_UUID",
            aliases = {"RANDOM_UUID", "UUID", "UUIDV4"},
            description = "A random UUID of version 4, another one for each row.",
            result = UUID,
            deterministic = false,
            total = true)
    public static java.util.UUID randomUuid() {
        return java.util.UUID.randomUUID();
    }

    @SqlFunction(name = "GENERATE_UUID", description = "The same as text.", deterministic = false, total = true)
    public static String randomUuidText() {
        return java.util.UUID.randomUUID().toString();
    }
}
