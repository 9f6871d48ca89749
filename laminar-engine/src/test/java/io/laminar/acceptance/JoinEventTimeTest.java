package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.LaminarEngine;
import io.laminar.api.Row;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Windows and OVER above joins by bounds give what nested loops give over all rows that were not late for the join: none of their
 * own rows is late, however rows are cut into batches and partitions.
 */
@Timeout(120)
class JoinEventTimeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final int DELAY = 2;
    private static final int CHUNKS = 150;
    private static final String JOIN =
            "%s JOIN b ON a.k = b.k AND b.ts >= a.ts - INTERVAL '3' SECOND AND b.ts < a.ts + INTERVAL '5' SECOND";

    private static final String SCRIPT = """
            CREATE SOURCE a (id INTEGER, k INTEGER, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '2' SECOND);
            CREATE SOURCE b (id INTEGER, k INTEGER, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '2' SECOND);
            CREATE STREAM pairs AS SELECT a.id, a.k, a.ts, b.id AS other, b.ts AS bts FROM a %1$s;
            CREATE STREAM outer_rows AS SELECT a.id, a.ts, b.id AS other FROM a %2$s;
            CREATE STREAM by_left AS SELECT TUMBLE_START(ts, INTERVAL '4' SECOND) AS s, COUNT(*) AS n, SUM(id * 7 + other) AS x
              FROM pairs GROUP BY TUMBLE(ts, INTERVAL '4' SECOND);
            CREATE STREAM by_right AS SELECT TUMBLE_START(bts, INTERVAL '4' SECOND) AS s, COUNT(*) AS n, SUM(id * 7 + other) AS x
              FROM pairs GROUP BY TUMBLE(bts, INTERVAL '4' SECOND);
            CREATE STREAM in_one AS SELECT TUMBLE_START(ts, INTERVAL '4' SECOND) AS s, COUNT(*) AS n, SUM(id * 7 + other) AS x
              FROM (SELECT b.ts, a.id, b.id AS other FROM a %1$s) GROUP BY TUMBLE(ts, INTERVAL '4' SECOND);
            CREATE STREAM alone AS SELECT TUMBLE_START(ts, INTERVAL '4' SECOND) AS s, COUNT(*) AS n, SUM(id * 7 + COALESCE(other, 0)) AS x
              FROM outer_rows GROUP BY TUMBLE(ts, INTERVAL '4' SECOND);
            CREATE STREAM ordered AS SELECT id, other, COUNT(*) OVER (PARTITION BY k ORDER BY ts) AS n FROM pairs;
            """.formatted(JOIN.formatted(""), JOIN.formatted("LEFT"));

    private record Event(int id, int key, int time) {
        Map<String, Object> values() {
            return Map.of("id", id, "k", key, "ts", START.plusSeconds(time));
        }
    }

    private record Pair(Event left, Event right) {}

    @ParameterizedTest
    @CsvSource({"1,1,1024,1", "2,1,1,1", "3,2,7,3", "4,3,1024,4", "5,1,3,1"})
    void nothingAboveIsLateAndNothingIsMissing(long seed, int workers, int batchRows, int parallelism) {
        Random random = new Random(seed);
        List<Event> left = new ArrayList<>();
        List<Event> right = new ArrayList<>();
        Map<String, Map<String, Integer>> results = new HashMap<>();
        int late = 0;
        try (LaminarEngine engine = Laminar.builder()
                .workers(workers)
                .batchRows(batchRows)
                .parallelism(parallelism)
                .open()) {
            engine.execute(SCRIPT);
            for (String name : List.of("by_left", "by_right", "in_one", "alone", "ordered")) {
                Map<String, Integer> weights = Collections.synchronizedMap(new TreeMap<>());
                results.put(name, weights);
                engine.subscribe(name, Row.class, change -> weights.merge(text(change), weight(change), Integer::sum));
            }
            int[] highest = {-1000, -1000};
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                int side = random.nextInt(2);
                List<Map<String, Object>> rows = new ArrayList<>();
                for (int row = random.nextInt(12); row >= 0; row--) {
                    int time = Math.max(0, chunk / 2 - random.nextInt(random.nextInt(4) == 0 ? 14 : 4));
                    Event event = new Event(chunk * 12 + row, random.nextInt(3), time);
                    rows.add(event.values());
                    if (time < Math.min(highest[0], highest[1]) - DELAY) {
                        late++;
                    } else {
                        (side == 0 ? left : right).add(event);
                    }
                    highest[side] = Math.max(highest[side], time);
                }
                engine.source(side == 0 ? "a" : "b").pushBatch(rows);
                assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            }
            engine.endOfInput();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();
            for (String name : List.of("pairs", "outer_rows", "in_one")) {
                assertThat(rowsLate(engine, name)).as("late for " + name).isEqualTo(late);
            }
            for (String name : List.of("by_left", "by_right", "alone", "ordered")) {
                assertThat(rowsLate(engine, name)).as("late for " + name).isZero();
            }
        }
        assertThat(late).isGreaterThan(10);
        results.values().forEach(rows -> rows.values().removeIf(weight -> weight == 0));
        List<Pair> pairs = pairs(left, right, false);
        assertThat(results.get("by_left")).isEqualTo(windows(pairs, true));
        assertThat(results.get("by_right")).isEqualTo(windows(pairs, false));
        assertThat(results.get("in_one")).isEqualTo(windows(pairs, false));
        assertThat(results.get("alone")).isEqualTo(windows(pairs(left, right, true), true));
        assertThat(results.get("ordered")).isEqualTo(ordered(pairs));
    }

    private static long rowsLate(LaminarEngine engine, String query) {
        return engine.findQuery(query).orElseThrow().metrics().rowsLate();
    }

    private static final Event NOBODY = new Event(0, 0, 0);

    private static List<Pair> pairs(List<Event> left, List<Event> right, boolean isOuter) {
        List<Pair> pairs = new ArrayList<>();
        for (Event a : left) {
            List<Event> partners = right.stream()
                    .filter(b -> b.key == a.key && b.time >= a.time - 3 && b.time < a.time + 5)
                    .toList();
            partners.forEach(b -> pairs.add(new Pair(a, b)));
            if (partners.isEmpty() && isOuter) {
                pairs.add(new Pair(a, NOBODY));
            }
        }
        return pairs;
    }

    /** Count and checksum of each window, once. */
    private static Map<String, Integer> windows(List<Pair> pairs, boolean isByLeft) {
        Map<Integer, int[]> sums = new TreeMap<>();
        for (Pair pair : pairs) {
            int time = isByLeft ? pair.left.time : pair.right.time;
            int[] sum = sums.computeIfAbsent(time / 4 * 4, start -> new int[2]);
            sum[0]++;
            sum[1] += pair.left.id * 7 + pair.right.id;
        }
        Map<String, Integer> rows = new TreeMap<>();
        sums.forEach((start, sum) -> rows.put(text(START.plusSeconds(start), sum[0], sum[1]), 1));
        return rows;
    }

    /** Each pair with the number of pairs of its key that are not later. */
    private static Map<String, Integer> ordered(List<Pair> pairs) {
        Map<String, Integer> rows = new TreeMap<>();
        for (Pair pair : pairs) {
            long earlier = pairs.stream()
                    .filter(other -> other.left.key == pair.left.key && other.left.time <= pair.left.time)
                    .count();
            rows.merge(text(pair.left.id, pair.right.id, earlier), 1, Integer::sum);
        }
        return rows;
    }

    private static String text(Object... values) {
        return Arrays.asList(values).toString();
    }

    private static String text(Change<Row> change) {
        return change.row().toMap().values().toString();
    }

    private static int weight(Change<Row> change) {
        return change.kind().isAddition() ? 1 : -1;
    }
}
