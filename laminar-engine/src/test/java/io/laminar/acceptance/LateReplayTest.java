package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.BatchWriter;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import io.laminar.api.Row;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two hours of event time, with every tenth row late by up to an hour: every row is accounted for, in a result, in the side
 * output or in a counter.
 */
@Timeout(60)
class LateReplayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final int ROWS = 400_000;
    private static final int BATCH = 1_000;
    private static final long HOUR = 3_600_000_000L;
    private static final long MINUTE = HOUR / 60;
    private static final long START = 1_767_225_600_000_000L; // 2026-01-01T00:00
    private static final long DELAY = MINUTE / 12;
    private static final long LATENESS = 10 * MINUTE;

    private final long[] ids = new long[ROWS];
    private final long[] times = new long[ROWS];
    private final boolean[] isWithoutTime = new boolean[ROWS];

    private void generate() {
        Random random = new Random(20260101);
        for (int row = 0; row < ROWS; row++) {
            ids[row] = row + 1L;
            long onTime = START + 2 * HOUR * row / ROWS;
            boolean isLate = random.nextInt(10) == 0;
            times[row] = onTime - (isLate ? (long) (random.nextDouble() * HOUR) : random.nextInt((int) DELAY));
            isWithoutTime[row] = random.nextInt(1_000) == 0;
        }
    }

    /** What the rule says: the sums of ids that are in windows, that are late, and the numbers of both and of rows without time. */
    private List<Long> expected() {
        long kept = 0;
        long keptIds = 0;
        long late = 0;
        long lateIds = 0;
        long withoutTime = 0;
        long watermark = Long.MIN_VALUE;
        for (int row = 0; row < ROWS; row++) {
            if (isWithoutTime[row]) {
                withoutTime++;
                continue;
            }
            long end = Math.floorDiv(times[row], MINUTE) * MINUTE + MINUTE;
            if (end + LATENESS <= watermark) {
                late++;
                lateIds += ids[row];
            } else {
                kept++;
                keptIds += ids[row];
            }
            watermark = Math.max(watermark, times[row] - DELAY);
        }
        return List.of(kept, keptIds, late, lateIds, withoutTime);
    }

    private void push(LaminarEngine engine) {
        BatchWriter writer = engine.source("events").batchWriter();
        for (int from = 0; from < ROWS; from += BATCH) {
            writer.set(0, ids, from)
                    .set(1, times, from)
                    .setNulls(1, isWithoutTime, from)
                    .append(BATCH);
        }
    }

    private static List<Object> only(LaminarEngine engine, String sql) {
        try (QueryResult rows = engine.query(sql)) {
            Row row = rows.toList().get(0);
            return List.copyOf(row.toMap().values());
        }
    }

    @Test
    void everyRowIsAccountedFor() {
        generate();
        List<Long> expected = expected();
        long expectedLate = expected.get(2);
        try (LaminarEngine engine = Laminar.builder().workers(2).open()) {
            engine.execute("""
                    CREATE SOURCE events (id BIGINT, ts TIMESTAMP, WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
                    CREATE STREAM minutes AS
                      SELECT window_start, COUNT(*) AS n, SUM(id) AS ids
                      FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
                      GROUP BY window_start, window_end
                      ALLOW LATENESS INTERVAL '10' MINUTE LATE DATA TO late_events EMIT ON WINDOW CLOSE;
                    CREATE MATERIALIZED VIEW kept AS SELECT SUM(n) AS n, SUM(ids) AS ids FROM minutes;
                    CREATE MATERIALIZED VIEW late AS SELECT COUNT(*) AS n, SUM(id) AS ids FROM late_events;
                    CREATE MATERIALIZED VIEW passed AS SELECT COUNT(*) AS n, SUM(id) AS ids FROM events""");
            push(engine);
            engine.endOfInput();
            assertThat(engine.awaitIdle(PATIENCE)).isTrue();

            // About a tenth of the rows is late, five sixths of them by more than the lateness.
            assertThat(expectedLate).isBetween(ROWS / 15L, ROWS / 10L);
            assertThat(only(engine, "SELECT n, ids FROM kept")).isEqualTo(List.of(expected.get(0), expected.get(1)));
            assertThat(only(engine, "SELECT n, ids FROM late")).isEqualTo(List.of(expectedLate, expected.get(3)));
            assertThat(only(engine, "SELECT n, ids FROM passed"))
                    .isEqualTo(List.of((long) ROWS, ROWS * (ROWS + 1L) / 2));
            var metrics = engine.findQuery("minutes").orElseThrow().metrics();
            assertThat(metrics.rowsLate()).isEqualTo(expectedLate);
            assertThat(metrics.rowsWithoutTime()).isEqualTo(expected.get(4));
            assertThat(metrics.rowsIn()).isEqualTo(ROWS);
            assertThat(expected.get(0) + expectedLate + expected.get(4)).isEqualTo(ROWS);
            assertThat(engine.sources().get(0).eventTime().rowsWithoutTime()).isEqualTo(expected.get(4));
        }
    }
}
