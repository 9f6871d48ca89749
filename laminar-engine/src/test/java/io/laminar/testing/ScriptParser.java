package io.laminar.testing;

import io.laminar.api.SqlPosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a script, line by line. The grammar stands at {@link SqlScript}. */
final class ScriptParser {
    private static final Pattern ERROR =
            Pattern.compile("statement error (LMR-\\d{4})(?: at (\\d+):(\\d+))?(?: (.+))?");
    private static final Pattern FAILED = Pattern.compile("failed (LMR-\\d{4})(?: (.+))?");
    private static final Pattern DIRECTIVE = Pattern.compile(
            "(reset|statement|query|subscribe|select|feed|watermark|clock|source|end|columns|metrics|failed|----)\\b.*|----.*");

    private final Path file;
    private final List<String> lines;
    private final List<Step> steps = new ArrayList<>();
    private int next;

    ScriptParser(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    List<Step> parse() {
        while (next < lines.size()) {
            String line = lines.get(next++).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                steps.add(step(line, next));
            }
        }
        return steps;
    }

    private Step step(String text, int line) {
        List<String> words = List.of(text.split("\\s+"));
        return switch (words.get(0)) {
            case "reset" -> new Step.Reset(line);
            case "statement" -> statement(text, words, line);
            case "query" -> new Step.Query(line, sql(line), comparison(words, 1, line));
            case "subscribe" -> new Step.Subscribe(line, word(words, 1, line), comparison(words, 2, line));
            case "select" -> new Step.Select(line, sql(line), comparison(words, 1, line));
            case "feed" -> new Step.Feed(line, word(words, 1, line), block());
            case "watermark" ->
                new Step.Watermark(line, word(words, 1, line), String.join(" ", words.subList(2, words.size())));
            case "clock" -> new Step.Clock(line, String.join(" ", words.subList(1, words.size())));
            case "source" -> source(words, line);
            case "end" -> new Step.End(line, words.size() > 1 ? words.get(1) : null);
            case "columns" ->
                new Step.Columns(line, text.substring("columns".length()).strip());
            case "----" -> new Step.Expect(line, words.size() > 1 ? words.get(1) : null, block());
            case "metrics" -> metrics(words, line);
            case "failed" -> failed(text, line);
            default -> throw failure(line, "unknown directive " + words.get(0));
        };
    }

    private Step statement(String text, List<String> words, int line) {
        String sort = word(words, 1, line);
        if (sort.equals("ok")) {
            return new Step.Statement(line, sql(line), -1);
        }
        if (sort.equals("count")) {
            return new Step.Statement(line, sql(line), Long.parseLong(word(words, 2, line)));
        }
        Matcher matcher = ERROR.matcher(text);
        if (!matcher.matches()) {
            throw failure(line, "expected statement ok, statement count n or statement error LMR-nnnn");
        }
        SqlPosition position = matcher.group(2) == null
                ? null
                : new SqlPosition(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
        return new Step.FailingStatement(line, sql(line), matcher.group(1), position, matcher.group(4));
    }

    private Step failed(String text, int line) {
        Matcher matcher = FAILED.matcher(text);
        if (!matcher.matches()) {
            throw failure(line, "expected failed LMR-nnnn [regex]");
        }
        return new Step.Failed(line, matcher.group(1), matcher.group(2));
    }

    private Step metrics(List<String> words, int line) {
        String query = null;
        Map<String, Long> expected = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                query = word;
            } else {
                expected.put(word.substring(0, equals), Long.valueOf(word.substring(equals + 1)));
            }
        }
        return new Step.Metrics(line, query, expected);
    }

    private Step source(List<String> words, int line) {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String word : words.subList(2, words.size())) {
            int equals = word.indexOf('=');
            expected.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return new Step.SourceFigures(line, word(words, 1, line), expected);
    }

    private Step.Comparison comparison(List<String> words, int index, int line) {
        if (words.size() <= index) {
            return Step.Comparison.ORDERED;
        }
        return switch (words.get(index)) {
            case "sort" -> Step.Comparison.SORTED;
            case "fold" -> Step.Comparison.FOLDED;
            default -> throw failure(line, "expected sort or fold but found " + words.get(index));
        };
    }

    private String word(List<String> words, int index, int line) {
        if (words.size() <= index) {
            throw failure(line, words.get(0) + " lacks a word");
        }
        return words.get(index);
    }

    /** The lines up to the one that ends with a semicolon, which is taken away. */
    private String sql(int line) {
        StringBuilder text = new StringBuilder();
        while (next < lines.size()) {
            String current = lines.get(next++);
            text.append(text.isEmpty() ? "" : "\n").append(current.stripTrailing());
            if (current.stripTrailing().endsWith(";")) {
                return text.substring(0, text.length() - 1);
            }
        }
        throw failure(line, "no line of the SQL ends with a semicolon");
    }

    /** The lines up to a blank one or a directive. */
    private List<String> block() {
        List<String> block = new ArrayList<>();
        while (next < lines.size()) {
            String line = lines.get(next).strip();
            if (line.isEmpty() || DIRECTIVE.matcher(line).matches()) {
                break;
            }
            next++;
            if (!line.startsWith("#")) {
                block.add(line);
            }
        }
        return block;
    }

    private ScriptFailure failure(int line, String message) {
        return failure(line, message, null);
    }

    private ScriptFailure failure(int line, String message, @Nullable Throwable cause) {
        return new ScriptFailure(file, line, message, cause);
    }
}
