package io.laminar.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An option of a connector or format.
 *
 * @param key in lower case, with dots; a final {@code *} stands for any rest, such as {@code json.column.*}
 * @param type what its text must be
 * @param defaultValue value when it is not given, or null
 * @param isRequired whether it must be given
 * @param isSecret whether its value must not be shown
 * @param description one sentence for the reference
 */
public record OptionSpec(
        String key,
        Type type,
        @Nullable String defaultValue,
        boolean isRequired,
        boolean isSecret,
        String description) {

    /** Types of options. */
    public enum Type {
        STRING,
        BOOLEAN,
        INTEGER,
        DECIMAL,
        /** {@code 10 s}, {@code 500ms}, {@code PT1M}. */
        DURATION
    }

    public OptionSpec {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(description, "description");
    }

    /** An option that must be given. */
    public static OptionSpec required(String key, Type type, String description) {
        return new OptionSpec(key, type, null, true, false, description);
    }

    /** An option with a default. */
    public static OptionSpec optional(String key, Type type, @Nullable String defaultValue, String description) {
        return new OptionSpec(key, type, defaultValue, false, false, description);
    }
}
