package io.laminar.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.PropertyPlaceholderHelper;

/**
 * Replaces {@code ${name}}, {@code ${name:default}} and, as in the dialect, {@code ${name:-default}} in SQL text
 * by properties of the environment. A name without value stays as it is, for the engine to complain of.
 */
final class Placeholders {
    private static final PropertyPlaceholderHelper HELPER = new PropertyPlaceholderHelper("${", "}", ":", null, true);

    private final Environment environment;

    Placeholders(Environment environment) {
        this.environment = environment;
    }

    String resolve(String text) {
        return HELPER.replacePlaceholders(text, this::value);
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
