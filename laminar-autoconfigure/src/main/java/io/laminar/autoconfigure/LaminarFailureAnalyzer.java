package io.laminar.autoconfigure;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import io.laminar.spring.LaminarDefinitionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why the engine refused to start: which statement, where it stands, the line with a caret under the
 * place, and what to do.
 */
final class LaminarFailureAnalyzer extends AbstractFailureAnalyzer<RuntimeException> {
    private static final int LINES_AROUND = 2;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, RuntimeException cause) {
        LaminarDefinitionException definition = findCause(rootFailure, LaminarDefinitionException.class);
        if (definition != null) {
            return new FailureAnalysis(describe(definition), action(definition), definition);
        }
        DeclarationException declaration = findCause(rootFailure, DeclarationException.class);
        if (declaration != null) {
            return new FailureAnalysis(
                    "A declaration for Laminar makes no sense:\n\n    " + declaration.getMessage(),
                    "Correct the property or annotation that the message names.",
                    declaration);
        }
        LaminarException refused = findCause(rootFailure, LaminarException.class);
        return refused == null
                ? null
                : new FailureAnalysis(
                        "Laminar could not start:\n\n    " + refused.getMessage(),
                        action(refused.code(), "it"),
                        refused);
    }

    private static String describe(LaminarDefinitionException definition) {
        LaminarException reason = definition.reason();
        return "A statement of " + definition.origin() + " was refused:\n\n"
                + reason.position()
                        .map(position -> excerpt(definition.sql(), position))
                        .orElseGet(() -> indent(definition.sql()))
                + '\n' + reason.code().id() + ": " + reason.detail();
    }

    private static String action(LaminarDefinitionException definition) {
        return action(definition.reason().code(), definition.origin());
    }

    private static String action(ErrorCode code, String what) {
        return switch (code) {
            case OBJECT_NOT_FOUND ->
                "Check the name, or declare the object under laminar.sources, in a script in classpath:laminar/, or"
                        + " with @LaminarSource or @LaminarQuery.";
            case OBJECT_EXISTS ->
                "Remove one of the two declarations, or say CREATE ... IF NOT EXISTS in " + what + '.';
            case UNRESOLVED_PLACEHOLDER ->
                "Set the property, or give a default: ${name:-default}. Where ${ is meant literally, write \\${.";
            case ENGINE_NAME_TAKEN -> "Give this engine another name with laminar.name, or close the other one.";
            case CONNECTOR_NOT_FOUND ->
                "Check the name, and that the library of the connector or format is a dependency.";
            case INVALID_SETTING -> "Change the property or the LaminarEngineCustomizer that sets it.";
            default ->
                "Correct " + what + " as the message says; the code " + code.id()
                        + " is explained in docs/reference/errors.md.";
        };
    }

    /** The lines around a place, numbered, and a caret under it. */
    static String excerpt(String sql, SqlPosition position) {
        List<String> lines = sql.lines().toList();
        int first = Math.max(1, position.line() - LINES_AROUND);
        int last = Math.min(lines.size(), position.line() + LINES_AROUND);
        int digits = Integer.toString(last).length();
        StringBuilder text = new StringBuilder();
        for (int line = first; line <= last; line++) {
            String number = Integer.toString(line);
            String margin = "    " + " ".repeat(digits - number.length()) + number + " | ";
            text.append(margin).append(lines.get(line - 1)).append('\n');
            if (line == position.line()) {
                text.append(" ".repeat(margin.length() - 2))
                        .append("| ")
                        .append(" ".repeat(position.column() - 1))
                        .append("^\n");
            }
        }
        return text.toString();
    }

    private static String indent(String sql) {
        StringBuilder text = new StringBuilder();
        sql.lines().forEach(line -> text.append("    ").append(line).append('\n'));
        return text.toString();
    }
}
