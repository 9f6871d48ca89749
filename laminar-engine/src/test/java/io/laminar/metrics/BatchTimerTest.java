package io.laminar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchTimerTest {
    private long now;
    private int looks;

    private long clock() {
        looks++;
        return now;
    }

    private void run(BatchTimer timer, int rows, long nanos) {
        long start = timer.start(rows);
        now += nanos;
        timer.stop(start, rows);
    }

    @Test
    void everyLargeBatchIsMeasured() {
        BatchTimer timer = BatchTimer.perBatch(this::clock);
        for (int i = 0; i < 1000; i++) {
            run(timer, 64, 10);
        }
        assertThat(timer.totalNanos()).isEqualTo(10_000);
        assertThat(timer.histogram().snapshot().count()).isEqualTo(1000);
        assertThat(looks).isEqualTo(2000);
    }

    @Test
    void ofSmallBatchesTheFirstAreMeasuredAndThenOneForMany() {
        BatchTimer timer = BatchTimer.perBatch(this::clock);
        for (int i = 0; i < 64 + 640; i++) {
            run(timer, 1, 10);
        }
        assertThat(looks).isEqualTo(2 * (64 + 10));
        assertThat(timer.totalNanos()).isEqualTo(10 * (64 + 640));
        assertThat(timer.histogram().snapshot().count()).isEqualTo(64 + 640);
    }

    @Test
    void aLargeBatchAmongSmallOnesCountsOnce() {
        BatchTimer timer = BatchTimer.perBatch(this::clock);
        for (int i = 0; i < 127; i++) {
            run(timer, 1, 0);
        }
        long small = timer.start(1); // the 128th, which counts for 64
        long large = timer.start(1000);
        now += 10;
        timer.stop(large, 1000);
        timer.stop(small, 1);
        assertThat(timer.totalNanos()).isEqualTo(10 + 64 * 10);
    }

    @Test
    void percentilesOfRowsAreWeighedByRows() {
        BatchTimer timer = BatchTimer.perRow(this::clock);
        run(timer, 1, 30);
        run(timer, 99, 198);
        assertThat(timer.histogram().snapshot().count()).isEqualTo(100);
        assertThat(timer.histogram().snapshot().percentile(0.99)).isEqualTo(2);
        assertThat(timer.histogram().snapshot().percentile(1)).isEqualTo(30);
        assertThat(timer.totalNanos()).isEqualTo(228);
    }

    @Test
    void whatOthersTookIsNotCounted() {
        BatchTimer timer = BatchTimer.perBatch(this::clock);
        long start = timer.start(1);
        now += 50;
        timer.stop(start, 1, 42);
        assertThat(timer.totalNanos()).isEqualTo(8);
    }
}
