package io.laminar.expr.function;

import io.laminar.expr.json.JsonDocument;
import io.laminar.expr.json.JsonEncoding;
import io.laminar.expr.json.JsonPath;
import org.jspecify.annotations.Nullable;

/** The conversions around functions of documents, each a call of its own, so that a text is parsed once for all of them. */
public final class JsonDocumentFunctions {
    private JsonDocumentFunctions() {}

    @SqlFunction(name = "JSON_PARSE", internal = true, total = true, hidden = true)
    public static JsonDocument parse(String text) {
        return JsonDocument.parse(text);
    }

    @SqlFunction(name = "JSON_PATH", internal = true, hidden = true)
    public static JsonPath path(String text) {
        return JsonPath.parse(text);
    }

    @SqlFunction(name = "JSON_TEXT", internal = true, hidden = true)
    public static String text(JsonDocument document) {
        return document.toString();
    }

    @SqlFunction(name = "CAST", internal = true)
    public static JsonDocument encode(Object value, JsonEncoding encoding) {
        return JsonDocument.of(encoding.encode(value));
    }

    @SqlFunction(name = "CAST", internal = true)
    public static @Nullable Object decode(JsonDocument document, JsonEncoding encoding) {
        return encoding.decode(document.value());
    }

    @SqlFunction(name = "CAST", internal = true)
    public static Object convert(Object value, FallibleCast cast) {
        return java.util.Objects.requireNonNull(cast.apply(value));
    }
}
