package io.laminar.format;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.spi.OptionSpec;
import io.laminar.spi.Options;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

/** The option that text formats share. */
final class Charsets {
    static final OptionSpec OPTION =
            OptionSpec.optional("charset", OptionSpec.Type.STRING, "UTF-8", "How characters are bytes.");

    private Charsets() {}

    static Charset of(Options options) {
        String name = options.get(OPTION.key());
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "option 'charset' of " + options.owner() + " is '" + name
                            + "', which this JVM does not know; give it UTF-8, ISO-8859-1, or the like",
                    e);
        }
    }
}
