package io.laminar.autoconfigure;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.PlaceholderResolutionException;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * Replaces {@code ${name}}, {@code ${name:default}} and, as in the dialect, {@code ${name:-default}} in SQL text
 * by properties of the environment. A backslash before the dollar sign keeps what follows as it is.
 */
final class Placeholders {
    private static final PropertyPlaceholderHelper HELPER = new PropertyPlaceholderHelper("${", "}", ":", '\\', false);

    private final Environment environment;

    Placeholders(Environment environment) {
        this.environment = environment;
    }

    /**
     * The text with values.
     *
     * @throws LaminarException with {@code UNRESOLVED_PLACEHOLDER} and its place when a name has no value
     */
    String resolve(String text) {
        try {
            return HELPER.replacePlaceholders(text, this::value);
        } catch (PlaceholderResolutionException e) {
            throw new LaminarException(
                    ErrorCode.UNRESOLVED_PLACEHOLDER,
                    "no property is called " + e.getPlaceholder(),
                    position(text, "${" + e.getPlaceholder()),
                    e);
        }
    }

    private static @Nullable SqlPosition position(String text, String placeholder) {
        int offset = text.indexOf(placeholder);
        if (offset < 0) {
            return null; // it came out of the value of another one
        }
        String before = text.substring(0, offset);
        int line = 1 + (int) before.chars().filter(each -> each == '\n').count();
        return new SqlPosition(line, offset - before.lastIndexOf('\n'));
    }

    /** The value of a name, or null; a name may carry a default of the dialect's form. */
    @Nullable
    String value(@Nullable String name) {
        if (name == null) {
            return null;
        }
        int separator = name.indexOf(":-");
        if (separator < 0) {
            return environment.getProperty(name);
        }
        String value = environment.getProperty(name.substring(0, separator));
        return value != null ? value : name.substring(separator + 2);
    }
}
