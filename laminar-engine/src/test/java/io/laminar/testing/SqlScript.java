package io.laminar.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A script of SQL, rows and what must come of them. It uses the public API alone and runs in every {@link Mode}.
 *
 * <p>A script is lines. Blank lines and lines that begin with {@code #} mean nothing, except that a blank line ends a
 * block of rows. SQL starts on the line behind its directive and goes to the first line that ends with a semicolon.
 *
 * <pre>
 * script     : step*
 * step       : "reset"                                               a new, empty engine
 *            | "statement ok" sql                                    must succeed
 *            | "statement count" n sql                               must write n rows
 *            | "statement error LMR-nnnn" ["at" line:column] [regex] sql     position within the SQL; regex found in the detail
 *            | "query" [comparison] sql                              a stream of the query, and a subscription to it
 *            | "subscribe" relation [comparison]                     a further subscription
 *            | "select" [comparison] sql                             a bounded query; its rows are the result
 *            | "columns" name type, ...                              of the result made last
 *            | "feed" source row*                                    pushes
 *            | "watermark" source time
 *            | "clock" time                                          sets the clock of the engine, which starts at 1970-01-01
 *            | "source" name figure=value*                           what is known of a source: watermark (a time, NULL or
 *                                                                    END), idle, and the counters of SourceInfo.EventTime
 *            | "end" [source]                                        one source, or all
 *            | "----" [relation] expected*                           what came since the last time; of the result made last
 *                                                                    or of a subscription
 *            | "metrics" [query] name=value*                         figures of a query, by the names of QueryMetrics
 *            | "failed LMR-nnnn" [regex]                             the query made last goes to FAILED
 * comparison : "sort" (any order) | "fold" (the weight that each row has after all of the changes)
 * row        : value (blank value)* | value ("|" value)*
 * expected   : kind row of a query, row of a select
 * kind       : "+I" | "-U" | "+U" | "-D" | "+" | "-"                 the last two take any kind of the sign
 * value      : NULL | 'quoted''text' | text
 * </pre>
 *
 * Before each comparison the script waits until the engine is idle. {@code ${data}} in SQL options is the folder of
 * test data. Which changes a group goes through within one feed depends on batching, so scripts feed a row at a time
 * where they look at single changes, and say {@code fold} elsewhere.
 */
public final class SqlScript {
    private final Path file;
    private final List<String> lines;
    private final List<Step> steps;

    private SqlScript(Path file, List<String> lines, List<Step> steps) {
        this.file = file;
        this.lines = lines;
        this.steps = steps;
    }

    /** Reads a script from a file. */
    public static SqlScript read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return new SqlScript(file, lines, new ScriptParser(file, lines).parse());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs the script to its end, also after a difference, so that one run shows all of them.
     *
     * @throws ScriptFailure the first difference, with the others suppressed in it
     */
    public void run(Mode mode) {
        ScriptFailure first = null;
        try (ScriptRun run = new ScriptRun(file, mode, false)) {
            for (Step step : steps) {
                try {
                    run.run(step);
                } catch (ScriptFailure failure) {
                    if (first == null) {
                        first = failure;
                    } else {
                        first.addSuppressed(failure);
                    }
                }
            }
            if (first == null) {
                run.requireNoFailure(steps.get(steps.size() - 1));
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Runs the script and writes what came where something else was expected, for a person to review. */
    public void update(Path target) {
        Map<Integer, List<String>> actual;
        try (ScriptRun run = new ScriptRun(file, Mode.STRAIGHT, true)) {
            steps.forEach(run::run);
            actual = run.actualRows();
        }
        Map<Integer, Integer> expected = new TreeMap<>();
        for (Step step : steps) {
            if (step instanceof Step.Expect expect && actual.containsKey(expect.line())) {
                expected.put(expect.line(), expect.rows().size());
            }
        }
        List<String> updated = new ArrayList<>();
        int skip = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (skip > 0 && !lines.get(i).startsWith("#")) {
                skip--;
                continue;
            }
            updated.add(lines.get(i));
            updated.addAll(actual.getOrDefault(i + 1, List.of()));
            skip = expected.getOrDefault(i + 1, 0);
        }
        try {
            Files.write(target, updated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
