package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.LaminarEngine;
import io.laminar.api.Row;
import io.laminar.api.RowSource;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which row is late for which window depends on the rows alone: not on how they were grouped, when batches were sent off, or how
 * many workers there are.
 */
@Timeout(120)
class BatchCutsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final int ROWS = 1_500;
    private static final int DELAY = 3;
    private static final int SIZE = 10;
    private static final int LATENESS = 4;

    private static final Map<String, String> WINDOWS = Map.of(
            "tumble", "TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '10' SECOND)",
            "hop", "HOP(TABLE t, DESCRIPTOR(ts), INTERVAL '4' SECOND, INTERVAL '10' SECOND)",
            "steps", "CUMULATE(TABLE t, DESCRIPTOR(ts), INTERVAL '5' SECOND, INTERVAL '15' SECOND)");

    /** @param time seconds, or -1 for a row without time */
    private record Input(String key, int value, int time) {}

    /** What all queries gave: rows that stayed, rows that were late, and how many, by the name of the query. */
    private record Outcome(
            Map<String, Map<String, Integer>> rows, Map<String, List<String>> late, Map<String, Long> figures) {}

    private static List<Input> rows(long seed) {
        Random random = new Random(seed);
        List<Input> rows = new ArrayList<>();
        int now = 0;
        for (int i = 0; i < ROWS; i++) {
            now += random.nextInt(4) == 0 ? random.nextInt(6) : 0;
            int time = random.nextInt(50) == 0
                    ? -1
                    : Math.max(0, now - (random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(6)));
            rows.add(new Input("k" + random.nextInt(4), random.nextInt(100), time));
        }
        return rows;
    }

    private static String script(int delay, int lateness) {
        StringBuilder script = new StringBuilder("CREATE SOURCE t (k VARCHAR, v INTEGER, ts TIMESTAMP,"
                + " WATERMARK FOR ts AS ts - INTERVAL '" + delay + "' SECOND);");
        for (String emit : List.of("ON WINDOW CLOSE", "AFTER WATERMARK", "CHANGES")) {
            String mode = emit.substring(0, 2).strip().toLowerCase(java.util.Locale.ROOT);
            WINDOWS.forEach((name, window) -> script.append(query(
                    name + "_" + mode,
                    "SELECT k, window_start, window_end, COUNT(*) AS n, SUM(v) AS total FROM TABLE(" + window
                            + ") GROUP BY k, window_start, window_end",
                    lateness,
                    emit)));
            script.append(query(
                    "session_" + mode,
                    "SELECT k, SESSION_START(ts, INTERVAL '5' SECOND) AS since, SESSION_END(ts, INTERVAL '5' SECOND) AS"
                            + " until, COUNT(*) AS n, SUM(v) AS total FROM t GROUP BY k, SESSION(ts, INTERVAL '5' SECOND)",
                    lateness,
                    emit));
        }
        return script.toString();
    }

    private static String query(String name, String select, int lateness, String emit) {
        return " CREATE STREAM " + name + " AS " + select + " ALLOW LATENESS INTERVAL '" + lateness
                + "' SECOND LATE DATA TO " + name + "_late EMIT " + emit + ";";
    }

    private static Outcome run(
            List<Input> rows, String script, LaminarEngine.Builder builder, Random random, int groups) {
        Map<String, Map<String, Integer>> results = new TreeMap<>();
        Map<String, List<String>> late = new TreeMap<>();
        Map<String, Long> figures = new TreeMap<>();
        try (LaminarEngine engine = builder.open()) {
            engine.execute(script);
            engine.queries().forEach(query -> {
                Map<String, Integer> weights = Collections.synchronizedMap(new TreeMap<>());
                List<String> lateRows = Collections.synchronizedList(new ArrayList<>());
                results.put(query.name(), weights);
                late.put(query.name(), lateRows);
                engine.subscribe(
                        query.name(), Row.class, change -> weights.merge(text(change), weight(change), Integer::sum));
                engine.subscribe(query.name() + "_late", Row.class, change -> lateRows.add(text(change)));
            });
            push(engine, rows, random, groups);
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            engine.endOfInput();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            engine.queries().forEach(query -> {
                figures.put(query.name() + " late", query.metrics().rowsLate());
                figures.put(query.name() + " without time", query.metrics().rowsWithoutTime());
            });
            figures.put(
                    "source without time", engine.sources().get(0).eventTime().rowsWithoutTime());
        }
        results.values().forEach(weights -> weights.values().removeIf(weight -> weight == 0));
        late.values().forEach(Collections::sort);
        return new Outcome(results, late, figures);
    }

    private static void push(LaminarEngine engine, List<Input> rows, Random random, int groups) {
        RowSource source = engine.source("t");
        for (int from = 0; from < rows.size(); ) {
            int to = Math.min(rows.size(), from + 1 + random.nextInt(groups));
            source.pushBatch(
                    rows.subList(from, to).stream().map(BatchCutsTest::values).toList());
            if (random.nextInt(8) == 0) {
                engine.awaitIdle(PATIENCE); // has what waits sent off here
            }
            from = to;
        }
    }

    private static Map<String, Object> values(Input row) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("k", row.key());
        values.put("v", row.value());
        if (row.time() >= 0) {
            values.put("ts", START.plusSeconds(row.time()));
        }
        return values;
    }

    private static String text(Change<Row> change) {
        return change.row().toMap().values().toString();
    }

    private static int weight(Change<Row> change) {
        return change.kind() == ChangeKind.INSERT || change.kind() == ChangeKind.UPDATE_AFTER ? 1 : -1;
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 4", "2, 0, 0", "3, 3, 0", "4, 0, 2", "5, 7, 1", "6, 0, 0"})
    void whatIsLateDependsOnTheRowsAlone(long seed, int delay, int lateness) {
        List<Input> rows = rows(seed);
        String script = script(delay, lateness);
        Outcome expected = run(rows, script, Laminar.builder().workers(1).batchRows(1), new Random(seed), 1);
        Random random = new Random(seed);

        assertThat(expected.figures().get("tumble_on late")).isPositive();
        assertThat(expected.figures().get("session_on late")).isPositive();
        for (LaminarEngine.Builder builder : List.of(
                Laminar.builder().workers(1),
                Laminar.builder().workers(1).batchRows(1 + random.nextInt(20)),
                Laminar.builder().workers(3).parallelism(3).batchRows(1 + random.nextInt(200)),
                Laminar.builder().workers(2).parallelism(4))) {
            Outcome actual = run(rows, script, builder, random, 1 + random.nextInt(300));
            assertThat(actual.figures()).as("seed %s", seed).isEqualTo(expected.figures());
            assertThat(actual.late()).as("seed %s", seed).isEqualTo(expected.late());
            assertThat(actual.rows()).as("seed %s", seed).isEqualTo(expected.rows());
        }
    }

    /** By hand: a row is late when the window's end and the lateness are not beyond the watermark before it. */
    @Test
    void tumblingWindowsAreAsTheRuleSays() {
        List<Input> rows = rows(7);
        Map<String, Integer> counts = new TreeMap<>();
        List<String> late = new ArrayList<>();
        int watermark = Integer.MIN_VALUE;
        for (Input row : rows) {
            if (row.time() < 0) {
                continue;
            }
            int start = row.time() / SIZE * SIZE;
            if (start + SIZE + LATENESS <= watermark) {
                late.add(values(row).values().toString());
            } else {
                counts.merge("[" + row.key() + ", " + START.plusSeconds(start) + "]", 1, Integer::sum);
            }
            watermark = Math.max(watermark, row.time() - DELAY);
        }
        Collections.sort(late);

        Outcome actual = run(rows, script(DELAY, LATENESS), Laminar.builder().workers(2), new Random(7), 400);

        Map<String, Integer> actualCounts = new TreeMap<>();
        Objects.requireNonNull(actual.rows().get("tumble_on")).keySet().forEach(row -> {
            List<String> values = List.of(row.substring(1, row.length() - 1).split(", ", -1));
            actualCounts.put("[" + values.get(0) + ", " + values.get(1) + "]", Integer.valueOf(values.get(3)));
        });
        assertThat(actualCounts).isEqualTo(counts);
        assertThat(actual.late().get("tumble_on")).isEqualTo(late);
        assertThat(actual.figures().get("tumble_on late")).isEqualTo(late.size());
        assertThat(actual.figures().get("tumble_on without time"))
                .isEqualTo(rows.stream().filter(row -> row.time() < 0).count());
    }
}
