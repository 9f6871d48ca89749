package io.laminar.expr.function;

import org.jspecify.annotations.Nullable;

/** Texts put together for others to read. */
public final class QuotingFunctions {
    private QuotingFunctions() {}

    @SqlFunction(
            name = "CONCAT_WS",
            signature = "VARCHAR, CAST<VARCHAR>... -> VARCHAR?",
            description =
                    "The operands after the first, with the first between them; NULLs are left out. NULL if the first one is.",
            examples = {
                "CONCAT_WS(', ', 'a', NULL, 'b') = 'a, b'",
                "CONCAT_WS('-', 2024, 7) = '2024-7'",
                "CONCAT_WS(NULL, 'a', 'b') = NULL"
            },
            calledWithNull = true)
    public static @Nullable String concatWithSeparator(@Nullable String separator, @Nullable String... texts) {
        if (separator == null) {
            return null;
        }
        StringBuilder whole = new StringBuilder();
        boolean isFirst = true;
        for (String text : texts) {
            if (text != null) {
                whole.append(isFirst ? "" : separator).append(text);
                isFirst = false;
            }
        }
        return whole.toString();
    }

    @SqlFunction(
            name = "FORMAT",
            signature = "VARCHAR, CAST<VARCHAR>... -> VARCHAR?",
            description =
                    "A pattern in which %s is the next operand, %I it as a name of SQL, %L as a literal, %% a percent sign;"
                            + " %2$s is the second one, %10s and %-10s are filled with blanks. NULL is nothing to %s and NULL to %L.",
            examples = {
                "FORMAT('Hello %s, %1$s', 'World') = 'Hello World, World'",
                "FORMAT('INSERT INTO %I VALUES (%L)', 'Unit Price', 'it''s') = 'INSERT INTO \"Unit Price\" VALUES (''it''''s'')'",
                "FORMAT('|%-5s|%5s|', 'a', 12) = '|a    |   12|'",
                "FORMAT('%L and 100%%', NULL) = 'NULL and 100%'"
            },
            calledWithNull = true)
    public static @Nullable String format(@Nullable String pattern, @Nullable String... operands) {
        return pattern == null ? null : TextFormat.format(pattern, operands);
    }

    @SqlFunction(
            name = "QUOTE_LITERAL",
            description = "The text as a literal of SQL.",
            examples = "QUOTE_LITERAL('it''s') = '''it''''s'''",
            total = true)
    public static String quoteLiteral(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @SqlFunction(
            name = "QUOTE_NULLABLE",
            description = "The text as a literal of SQL; the word NULL for NULL.",
            examples = {"QUOTE_NULLABLE('a') = '''a'''", "QUOTE_NULLABLE(NULL) = 'NULL'"},
            calledWithNull = true,
            total = true)
    public static String quoteNullable(@Nullable String text) {
        return text == null ? "NULL" : quoteLiteral(text);
    }

    @SqlFunction(
            name = "QUOTE_IDENT",
            description = "The text as a name of SQL, in quotes where it needs them.",
            examples = {"QUOTE_IDENT('price') = 'price'", "QUOTE_IDENT('Unit Price') = '\"Unit Price\"'"},
            total = true)
    public static String quoteIdentifier(String text) {
        boolean isPlain = !text.isEmpty() && !Character.isDigit(text.charAt(0));
        for (int i = 0; i < text.length() && isPlain; i++) {
            char c = text.charAt(i);
            isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        }
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
