package io.laminar.autoconfigure;

import io.laminar.api.ErrorCode;
import io.laminar.spring.LaminarDefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements that may need each other's objects and whose order says nothing: one that misses an object is
 * tried again after the others, until a round helps none of those that are left.
 */
final class DependentStatements {
    private DependentStatements() {}

    /**
     * Runs all of them.
     *
     * @throws LaminarDefinitionException that the action threw for a statement that no other one can help
     */
    static <T> void execute(List<T> statements, Consumer<? super T> action) {
        List<T> waiting = statements;
        while (!waiting.isEmpty()) {
            List<T> stillWaiting = new ArrayList<>();
            LaminarDefinitionException firstFailure = null;
            for (T statement : waiting) {
                LaminarDefinitionException failure = tryOne(statement, action);
                if (failure != null) {
                    stillWaiting.add(statement);
                    firstFailure = firstFailure == null ? failure : firstFailure;
                }
            }
            if (firstFailure != null && stillWaiting.size() == waiting.size()) {
                throw firstFailure;
            }
            waiting = stillWaiting;
        }
    }

    private static <T> @Nullable LaminarDefinitionException tryOne(T statement, Consumer<? super T> action) {
        try {
            action.accept(statement);
            return null;
        } catch (LaminarDefinitionException e) {
            if (e.reason().code() == ErrorCode.OBJECT_NOT_FOUND) {
                return e;
            }
            throw e;
        }
    }
}
