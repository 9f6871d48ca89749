package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.api.Suggestions;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.jspecify.annotations.Nullable;

/** Translates what Calcite throws into errors of ours. */
final class PlanningErrors {
    private static final String NO_TABLE_FUNCTION = "Argument must be a table function: ";
    private static final Pattern OBJECT = Pattern.compile("(?:Object|Table) '([^']+)' not found");
    private static final Pattern COLUMN =
            Pattern.compile("(?:Column|Unknown field|Field) '([^']+)'(?: not found.*)?|Unknown identifier '([^']+)'");
    private static final Pattern FUNCTION = Pattern.compile(
            "(?:No match found for function signature|Function) '?([^'(\\s]+)'?\\s*(?:\\(.*|not found.*)");

    private PlanningErrors() {}

    static LaminarException of(RuntimeException cause, ErrorCode otherwise, @Nullable SqlPosition position) {
        return of(cause, otherwise, position, List.of(), List.of());
    }

    /**
     * @param otherwise the code when the message does not tell
     * @param position of the statement, for errors without a place
     * @param relations names that FROM could have meant
     * @param columns names that an expression could have meant
     */
    static LaminarException of(
            RuntimeException cause,
            ErrorCode otherwise,
            @Nullable SqlPosition position,
            Collection<String> relations,
            Collection<String> columns) {
        if (cause instanceof LaminarException ours) {
            return ours.position().isPresent() || position == null
                    ? ours
                    : new LaminarException(ours.code(), ours.detail(), position, ours.getCause());
        }
        SqlPosition place = position;
        boolean hasPlace = false;
        Throwable inner = cause;
        for (Throwable step = cause; step != null; step = step.getCause()) {
            if (step instanceof CalciteContextException context && context.getPosLine() > 0) {
                place = new SqlPosition(context.getPosLine(), Math.max(1, context.getPosColumn()));
                hasPlace = true;
            }
            if (step instanceof LaminarException ours) {
                return of(ours, otherwise, place);
            }
            inner = step;
        }
        String message = String.valueOf(inner.getMessage());
        if (message.contains("temporal table")) {
            return new LaminarException(
                    ErrorCode.UNSUPPORTED_JOIN, "FOR SYSTEM_TIME AS OF is not supported yet", place, null);
        }
        if (message.startsWith("Cannot apply 'TUMBLE'") || message.startsWith("Cannot apply 'HOP'")) {
            boolean isTime = message.contains("<COLUMN_LIST>, <INTERVAL");
            return new LaminarException(
                    isTime ? ErrorCode.NO_EVENT_TIME : ErrorCode.INVALID_WINDOW,
                    "a window is TUMBLE(TABLE t, DESCRIPTOR(time), INTERVAL size) or HOP(TABLE t, DESCRIPTOR(time), "
                            + "INTERVAL slide, INTERVAL size), where time is a TIMESTAMP column with a watermark",
                    place,
                    null);
        }
        if (message.startsWith(NO_TABLE_FUNCTION)) {
            return new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    message.substring(NO_TABLE_FUNCTION.length())
                            + " gives a value and no rows; FROM takes relations, TUMBLE, HOP, UNNEST and "
                            + "functions that give rows",
                    place,
                    null);
        }
        if (message.startsWith("Invalid number of arguments to function")) {
            return new LaminarException(ErrorCode.FUNCTION_NOT_FOUND, tidy(message), place, null);
        }
        if (message.startsWith("Illegal use of dynamic parameter")) {
            return new LaminarException(
                    ErrorCode.VALIDATION_ERROR, "the type of this ? is not known; write CAST(? AS type)", place, null);
        }
        Matcher object = OBJECT.matcher(message);
        if (object.find()) {
            String name = object.group(1);
            return new LaminarException(
                    ErrorCode.OBJECT_NOT_FOUND,
                    "no relation is called " + name + Suggestions.didYouMean(name, relations),
                    place,
                    null);
        }
        Matcher column = COLUMN.matcher(message);
        if (column.find() && (message.contains("not found") || message.startsWith("Unknown identifier"))) {
            String name = column.group(1) == null ? column.group(2) : column.group(1);
            return new LaminarException(
                    ErrorCode.COLUMN_NOT_FOUND,
                    "no column is called " + name + Suggestions.didYouMean(name, columns),
                    place,
                    null);
        }
        Matcher function = FUNCTION.matcher(message);
        if (function.lookingAt()) {
            return new LaminarException(
                    ErrorCode.FUNCTION_NOT_FOUND,
                    message.contains("signature")
                            ? "no function is called " + message.substring(message.indexOf("signature") + 10)
                            : "no function is called " + function.group(1),
                    place,
                    null);
        }
        boolean isOfCalcite = cause instanceof CalciteException
                || cause.getCause() instanceof CalciteException
                || hasPlace
                || inner.getClass().getName().endsWith("ValidatorException");
        if (isOfCalcite) {
            return new LaminarException(otherwise, tidy(message), place, null);
        }
        return new LaminarException(
                ErrorCode.INTERNAL, "the statement could not be planned; please report it", place, cause);
    }

    /** Without names of classes and of our own helpers. */
    private static String tidy(String message) {
        return message.replaceAll("(?:[a-z]+\\.)+[A-Z]\\w*(?:Exception|Error): ", "")
                .replace("\n", " ");
    }
}
