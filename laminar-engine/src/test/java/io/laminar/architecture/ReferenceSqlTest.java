package io.laminar.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import io.laminar.api.StatementResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the SQL in the documents. The blocks of a page that are marked {@code sql run} run one after the other in one engine; a block
 * marked {@code result} behind one tells what its statements give: a line for each row, the values with {@code |} between them, the kind of
 * change before them where the result is continuous. In a table behind {@code <!-- refused -->} each row has a statement that must
 * fail, and the code with which it must.
 */
class ReferenceSqlTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?ms)^```sql run\\R(.*?)^```\\R(?:\\s*```result\\R(.*?)^```)?");
    private static final Pattern REFUSED = Pattern.compile("(?ms)^<!-- refused -->(.*?)(?:^<!-- end -->)");
    private static final Pattern REFUSED_ROW = Pattern.compile("(?m)^\\|.*?\\| `` ?(.*?) ?`` \\| (LMR-\\d{4}) \\|");
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TestFactory
    Stream<DynamicTest> runs(@TempDir Path data) throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("..", "README.md")));
        try (Stream<Path> files = Files.list(Path.of("..", "docs", "reference"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages.stream().map(page -> dynamicTest(page.getFileName().toString(), () -> run(page, data)));
    }

    private static void run(Path page, Path data) throws IOException {
        String text = Files.readString(page);
        try (LaminarEngine engine = Laminar.builder()
                .placeholders(name -> name.equals("DATA") ? data.toString() : null)
                .open()) {
            Matcher block = BLOCK.matcher(text);
            while (block.find()) {
                run(engine, block.group(1), block.group(2));
            }
            Matcher refused = REFUSED.matcher(text);
            while (refused.find()) {
                refuse(engine, refused.group(1));
            }
        }
    }

    private static void run(LaminarEngine engine, String script, @Nullable String expected) {
        List<String> lines = new ArrayList<>();
        for (StatementResult result : engine.execute(script)) {
            QueryResult rows = result.rows();
            if (rows != null) {
                try (rows) {
                    assertThat(engine.awaitIdle(DEADLINE)).isTrue();
                    rows(
                            rows,
                            lines,
                            expected == null ? 0 : (int) expected.lines().count());
                }
            }
        }
        assertThat(engine.awaitIdle(DEADLINE)).isTrue();
        if (expected != null) {
            assertThat(String.join("\n", lines)).as(script).isEqualTo(expected.strip());
        }
    }

    private static void rows(QueryResult rows, List<String> lines, int expected) {
        if (!rows.isContinuous()) {
            rows.forEach(row -> lines.add(values(row)));
            return;
        }
        while (true) {
            Optional<Change<Row>> change = rows.poll(lines.size() < expected ? DEADLINE : Duration.ZERO);
            if (change.isEmpty()) {
                return;
            }
            lines.add(change.get().kind().symbol() + " " + values(change.get().row()));
        }
    }

    private static String values(Row row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> row.get(column) == null ? "NULL" : String.valueOf(row.get(column)))
                .collect(Collectors.joining(" | "));
    }

    private static void refuse(LaminarEngine engine, String table) {
        Matcher row = REFUSED_ROW.matcher(table);
        int rows = 0;
        while (row.find()) {
            String statement = row.group(1).replace("\\|", "|");
            LaminarException error = catchThrowableOfType(LaminarException.class, () -> engine.execute(statement));
            assertThat(error).as(statement).isNotNull();
            assertThat(error.code().id())
                    .as(statement + ": " + error.getMessage())
                    .isEqualTo(row.group(2));
            rows++;
        }
        assertThat(rows).as("rows of the table " + table).isPositive();
    }
}
