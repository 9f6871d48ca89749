package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.QueryMetrics;
import io.laminar.api.SourceInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While the callback of a subscriber blocks its worker, figures can be looked at: nobody waits for the worker. */
class BlockedCallbackTest {
    @Test
    void figuresAreThereAllTheSame() throws InterruptedException {
        try (HeldEngine held = new HeldEngine(2, "'buffer.rows' = '100'")) {
            held.source().pushBatch(HeldEngine.rows(1, 10));
            SourceInfo source = held.info();
            assertThat(source.rows()).isEqualTo(11);
            assertThat(source.state()).isEqualTo(SourceInfo.State.RUNNING);
            QueryMetrics metrics = held.engine().queries().get(0).metrics();
            assertThat(metrics.rowsIn()).isLessThanOrEqualTo(11);
            assertThat(held.engine().sinks()).isEmpty();
            assertThat(held.seen()).isEqualTo(HeldEngine.upTo(10));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHOW SOURCES",
                "SHOW QUERIES",
                "SHOW SINKS",
                "SHOW STREAMS",
                "DESCRIBE EXTENDED passed",
                "DESCRIBE EXTENDED s"
            })
    void statementsThatShowThemDoNotWait(String sql) throws InterruptedException {
        try (HeldEngine held = new HeldEngine(2, "'buffer.rows' = '100'")) {
            List<?> rows = held.engine().query(sql).toList();
            assertThat(rows.isEmpty()).isEqualTo(sql.endsWith("SINKS"));
        }
    }
}
