package io.laminar.expr.function;

import io.laminar.expr.json.JsonDocument;
import io.laminar.expr.json.JsonPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON functions of the SQL standard; what they do without a value or at an error is an operand of its own. */
public final class JsonQueryFunctions {
    private static final long FOUND = 0;
    private static final long EMPTY = 1;
    private static final long ERROR = 2;

    private JsonQueryFunctions() {}

    /** 0 when JSON_VALUE finds a scalar, 1 when it finds nothing, 2 at an error. */
    @SqlFunction(name = "JSON_VALUE_OUTCOME", internal = true, total = true)
    public static long outcome(JsonDocument json, JsonPath path) {
        List<?> found = find(json, path);
        if (found == null || found.size() > 1) {
            return ERROR;
        }
        return found.isEmpty() ? EMPTY : isStructure(found.get(0)) ? ERROR : FOUND;
    }

    @SqlFunction(name = "JSON_VALUE", internal = true)
    public static @Nullable String value(JsonDocument json, JsonPath path, boolean failsOnEmpty, boolean failsOnError) {
        List<?> found = find(json, path);
        boolean isError = found == null || found.size() > 1 || (found.size() == 1 && isStructure(found.get(0)));
        if (found == null || isError || found.isEmpty()) {
            if (isError ? failsOnError : failsOnEmpty) {
                throw failure("JSON_VALUE", json, path, isError ? "no single scalar" : "nothing");
            }
            return null;
        }
        return JsonDocument.of(found.get(0)).text();
    }

    @SqlFunction(name = "JSON_QUERY", internal = true)
    public static @Nullable JsonDocument query(
            JsonDocument json, JsonPath path, String wrapper, String onEmpty, String onError) {
        List<?> found = find(json, path);
        if (found == null) {
            return otherwise(onError, json, path);
        }
        if (found.isEmpty()) {
            return otherwise(onEmpty, json, path);
        }
        boolean isOneStructure = found.size() == 1 && isStructure(found.get(0));
        if (wrapper.equals("WITH_UNCONDITIONAL_ARRAY")
                || (wrapper.equals("WITH_CONDITIONAL_ARRAY") && !isOneStructure)) {
            return JsonDocument.of(found);
        }
        return isOneStructure ? JsonDocument.of(found.get(0)) : otherwise(onError, json, path);
    }

    private static @Nullable JsonDocument otherwise(String behavior, JsonDocument json, JsonPath path) {
        return switch (behavior) {
            case "EMPTY_ARRAY" -> JsonDocument.of(List.of());
            case "EMPTY_OBJECT" -> JsonDocument.of(Map.of());
            case "ERROR" -> throw failure("JSON_QUERY", json, path, "no single array or object");
            default -> null;
        };
    }

    @SqlFunction(name = "JSON_EXISTS", internal = true)
    public static @Nullable Boolean exists(JsonDocument json, JsonPath path, String onError) {
        List<?> found = find(json, path);
        if (found != null) {
            return !found.isEmpty();
        }
        return switch (onError) {
            case "TRUE" -> true;
            case "UNKNOWN" -> null;
            case "ERROR" -> throw failure("JSON_EXISTS", json, path, "a structure that does not fit");
            default -> false;
        };
    }

    @SqlFunction(name = "IS JSON", internal = true, total = true)
    public static boolean isJson(JsonDocument json, String kind) {
        if (!json.isValid()) {
            return false;
        }
        return switch (kind) {
            case "OBJECT" -> json.value() instanceof Map<?, ?>;
            case "ARRAY" -> json.value() instanceof List<?>;
            case "SCALAR" -> !isStructure(json.value());
            default -> true;
        };
    }

    @SqlFunction(name = "JSON_OBJECT", internal = true, calledWithNull = true)
    public static JsonDocument object(boolean isAbsentOnNull, @Nullable Object... members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            Object name = members[i];
            JsonDocument value = (JsonDocument) members[i + 1];
            if (name == null) {
                throw ValueErrors.invalidArgument("the name of a member cannot be NULL");
            }
            if (value != null || !isAbsentOnNull) {
                object.put((String) name, value == null ? null : value.value());
            }
        }
        return JsonDocument.of(object);
    }

    @SqlFunction(name = "JSON_ARRAY", internal = true, calledWithNull = true)
    public static JsonDocument array(boolean isAbsentOnNull, @Nullable Object... elements) {
        List<@Nullable Object> array = new ArrayList<>();
        for (Object element : elements) {
            if (element != null || !isAbsentOnNull) {
                array.add(element == null ? null : ((JsonDocument) element).value());
            }
        }
        return JsonDocument.of(array);
    }

    /** What a path finds; null when the text is no JSON or a strict path does not fit. */
    static @Nullable List<?> find(JsonDocument json, JsonPath path) {
        if (!json.isValid()) {
            return null;
        }
        try {
            return path.find(json.value());
        } catch (JsonPath.MismatchException e) {
            return null;
        }
    }

    private static boolean isStructure(@Nullable Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>;
    }

    private static RuntimeException failure(String function, JsonDocument json, JsonPath path, String found) {
        json.value();
        return ValueErrors.invalidArgument(
                function + " finds " + found + " at '" + path + "'; use NULL or DEFAULT instead of ERROR");
    }
}
