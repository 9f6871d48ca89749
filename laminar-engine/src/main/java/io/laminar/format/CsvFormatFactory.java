package io.laminar.format;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.spi.Format;
import io.laminar.spi.FormatFactory;
import io.laminar.spi.OptionSpec;
import io.laminar.spi.Options;
import java.util.List;

/** The format {@code csv}: values between delimiters, quoted where they must be, the first line naming the columns. */
public final class CsvFormatFactory implements FormatFactory {
    static final String HEADER = "header";
    static final String DELIMITER = "delimiter";
    static final String QUOTE = "quote";
    static final String NULL = "null";
    static final String TRIM = "trim";

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String description() {
        return "Values between delimiters, one record a line.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.optional(
                        HEADER,
                        OptionSpec.Type.BOOLEAN,
                        "true",
                        "Whether the first line names the columns; without it they are taken by position."),
                OptionSpec.optional(
                        DELIMITER, OptionSpec.Type.STRING, ",", "Character between values; \\t is a tabulator."),
                OptionSpec.optional(
                        QUOTE, OptionSpec.Type.STRING, "\"", "Character around values that hold delimiters."),
                OptionSpec.optional(
                        NULL,
                        OptionSpec.Type.STRING,
                        null,
                        "Unquoted text that means NULL. Empty values that are no text are NULL in any case."),
                OptionSpec.optional(TRIM, OptionSpec.Type.BOOLEAN, "false", "Whether blanks around text are left out."),
                Charsets.OPTION);
    }

    @Override
    public Format create(Options options) {
        char delimiter = character(options, DELIMITER);
        char quote = character(options, QUOTE);
        if (delimiter == quote) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "options 'delimiter' and 'quote' of " + options.owner() + " are both '" + quote
                            + "'; give them different characters");
        }
        return new CsvFormat(new CsvFormat.Dialect(
                options.getBoolean(HEADER),
                delimiter,
                quote,
                options.find(NULL).orElse(null),
                options.getBoolean(TRIM),
                Charsets.of(options)));
    }

    private static char character(Options options, String key) {
        String text = options.get(key);
        String unescaped = text.equals("\\t") ? "\t" : text;
        if (unescaped.length() != 1 || "\r\n".contains(unescaped)) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "option '" + key + "' of " + options.owner() + " must be one character but is '" + text + "'");
        }
        return unescaped.charAt(0);
    }
}
