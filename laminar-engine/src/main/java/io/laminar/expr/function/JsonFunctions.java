package io.laminar.expr.function;

import io.laminar.expr.json.JsonDocument;
import io.laminar.expr.json.JsonEdits;
import io.laminar.expr.json.JsonPath;
import io.laminar.expr.json.JsonTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of JSON documents in the manner of PostgreSQL and MySQL. */
public final class JsonFunctions {
    private JsonFunctions() {}

    @SqlFunction(
            name = "JSONB_GET",
            aliases = "JSON_GET",
            signature = "JSON, VARCHAR -> JSON?",
            description = "The member of an object, as JSON; also written j -> 'name'.",
            examples = "JSONB_GET('{\"a\": [1]}', 'a') = '[1]'")
    public static @Nullable JsonDocument get(JsonDocument json, String name) {
        return json.member(name);
    }

    @SqlFunction(
            name = "JSONB_GET",
            aliases = "JSON_GET",
            signature = "JSON, BIGINT -> JSON?",
            description =
                    "The element of an array, from 0, or from the end when negative, as JSON; also written j -> 0.",
            examples = "JSONB_GET('[1, 2]', -1) = '2'")
    public static @Nullable JsonDocument get(JsonDocument json, long index) {
        return json.element(index);
    }

    @SqlFunction(
            name = "JSONB_GET_TEXT",
            aliases = "JSON_GET_TEXT",
            signature = "JSON, VARCHAR -> VARCHAR?",
            description = "The member of an object as text; also written j ->> 'name'.",
            examples = "JSONB_GET_TEXT('{\"a\": \"x\"}', 'a') = 'x'")
    public static @Nullable String getText(JsonDocument json, String name) {
        JsonDocument found = json.member(name);
        return found == null ? null : found.text();
    }

    @SqlFunction(
            name = "JSONB_GET_TEXT",
            aliases = "JSON_GET_TEXT",
            signature = "JSON, BIGINT -> VARCHAR?",
            description = "The element of an array, from 0, as text; also written j ->> 0.",
            examples = "JSONB_GET_TEXT('[\"x\"]', 0) = 'x'")
    public static @Nullable String getText(JsonDocument json, long index) {
        JsonDocument found = json.element(index);
        return found == null ? null : found.text();
    }

    @SqlFunction(
            name = "JSONB_GET_PATH",
            aliases = "JSON_GET_PATH",
            signature = "JSON, ARRAY<VARCHAR> -> JSON?",
            description = "What stands behind member after member or position after position; also written j #> path.",
            examples = "JSONB_GET_PATH('{\"a\": [5, {\"b\": 6}]}', ARRAY['a', '1', 'b']) = '6'")
    public static @Nullable JsonDocument getPath(JsonDocument json, List<?> path) {
        JsonDocument at = json;
        for (Object key : path) {
            if (at == null || key == null) {
                return null;
            }
            String name = (String) key;
            at = at.value() instanceof List<?>
                    ? (name.matches("-?\\d{1,9}") ? at.element(Long.parseLong(name)) : null)
                    : at.member(name);
        }
        return at;
    }

    @SqlFunction(
            name = "JSONB_GET_PATH_TEXT",
            aliases = "JSON_GET_PATH_TEXT",
            signature = "JSON, ARRAY<VARCHAR> -> VARCHAR?",
            description = "As JSONB_GET_PATH, as text; also written j #>> path.",
            examples = "JSONB_GET_PATH_TEXT('{\"a\": [5, \"x\"]}', ARRAY['a', '1']) = 'x'")
    public static @Nullable String getPathText(JsonDocument json, List<?> path) {
        JsonDocument found = getPath(json, path);
        return found == null ? null : found.text();
    }

    @SqlFunction(
            name = "JSONB_EXISTS",
            signature = "JSON, VARCHAR -> BOOLEAN",
            description = "Whether an object has the member, or an array the string; also written j ? 'name'.",
            examples = "JSONB_EXISTS('{\"a\": null}', 'a') = TRUE")
    public static boolean exists(JsonDocument json, String name) {
        Object value = json.value();
        return value instanceof Map<?, ?> object
                ? object.containsKey(name)
                : value instanceof List<?> array ? array.contains(name) : name.equals(value);
    }

    @SqlFunction(
            name = "JSONB_EXISTS_ANY",
            signature = "JSON, ARRAY<VARCHAR> -> BOOLEAN",
            description = "Whether one of the names is there, as JSONB_EXISTS; also written j ?| names.",
            examples = "JSONB_EXISTS_ANY('{\"a\": 1}', ARRAY['b', 'a']) = TRUE")
    public static boolean existsAny(JsonDocument json, List<?> names) {
        return names.stream().anyMatch(name -> name != null && exists(json, (String) name));
    }

    @SqlFunction(
            name = "JSONB_EXISTS_ALL",
            signature = "JSON, ARRAY<VARCHAR> -> BOOLEAN",
            description = "Whether all names are there, as JSONB_EXISTS; also written j ?& names.",
            examples = "JSONB_EXISTS_ALL('{\"a\": 1}', ARRAY['b', 'a']) = FALSE")
    public static boolean existsAll(JsonDocument json, List<?> names) {
        return names.stream().allMatch(name -> name == null || exists(json, (String) name));
    }

    @SqlFunction(
            name = "JSONB_CONTAINS",
            signature = "JSON, JSON -> BOOLEAN",
            description =
                    "Whether the first has all members and elements of the second, in any order; also written j @> part.",
            examples = "JSONB_CONTAINS('{\"a\": [1, 2], \"b\": 3}', '{\"a\": [2]}') = TRUE")
    public static boolean contains(JsonDocument whole, JsonDocument part) {
        return JsonEdits.contains(whole.value(), part.value());
    }

    @SqlFunction(
            name = "JSONB_CONTAINED",
            signature = "JSON, JSON -> BOOLEAN",
            description = "JSONB_CONTAINS with the operands changed over; also written part <@ j.",
            examples = "JSONB_CONTAINED('[2]', '[1, 2]') = TRUE")
    public static boolean contained(JsonDocument part, JsonDocument whole) {
        return JsonEdits.contains(whole.value(), part.value());
    }

    @SqlFunction(
            name = "JSON_TYPEOF",
            aliases = "JSONB_TYPEOF",
            signature = "JSON -> VARCHAR",
            description = "object, array, string, number, boolean or null.",
            examples = "JSON_TYPEOF('[1]') = 'array'")
    public static String typeOf(JsonDocument json) {
        Object value = json.value();
        if (value instanceof Map<?, ?>) {
            return "object";
        } else if (value instanceof List<?>) {
            return "array";
        } else if (value instanceof String) {
            return "string";
        } else if (value instanceof Boolean) {
            return "boolean";
        }
        return value == null ? "null" : "number";
    }

    @SqlFunction(
            name = "JSON_TYPE",
            signature = "JSON -> VARCHAR",
            description = "OBJECT, ARRAY, STRING, INTEGER, DOUBLE, BOOLEAN or NULL.",
            examples = "JSON_TYPE('1.5') = 'DOUBLE'")
    public static String type(JsonDocument json) {
        String type = typeOf(json);
        return type.equals("number")
                ? json.value() instanceof Long ? "INTEGER" : "DOUBLE"
                : type.toUpperCase(java.util.Locale.ROOT);
    }

    @SqlFunction(
            name = "JSON_LENGTH",
            signature = "JSON -> BIGINT",
            description = "How many members or elements there are; 1 for a scalar.",
            examples = "JSON_LENGTH('{\"a\": 1, \"b\": 2}') = 2")
    public static long length(JsonDocument json) {
        Object value = json.value();
        return value instanceof Map<?, ?> object ? object.size() : value instanceof List<?> array ? array.size() : 1;
    }

    @SqlFunction(
            name = "JSON_LENGTH",
            signature = "JSON, VARCHAR -> BIGINT?",
            description = "How many members or elements there are at a path; NULL where it finds nothing.",
            examples = "JSON_LENGTH('{\"a\": [1, 2, 3]}', '$.a') = 3")
    public static @Nullable Long length(JsonDocument json, JsonPath path) {
        JsonDocument found = first(json, path);
        return found == null ? null : (Long) length(found);
    }

    private static @Nullable JsonDocument first(JsonDocument json, JsonPath path) {
        try {
            List<?> found = path.find(json.value());
            return found.isEmpty() ? null : JsonDocument.of(found.get(0));
        } catch (JsonPath.MismatchException e) {
            return null;
        }
    }

    @SqlFunction(
            name = "JSON_ARRAY_LENGTH",
            aliases = "JSONB_ARRAY_LENGTH",
            signature = "JSON -> BIGINT?",
            description = "How many elements an array has; NULL of what is none.",
            examples = "JSON_ARRAY_LENGTH('[1, 2]') = 2")
    public static @Nullable Long arrayLength(JsonDocument json) {
        return json.value() instanceof List<?> array ? (Long) (long) array.size() : null;
    }

    @SqlFunction(
            name = "JSON_DEPTH",
            signature = "JSON -> BIGINT",
            description = "How deep the structure is; 1 for a scalar or what is empty.",
            examples = "JSON_DEPTH('{\"a\": [1]}') = 3")
    public static long depth(JsonDocument json) {
        return JsonEdits.depth(json.value());
    }

    @SqlFunction(
            name = "JSON_PRETTY",
            aliases = "JSONB_PRETTY",
            signature = "JSON -> VARCHAR",
            description = "JSON text with a line for each member and element.")
    public static String pretty(JsonDocument json) {
        return JsonTexts.pretty(json.value());
    }

    @SqlFunction(
            name = "JSON_OBJECT_KEYS",
            aliases = "JSONB_OBJECT_KEYS",
            signature = "JSON -> ARRAY<VARCHAR>?",
            description = "The names of an object's members; NULL of what is none. In FROM, a row for each.",
            examples = "JSON_OBJECT_KEYS('{\"a\": 1, \"b\": 2}') = ARRAY['a', 'b']")
    public static @Nullable List<?> objectKeys(JsonDocument json) {
        return json.value() instanceof Map<?, ?> object ? List.copyOf(object.keySet()) : null;
    }

    @SqlFunction(
            name = "JSON_KEYS",
            signature = "JSON -> JSON?",
            description = "The names of an object's members as a JSON array; NULL of what is no object.",
            examples = "JSON_KEYS('{\"a\": 1, \"b\": 2}') = '[\"a\",\"b\"]'")
    public static @Nullable JsonDocument keys(JsonDocument json) {
        List<?> keys = objectKeys(json);
        return keys == null ? null : JsonDocument.of(keys);
    }

    @SqlFunction(
            name = "JSON_ARRAY_ELEMENTS",
            aliases = "JSONB_ARRAY_ELEMENTS",
            signature = "JSON -> ARRAY<JSON>?",
            description = "The elements of an array, each as JSON; NULL of what is no array. In FROM, a row for each.",
            examples = "JSON_ARRAY_ELEMENTS('[1, {\"a\": 2}]')[2] = '{\"a\":2}'")
    public static @Nullable List<?> arrayElements(JsonDocument json) {
        return json.value() instanceof List<?> array
                ? array.stream().map(JsonTexts::write).toList()
                : null;
    }

    @SqlFunction(
            name = "JSON_ARRAY_ELEMENTS_TEXT",
            aliases = "JSONB_ARRAY_ELEMENTS_TEXT",
            signature = "JSON -> ARRAY<VARCHAR>?",
            description = "The elements of an array, each as text; NULL of what is no array. In FROM, a row for each.",
            examples = "JSON_ARRAY_ELEMENTS_TEXT('[1, \"x\"]') = ARRAY['1', 'x']")
    public static @Nullable List<?> arrayElementsText(JsonDocument json) {
        if (!(json.value() instanceof List<?> array)) {
            return null;
        }
        List<@Nullable Object> texts = new ArrayList<>();
        array.forEach(element -> texts.add(JsonTexts.plain(element)));
        return texts;
    }

    @SqlFunction(
            name = "JSON_EACH",
            aliases = "JSONB_EACH",
            signature = "JSON -> MAP<VARCHAR, JSON>?",
            description = "The members of an object as a map to JSON; NULL of what is none. In FROM, a row for each.",
            examples = "JSON_EACH('{\"a\": [1]}')['a'] = '[1]'")
    public static @Nullable Map<?, ?> each(JsonDocument json) {
        if (!(json.value() instanceof Map<?, ?> object)) {
            return null;
        }
        Map<Object, Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(name, JsonTexts.write(value)));
        return members;
    }

    @SqlFunction(
            name = "JSON_EACH_TEXT",
            aliases = "JSONB_EACH_TEXT",
            signature = "JSON -> MAP<VARCHAR, VARCHAR>?",
            description =
                    "The members of an object as a map to text; NULL of what is no object. In FROM, a row for each.",
            examples = "JSON_EACH_TEXT('{\"a\": \"x\"}')['a'] = 'x'")
    public static @Nullable Map<?, ?> eachText(JsonDocument json) {
        if (!(json.value() instanceof Map<?, ?> object)) {
            return null;
        }
        Map<Object, @Nullable Object> members = new LinkedHashMap<>();
        object.forEach((name, value) -> members.put(name, JsonTexts.plain(value)));
        return members;
    }

    @SqlFunction(
            name = "TO_JSON",
            aliases = {"TO_JSONB", "ROW_TO_JSON", "ARRAY_TO_JSON"},
            signature = "CAST<JSON> -> JSON",
            description = "Any value as JSON; text becomes a JSON string.",
            examples = {"TO_JSON('x') = '\"x\"'", "TO_JSON(ARRAY[1, NULL]) = '[1,null]'"})
    public static JsonDocument toJson(JsonDocument value) {
        value.value();
        return value;
    }

    @SqlFunction(
            name = "PARSE_JSON",
            aliases = "JSON_PARSE",
            signature = "JSON -> JSON",
            description = "JSON from its text, without blanks; other text is an error. CAST(x AS JSON) is the same.",
            examples = "PARSE_JSON('{\"a\" : 1}') = '{\"a\":1}'")
    public static JsonDocument parseJson(JsonDocument value) {
        value.value();
        return value;
    }

    @SqlFunction(
            name = "PARSE_JSON",
            aliases = "JSON_PARSE",
            signature = "CAST<JSON> -> JSON",
            description = "JSON from a value that is no text, as TO_JSON.",
            examples = "PARSE_JSON(ARRAY[1]) = '[1]'")
    public static JsonDocument jsonOf(JsonDocument value) {
        return value;
    }

    @SqlFunction(
            name = "TRY_PARSE_JSON",
            signature = "JSON -> JSON?",
            description = "As PARSE_JSON; NULL instead of an error.",
            examples = "TRY_PARSE_JSON('{a') = NULL",
            total = true)
    public static @Nullable JsonDocument tryParseJson(JsonDocument value) {
        return value.isValid() ? value : null;
    }

    @SqlFunction(
            name = "JSON_BUILD_ARRAY",
            aliases = "JSONB_BUILD_ARRAY",
            signature = "CAST<JSON>... -> JSON",
            description = "A JSON array of the operands.",
            examples = "JSON_BUILD_ARRAY(1, 'x', NULL) = '[1,\"x\",null]'",
            calledWithNull = true)
    public static JsonDocument buildArray(@Nullable JsonDocument... elements) {
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonDocument element : elements) {
            array.add(element == null ? null : element.value());
        }
        return JsonDocument.of(array);
    }

    @SqlFunction(
            name = "JSON_BUILD_OBJECT",
            aliases = "JSONB_BUILD_OBJECT",
            signature = "CAST<JSON>... -> JSON",
            description = "A JSON object of names and values by turns.",
            examples = "JSON_BUILD_OBJECT('a', 1, 'b', ARRAY[2]) = '{\"a\":1,\"b\":[2]}'",
            calledWithNull = true)
    public static JsonDocument buildObject(@Nullable JsonDocument... members) {
        if (members.length % 2 != 0) {
            throw ValueErrors.invalidArgument(
                    "JSON_BUILD_OBJECT takes names and values by turns; the last name has no value");
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            JsonDocument name = members[i];
            String text = name == null ? null : name.text();
            if (text == null) {
                throw ValueErrors.invalidArgument("the name of a member cannot be NULL");
            }
            JsonDocument value = members[i + 1];
            object.put(text, value == null ? null : value.value());
        }
        return JsonDocument.of(object);
    }

    @SqlFunction(
            name = "JSONB_STRIP_NULLS",
            aliases = "JSON_STRIP_NULLS",
            signature = "JSON -> JSON",
            description = "Without members that are null, at any depth.",
            examples = "JSONB_STRIP_NULLS('{\"a\": null, \"b\": [null]}') = '{\"b\":[null]}'")
    public static JsonDocument stripNulls(JsonDocument json) {
        return JsonDocument.of(JsonEdits.withoutNulls(json.value()));
    }

    @SqlFunction(
            name = "JSONB_MERGE",
            signature = "JSON, JSON -> JSON",
            description = "The members of both objects, those of the second where both have one.",
            examples = "JSONB_MERGE('{\"a\": 1, \"b\": 2}', '{\"b\": 3}') = '{\"a\":1,\"b\":3}'")
    public static JsonDocument merge(JsonDocument first, JsonDocument second) {
        return JsonDocument.of(JsonEdits.merge(first.value(), second.value(), false));
    }

    @SqlFunction(
            name = "JSONB_DEEP_MERGE",
            signature = "JSON, JSON -> JSON",
            description = "As JSONB_MERGE, with objects within objects merged too.",
            examples = "JSONB_DEEP_MERGE('{\"a\": {\"x\": 1}}', '{\"a\": {\"y\": 2}}') = '{\"a\":{\"x\":1,\"y\":2}}'")
    public static JsonDocument deepMerge(JsonDocument first, JsonDocument second) {
        return JsonDocument.of(JsonEdits.merge(first.value(), second.value(), true));
    }

    @SqlFunction(
            name = "JSONB_PICK",
            signature = "JSON, ARRAY<VARCHAR> -> JSON",
            description = "An object with only the members named.",
            examples = "JSONB_PICK('{\"a\": 1, \"b\": 2}', ARRAY['b', 'c']) = '{\"b\":2}'")
    public static JsonDocument pick(JsonDocument json, List<?> names) {
        return members(json, names, true);
    }

    @SqlFunction(
            name = "JSONB_EXCEPT",
            signature = "JSON, ARRAY<VARCHAR> -> JSON",
            description = "An object without the members named.",
            examples = "JSONB_EXCEPT('{\"a\": 1, \"b\": 2}', ARRAY['b']) = '{\"a\":1}'")
    public static JsonDocument except(JsonDocument json, List<?> names) {
        return members(json, names, false);
    }

    private static JsonDocument members(JsonDocument json, List<?> names, boolean isKept) {
        if (!(json.value() instanceof Map<?, ?> object)) {
            return json;
        }
        Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            if (names.contains(name) == isKept) {
                kept.put(name, value);
            }
        });
        return JsonDocument.of(kept);
    }

    @SqlFunction(
            name = "JSONB_SET",
            signature = "JSON, ARRAY<VARCHAR>, JSON -> JSON",
            description = "With another value behind the names and positions; added where the last is not there.",
            examples = "JSONB_SET('{\"a\": [1, 2]}', ARRAY['a', '0'], '9') = '{\"a\":[9,2]}'")
    public static JsonDocument set(JsonDocument json, List<?> path, JsonDocument value) {
        List<Object> keys = new ArrayList<>(path);
        return JsonDocument.of(JsonEdits.edit(json.value(), keys, JsonEdits.Mode.SET, value.value()));
    }

    @SqlFunction(
            name = "JSON_SET",
            signature = "JSON, VARCHAR, CAST<JSON> -> JSON",
            description = "With another value at a path, whether there was one or not.",
            examples = "JSON_SET('{\"a\": 1}', '$.b', 2) = '{\"a\":1,\"b\":2}'")
    public static JsonDocument set(JsonDocument json, JsonPath path, JsonDocument value) {
        return JsonDocument.of(JsonEdits.edit(json.value(), path, JsonEdits.Mode.SET, value.value()));
    }

    @SqlFunction(
            name = "JSON_INSERT",
            signature = "JSON, VARCHAR, CAST<JSON> -> JSON",
            description = "With a value at a path where there was none.",
            examples = "JSON_INSERT('{\"a\": 1}', '$.a', 2) = '{\"a\":1}'")
    public static JsonDocument insert(JsonDocument json, JsonPath path, JsonDocument value) {
        return JsonDocument.of(JsonEdits.edit(json.value(), path, JsonEdits.Mode.INSERT, value.value()));
    }

    @SqlFunction(
            name = "JSON_REPLACE",
            signature = "JSON, VARCHAR, CAST<JSON> -> JSON",
            description = "With another value at a path where there was one.",
            examples = "JSON_REPLACE('{\"a\": 1}', '$.a', 'x') = '{\"a\":\"x\"}'")
    public static JsonDocument replace(JsonDocument json, JsonPath path, JsonDocument value) {
        return JsonDocument.of(JsonEdits.edit(json.value(), path, JsonEdits.Mode.REPLACE, value.value()));
    }

    @SqlFunction(
            name = "JSON_REMOVE",
            signature = "JSON, VARCHAR -> JSON",
            description = "Without what is at a path.",
            examples = "JSON_REMOVE('{\"a\": 1, \"b\": 2}', '$.a') = '{\"b\":2}'")
    public static JsonDocument remove(JsonDocument json, JsonPath path) {
        return JsonDocument.of(JsonEdits.edit(json.value(), path, JsonEdits.Mode.REMOVE, null));
    }
}
