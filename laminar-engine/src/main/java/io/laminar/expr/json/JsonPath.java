package io.laminar.expr.json;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path of the SQL standard through a document: {@code lax $.a[0].*}, with members, positions from 0, {@code last} and
 * wildcards. A lax path unwraps arrays, and finds nothing where the structure is another; a strict one fails there.
 */
public final class JsonPath {
    private static final Pattern MODE = Pattern.compile("\\s*(?:(lax|strict)\\b)?\\s*\\$", Pattern.CASE_INSENSITIVE);
    private static final Pattern STEP = Pattern.compile(
            "\\s*(?:\\.\\s*(?:(\\*)|\"((?:[^\"\\\\]|\\\\.)*)\"|([\\p{L}_$][\\p{L}\\p{N}_$]*))|\\[\\s*(?:(\\*)|(\\d+)|(last)"
                    + "(?:\\s*-\\s*(\\d+))?|'([^']*)')\\s*\\])\\s*");
    private static final int ALL = Integer.MIN_VALUE;

    private final String text;
    private final boolean isStrict;
    private final List<Step> steps;

    /** A member with a name, all members without; or an element, from the end when negative. */
    private record Step(boolean isMember, @Nullable String name, int index) {}

    /** What a strict path throws where the structure is not as it says. */
    public static final class MismatchException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MismatchException(String message) {
            super(message, null, false, false);
        }
    }

    private JsonPath(String text, boolean isStrict, List<Step> steps) {
        this.text = text;
        this.isStrict = isStrict;
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads a path.
     *
     * @throws LaminarException with {@code INVALID_ARGUMENT}
     */
    public static JsonPath parse(String text) {
        Matcher mode = MODE.matcher(text);
        if (!mode.lookingAt()) {
            throw malformed(text, 0);
        }
        List<Step> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int at = mode.end();
        while (at < text.length()) {
            step.region(at, text.length());
            if (!step.lookingAt()) {
                if (text.substring(at).isBlank()) {
                    break;
                }
                throw malformed(text, at);
            }
            steps.add(step(step));
            at = step.end();
        }
        String word = mode.group(1);
        return new JsonPath(text, word != null && word.toLowerCase(Locale.ROOT).equals("strict"), steps);
    }

    private static Step step(Matcher step) {
        if (step.group(1) != null) {
            return new Step(true, null, ALL);
        }
        for (int group : new int[] {2, 3, 8}) {
            if (step.group(group) != null) {
                String name = step.group(group);
                return new Step(true, group == 2 ? name.replaceAll("\\\\(.)", "$1") : name, 0);
            }
        }
        if (step.group(4) != null) {
            return new Step(false, null, ALL);
        }
        if (step.group(5) != null) {
            return new Step(false, null, Integer.parseInt(step.group(5)));
        }
        return new Step(false, null, -1 - (step.group(7) == null ? 0 : Integer.parseInt(step.group(7))));
    }

    private static LaminarException malformed(String text, int at) {
        return new LaminarException(
                ErrorCode.INVALID_ARGUMENT,
                "'" + text + "' is no JSON path, at '" + text.substring(at)
                        + "'; write $.member, $[0], $.* or $[*] after lax or strict");
    }

    /** Names and positions of a path without wildcards; positions from the end are negative. */
    List<Object> keys() {
        List<Object> keys = new ArrayList<>();
        for (Step step : steps) {
            if (step.index == ALL) {
                throw new LaminarException(
                        ErrorCode.INVALID_ARGUMENT, "path '" + text + "' must lead to one place, without *");
            }
            keys.add(step.name != null ? step.name : (Object) (long) step.index);
        }
        return keys;
    }

    /** What the path finds in a value, in order. Throws {@link MismatchException} where a strict path does not fit. */
    public List<@Nullable Object> find(@Nullable Object root) {
        List<@Nullable Object> found = new ArrayList<>();
        found.add(root);
        for (Step step : steps) {
            List<@Nullable Object> next = new ArrayList<>();
            for (Object value : found) {
                if (step.isMember) {
                    members(value, step, next);
                } else {
                    elements(value, step, next);
                }
            }
            found = next;
        }
        return found;
    }

    private void members(@Nullable Object value, Step step, List<@Nullable Object> found) {
        if (value instanceof Map<?, ?> object) {
            if (step.name == null) {
                found.addAll(object.values());
            } else if (object.containsKey(step.name)) {
                found.add(object.get(step.name));
            } else if (isStrict) {
                throw new MismatchException("no member " + step.name);
            }
        } else if (isStrict) {
            throw new MismatchException("no object has the member " + step.name);
        } else if (value instanceof List<?> array) {
            array.stream().filter(Map.class::isInstance).forEach(element -> members(element, step, found));
        }
    }

    private void elements(@Nullable Object value, Step step, List<@Nullable Object> found) {
        List<?> array;
        if (value instanceof List<?> list) {
            array = list;
        } else if (isStrict) {
            throw new MismatchException("no array");
        } else {
            array = java.util.Collections.singletonList(value);
        }
        if (step.index == ALL) {
            found.addAll(array);
            return;
        }
        int index = step.index < 0 ? array.size() + step.index : step.index;
        if (index >= 0 && index < array.size()) {
            found.add(array.get(index));
        } else if (isStrict) {
            throw new MismatchException("no element " + step.index);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonPath path && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
