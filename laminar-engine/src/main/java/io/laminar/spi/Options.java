package io.laminar.spi;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Suggestions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values of options, checked against what is declared: no unknown key, no missing one, none of the wrong type. */
public final class Options {
    private final String owner;
    private final Map<String, String> values;

    private Options(String owner, Map<String, String> values) {
        this.owner = owner;
        this.values = values;
    }

    /**
     * Checks values and adds defaults.
     *
     * @param owner what the options belong to, for messages, such as {@code connector file}
     * @throws LaminarException with {@code INVALID_OPTION}
     */
    public static Options of(String owner, List<OptionSpec> specs, Map<String, String> given) {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            String key = entry.getKey().toLowerCase(Locale.ROOT);
            OptionSpec spec = find(specs, key);
            if (spec == null) {
                throw new LaminarException(
                        ErrorCode.INVALID_OPTION,
                        owner + " has no option '" + entry.getKey() + "'"
                                + Suggestions.didYouMean(
                                        key, specs.stream().map(OptionSpec::key).toList()));
            }
            checkType(owner, spec, entry.getValue());
            values.put(key, entry.getValue());
        }
        for (OptionSpec spec : specs) {
            if (!values.containsKey(spec.key())) {
                if (spec.isRequired()) {
                    throw new LaminarException(
                            ErrorCode.INVALID_OPTION,
                            owner + " needs option '" + spec.key() + "': " + spec.description());
                }
                if (spec.defaultValue() != null) {
                    values.put(spec.key(), spec.defaultValue());
                }
            }
        }
        return new Options(owner, values);
    }

    private static @Nullable OptionSpec find(List<OptionSpec> specs, String key) {
        for (OptionSpec spec : specs) {
            String declared = spec.key();
            boolean matches = declared.endsWith("*")
                    ? key.startsWith(declared.substring(0, declared.length() - 1))
                    : key.equals(declared);
            if (matches) {
                return spec;
            }
        }
        return null;
    }

    private static void checkType(String owner, OptionSpec spec, String value) {
        boolean fits = switch (spec.type()) {
            case STRING, DURATION -> true;
            case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case INTEGER -> value.matches("[+-]?\\d{1,18}");
            case DECIMAL -> value.matches("[+-]?\\d{1,15}(\\.\\d{1,15})?");
        };
        if (!fits) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION,
                    "option '" + spec.key() + "' of " + owner + " must be "
                            + spec.type().name().toLowerCase(Locale.ROOT) + " but is '"
                            + (spec.isSecret() ? "***" : value) + "'");
        }
    }

    /** What the options belong to, for messages. */
    public String owner() {
        return owner;
    }

    /** The value of an option, if it has one. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The value of an option that is required or has a default. */
    public String get(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException(owner + " declares no value for " + key));
    }

    public boolean getBoolean(String key) {
        return Boolean.parseBoolean(get(key));
    }

    public long getLong(String key) {
        return Long.parseLong(get(key));
    }

    public double getDouble(String key) {
        return Double.parseDouble(get(key));
    }

    /** The options whose keys start with a prefix, by the rest of the key. */
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
