package io.laminar.expr.function;

import io.laminar.expr.json.JsonDocument;
import io.laminar.expr.json.JsonPath;
import io.laminar.expr.json.JsonTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a path of the SQL standard, such as {@code $.a[0]}, finds in a document, in the manner of BigQuery and PostgreSQL. */
public final class JsonPathFunctions {
    private JsonPathFunctions() {}

    @SqlFunction(
            name = "JSON_EXTRACT",
            aliases = "JSONB_PATH_QUERY_FIRST",
            signature = "JSON, VARCHAR -> JSON?",
            description = "The first value that a path finds, as JSON.",
            examples = {
                "JSON_EXTRACT('{\"a\": [5, {\"b\": 6}]}', '$.a[1]') = '{\"b\":6}'",
                "JSON_EXTRACT('{}', '$.a') = NULL"
            })
    public static @Nullable JsonDocument extract(JsonDocument json, JsonPath path) {
        List<?> found = JsonQueryFunctions.find(json, path);
        return found == null || found.isEmpty() ? null : JsonDocument.of(found.get(0));
    }

    @SqlFunction(
            name = "JSON_EXTRACT_SCALAR",
            signature = "JSON, VARCHAR -> VARCHAR?",
            description = "The first value that a path finds, as text; NULL where it is an array or object.",
            examples = {
                "JSON_EXTRACT_SCALAR('{\"a\": [\"x\"]}', '$.a[0]') = 'x'",
                "JSON_EXTRACT_SCALAR('{\"a\": [\"x\"]}', '$.a') = NULL"
            })
    public static @Nullable String extractScalar(JsonDocument json, JsonPath path) {
        JsonDocument found = extract(json, path);
        return found == null || isStructure(found.value()) ? null : found.text();
    }

    @SqlFunction(
            name = "JSON_QUERY_ARRAY",
            aliases = "JSON_EXTRACT_ARRAY",
            signature = "JSON, VARCHAR -> ARRAY<JSON>?",
            description = "The elements of the array that a path finds, as JSON; NULL where it is none.",
            examples = {
                "JSON_QUERY_ARRAY('{\"a\": [1, [2]]}', '$.a') = ARRAY['1', '[2]']",
                "JSON_QUERY_ARRAY('{\"a\": 1}', '$.a') = NULL"
            })
    public static @Nullable List<?> queryArray(JsonDocument json, JsonPath path) {
        JsonDocument found = extract(json, path);
        if (found == null || !(found.value() instanceof List<?> array)) {
            return null;
        }
        List<Object> texts = new ArrayList<>();
        array.forEach(element -> texts.add(JsonTexts.write(element)));
        return texts;
    }

    @SqlFunction(
            name = "JSON_VALUE_ARRAY",
            aliases = "JSON_EXTRACT_STRING_ARRAY",
            signature = "JSON, VARCHAR -> ARRAY<VARCHAR>?",
            description = "The elements of the array that a path finds, as text; NULL where it is none, or holds"
                    + " arrays or objects.",
            examples = {
                "JSON_VALUE_ARRAY('{\"a\": [1, \"x\"]}', '$.a') = ARRAY['1', 'x']",
                "JSON_VALUE_ARRAY('[1, [2]]', '$') = NULL"
            })
    public static @Nullable List<?> valueArray(JsonDocument json, JsonPath path) {
        JsonDocument found = extract(json, path);
        if (found == null || !(found.value() instanceof List<?> array)) {
            return null;
        }
        List<@Nullable Object> texts = new ArrayList<>();
        for (Object element : array) {
            if (isStructure(element)) {
                return null;
            }
            texts.add(JsonTexts.plain(element));
        }
        return texts;
    }

    @SqlFunction(
            name = "JSONB_PATH_EXISTS",
            signature = "JSON, VARCHAR -> BOOLEAN",
            description = "Whether a path finds a value.",
            examples = {"JSONB_PATH_EXISTS('{\"a\": null}', '$.a') = TRUE", "JSONB_PATH_EXISTS('[1]', '$[1]') = FALSE"})
    public static boolean exists(JsonDocument json, JsonPath path) {
        List<?> found = JsonQueryFunctions.find(json, path);
        return found != null && !found.isEmpty();
    }

    @SqlFunction(
            name = "JSONB_PATH_QUERY_ARRAY",
            signature = "JSON, VARCHAR -> JSON",
            description = "All values that a path finds, as a JSON array.",
            examples = "JSONB_PATH_QUERY_ARRAY('{\"a\": 1, \"b\": [2]}', '$.*') = '[1,[2]]'")
    public static JsonDocument queryAll(JsonDocument json, JsonPath path) {
        List<?> found = JsonQueryFunctions.find(json, path);
        return JsonDocument.of(found == null ? List.of() : found);
    }

    @SqlFunction(
            name = "JSONB_EXTRACT_PATH",
            aliases = "JSON_EXTRACT_PATH",
            signature = "JSON, VARCHAR... -> JSON?",
            description = "What stands behind member after member or position after position, as JSON.",
            examples = "JSONB_EXTRACT_PATH('{\"a\": [5, {\"b\": 6}]}', 'a', '1') = '{\"b\":6}'")
    public static @Nullable JsonDocument extractPath(JsonDocument json, String... path) {
        return JsonFunctions.getPath(json, Arrays.asList(path));
    }

    @SqlFunction(
            name = "JSONB_EXTRACT_PATH_TEXT",
            aliases = "JSON_EXTRACT_PATH_TEXT",
            signature = "JSON, VARCHAR... -> VARCHAR?",
            description = "The same as text.",
            examples = "JSONB_EXTRACT_PATH_TEXT('{\"a\": {\"b\": \"x\"}}', 'a', 'b') = 'x'")
    public static @Nullable String extractPathText(JsonDocument json, String... path) {
        JsonDocument found = extractPath(json, path);
        return found == null ? null : found.text();
    }

    @SqlFunction(
            name = "TO_JSON_STRING",
            signature = "CAST<JSON> -> VARCHAR",
            description = "Any value as the text of JSON.",
            examples = {"TO_JSON_STRING(ARRAY[1, NULL]) = '[1,null]'", "TO_JSON_STRING('x') = '\"x\"'"})
    public static String toJsonString(JsonDocument value) {
        return value.toString();
    }

    private static boolean isStructure(@Nullable Object value) {
        return value instanceof List<?> || value instanceof Map<?, ?>;
    }
}
