package io.laminar.format;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.spi.Format;
import io.laminar.spi.FormatFactory;
import io.laminar.spi.OptionSpec;
import io.laminar.spi.Options;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The format {@code json}: one JSON object a line. */
public final class JsonFormatFactory implements FormatFactory {
    private static final String COLUMN = "json.column.";

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String description() {
        return "One JSON object a line.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.optional(
                        COLUMN + "*",
                        OptionSpec.Type.STRING,
                        null,
                        "Where the value of a column stands, such as $.geometry.coordinates[0]; by default, in the"
                                + " field of its name."),
                Charsets.OPTION);
    }

    @Override
    public Format create(Options options) {
        Map<String, JsonPath> paths = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        options.startingWith(COLUMN).forEach((column, path) -> {
            try {
                paths.put(column, JsonPath.parse(path));
            } catch (IllegalArgumentException e) {
                throw new LaminarException(
                        ErrorCode.INVALID_OPTION,
                        "option '" + COLUMN + column + "' of " + options.owner() + " is no path: " + e.getMessage()
                                + "; write it like $.geometry.coordinates[0]",
                        e);
            }
        });
        return new JsonFormat(paths, Charsets.of(options), options.owner());
    }
}
