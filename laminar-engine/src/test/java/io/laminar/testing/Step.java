package io.laminar.testing;

import io.laminar.api.SqlPosition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that a script does. */
sealed interface Step {
    /** Line of the script, from 1. */
    int line();

    /** How a result is compared. */
    enum Comparison {
        /** Row by row, in order. */
        ORDERED,
        /** As a bag of changes. */
        SORTED,
        /** By the weight that each row has after all changes. */
        FOLDED
    }

    /** Close the engine and go on with a new one. */
    record Reset(int line) implements Step {}

    /**
     * Run statements that must succeed.
     *
     * @param count rows that must have been written, or -1
     */
    record Statement(int line, String sql, long count) implements Step {}

    /** Run a statement that must fail. */
    record FailingStatement(
            int line,
            String sql,
            String code,
            @Nullable SqlPosition position,
            @Nullable String regex) implements Step {}

    /** Make a query a stream, and subscribe to it. */
    record Query(int line, String sql, Comparison comparison) implements Step {}

    /** Subscribe to a relation. */
    record Subscribe(int line, String relation, Comparison comparison) implements Step {}

    /** Run a bounded query. */
    record Select(int line, String sql, Comparison comparison) implements Step {}

    /** Push rows. */
    record Feed(int line, String source, List<String> rows) implements Step {}

    /** Push a watermark. */
    record Watermark(int line, String source, String time) implements Step {}

    /** Set the clock, and wait until what it asks for has happened. */
    record Clock(int line, String time) implements Step {}

    /** Compare what is known of a source. */
    record SourceFigures(int line, String source, Map<String, String> expected) implements Step {}

    /** End a source, or all of them. */
    record End(int line, @Nullable String source) implements Step {}

    /** Compare the columns of the result with names and types. */
    record Columns(int line, String columns) implements Step {}

    /**
     * Compare what has come since the last comparison.
     *
     * @param relation subscription, or null for the result made last
     */
    record Expect(int line, @Nullable String relation, List<String> rows) implements Step {}

    /**
     * Compare figures of a query.
     *
     * @param query name, or null for the query made last
     */
    record Metrics(int line, @Nullable String query, Map<String, Long> expected) implements Step {}

    /** The query made last must fail. */
    record Failed(int line, String code, @Nullable String regex) implements Step {}
}
