package io.laminar.expr.json;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON text, or the reason why a text is none. Values are {@link Map} (in the order of the text), {@link
 * List}, {@link String}, {@link Long}, {@link java.math.BigDecimal}, {@link Boolean}, and Java's null for JSON's.
 */
public final class JsonDocument {
    private final @Nullable Object value;
    private final @Nullable String problem;

    private JsonDocument(@Nullable Object value, @Nullable String problem) {
        this.value = value;
        this.problem = problem;
    }

    /** The document of a value. */
    public static JsonDocument of(@Nullable Object value) {
        return new JsonDocument(value, null);
    }

    /** The document of a text; one that has only a problem when the text is no JSON. */
    public static JsonDocument parse(String text) {
        try {
            return of(JsonTexts.parse(text));
        } catch (RuntimeException e) {
            String shown = text.length() > 100 ? text.substring(0, 100) + "..." : text;
            return new JsonDocument(null, "'" + shown + "' is no JSON; correct the value, or use TRY_PARSE_JSON");
        }
    }

    /** Whether there is a value. */
    public boolean isValid() {
        return problem == null;
    }

    /**
     * The value.
     *
     * @throws LaminarException with {@code INVALID_CAST} when the text was no JSON
     */
    public @Nullable Object value() {
        if (problem != null) {
            throw new LaminarException(ErrorCode.INVALID_CAST, problem);
        }
        return value;
    }

    /** The member of an object, or null when this is none or has none of that name. */
    public @Nullable JsonDocument member(String name) {
        return value() instanceof Map<?, ?> object && object.containsKey(name) ? of(object.get(name)) : null;
    }

    /** The element of an array, from 0, or from the end when negative; null when this is none or has none there. */
    public @Nullable JsonDocument element(long index) {
        if (!(value() instanceof List<?> array)) {
            return null;
        }
        long at = index < 0 ? array.size() + index : index;
        return at < 0 || at >= array.size() ? null : of(array.get((int) at));
    }

    /** Text of a string as it is, JSON text of all else, null for JSON's null. */
    public @Nullable String text() {
        return JsonTexts.plain(value());
    }

    /** JSON text without blanks. */
    @Override
    public String toString() {
        return JsonTexts.write(value());
    }
}
