package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.LaminarEngine;
import io.laminar.api.PollableSubscription;
import io.laminar.api.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Results by the clock. Says nothing about when they leave, but that they do, and how they are folded. */
@Timeout(60)
class EmitEveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void whatChangedLeavesAtTheNextTickAsOneChangePerKey() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE SOURCE clicks (page VARCHAR, ts TIMESTAMP, WATERMARK FOR ts)");
            engine.execute("CREATE STREAM counts AS SELECT page, COUNT(*) AS n FROM clicks GROUP BY page"
                    + " EMIT EVERY INTERVAL '0.3' SECOND");
            try (PollableSubscription<Row> counts = engine.subscribe("counts", Row.class)) {
                push(engine, 1000);
                List<Change<Row>> first = untilCount(counts, 1000);
                push(engine, 1000);
                List<Change<Row>> second = untilCount(counts, 2000);

                assertThat(first.get(0).kind()).isEqualTo(ChangeKind.INSERT);
                assertThat(second.get(0).kind()).isEqualTo(ChangeKind.UPDATE_BEFORE);
                assertThat(second.get(0).row().get("n"))
                        .as("the row at the tick before")
                        .isEqualTo(1000L);
                // a tick may fall between two pushes, but not between all of them
                assertThat(first.size() + second.size()).isLessThan(200);
            }
        }
    }

    @Test
    void aViewAndAStreamBehindItSeeTheTicks() {
        try (LaminarEngine engine = Laminar.open()) {
            engine.execute("CREATE SOURCE clicks (page VARCHAR, ts TIMESTAMP, WATERMARK FOR ts)");
            engine.execute("CREATE STREAM late AS SELECT page, ts FROM clicks EMIT EVERY INTERVAL '0.05' SECOND");
            engine.execute(
                    "CREATE STREAM minutes AS SELECT TUMBLE_START(ts, INTERVAL '1' MINUTE) AS since, COUNT(*) AS n"
                            + " FROM late GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)");
            try (PollableSubscription<Row> minutes = engine.subscribe("minutes", Row.class)) {
                push(engine, 3);
                engine.execute("INSERT INTO clicks VALUES ('end', TIMESTAMP '2026-01-01 00:01:00')");

                Change<Row> minute = minutes.poll(PATIENCE).orElseThrow();
                assertThat(minute.row().get("n")).isEqualTo(3L);
            }
        }
    }

    private static void push(LaminarEngine engine, int clicks) {
        for (int i = 0; i < clicks; i++) {
            engine.execute("INSERT INTO clicks VALUES ('home', TIMESTAMP '2026-01-01 00:00:10')");
        }
    }

    private static List<Change<Row>> untilCount(PollableSubscription<Row> counts, long count) {
        List<Change<Row>> changes = new ArrayList<>();
        while (changes.isEmpty()
                || !Long.valueOf(count)
                        .equals(changes.get(changes.size() - 1).row().get("n"))) {
            changes.add(counts.poll(PATIENCE).orElseThrow());
        }
        return changes;
    }
}
