package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.time.Watermarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions with threads that take turns. Each partition passes on what it gets. */
@Timeout(60)
class PartitionedStageTest {
    private static final Schema SCHEMA = new Schema(
            List.of(new Field("key", DataType.BIGINT), new Field("number", DataType.BIGINT)), Schema.NO_TIME);
    private static final int BATCH_ROWS = 16;

    private final List<Thread> helpers = new ArrayList<>();
    private final Set<Thread> atWork = ConcurrentHashMap.newKeySet();
    private final List<String> given = new ArrayList<>();
    private final Map<Long, List<Long>> numbers = new HashMap<>();
    private final BatchPool pool = new BatchPool(SCHEMA, BATCH_ROWS, 4);
    private volatile boolean isOver;
    private volatile Runnable whenAtWork = () -> {};

    private final PartitionedStage stage = new PartitionedStage(3, new Recorder(), null, null, BATCH_ROWS, 1);
    private final BatchReceiver input = stage.addInput(SCHEMA, List.of(0));

    @BeforeEach
    void open() {
        for (Partition partition : stage.partitions()) {
            partition.addInput(new Passing(partition.log()));
        }
    }

    private void startHelpers(int count) {
        for (int i = 0; i < count; i++) {
            Thread helper = new Thread(() -> {
                while (!isOver) {
                    stage.partitions().forEach(Partition::doWork);
                }
            });
            helpers.add(helper);
            helper.start();
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        isOver = true;
        for (Thread helper : helpers) {
            helper.join();
        }
    }

    private void push(long key, long... values) {
        Batch batch = pool.take();
        for (long value : values) {
            batch.longs(0)[batch.rows()] = key;
            batch.longs(1)[batch.rows()] = value;
            batch.rows(batch.rows() + 1);
        }
        try {
            input.onBatch(batch, 0, batch.rows());
        } finally {
            batch.release();
        }
    }

    @Test
    void losesNothingAndKeepsTheOrderOfEachKeyWhileThreadsTakeTurns() {
        startHelpers(2);
        int rows = 60_000;
        int keys = 17;
        List<PartitionedStage> open = new ArrayList<>();
        stage.rounds(called -> open.add(called));
        for (int row = 0; row < rows; row += 2) {
            push(row % keys, row, row + 1L);
            if (row % 100 == 0) {
                input.onWatermark(row);
            }
            if (row % 50 == 0) {
                open.forEach(PartitionedStage::endRound);
                open.clear();
            }
        }
        input.onWatermark(Watermarks.END);
        input.onEnd();
        open.forEach(PartitionedStage::endRound);

        assertThat(numbers.values().stream().mapToInt(List::size).sum()).isEqualTo(rows);
        assertThat(numbers.values()).allSatisfy(ofKey -> assertThat(ofKey).isSorted());
        assertThat(given.get(given.size() - 1)).isEqualTo("end");
        assertThat(given.stream()
                        .filter(text -> text.startsWith("watermark"))
                        .distinct()
                        .toList())
                .hasSize(rows / 100 + 1);
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void theCallerGoesOnWhileAnotherThreadHasATurnAndWaitsForItAtTheEnd() throws InterruptedException {
        CountDownLatch isAtWork = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        stage.rounds(called -> true);
        whenAtWork = () -> {
            isAtWork.countDown();
            await(mayEnd);
        };
        push(1, 10);
        startHelpers(1);
        assertThat(isAtWork.await(20, TimeUnit.SECONDS)).isTrue();
        push(1, 11);
        assertThat(given).isEmpty();

        Thread letsItEnd = new Thread(mayEnd::countDown);
        letsItEnd.start();
        stage.endRound();
        letsItEnd.join();

        assertThat(numbers).containsExactly(Map.entry(1L, List.of(10L, 11L)));
        assertThat(atWork).contains(helpers.get(0));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void withoutARoundEachCallIsWorkedOffAtOnce() {
        push(1, 10);
        assertThat(numbers).containsKey(1L);
    }

    @Test
    void whatFailedThrowsAndGivesNothingMore() {
        whenAtWork = () -> {
            throw new IllegalStateException("partition");
        };
        assertThatThrownBy(() -> push(1, 10)).hasMessage("partition");
        assertThat(given).isEmpty();
        assertThat(pool.outstanding()).isZero();
    }

    /** Stands for operators. */
    private final class Passing implements BatchReceiver {
        private final BatchReceiver next;

        Passing(BatchReceiver next) {
            this.next = next;
        }

        @Override
        public void onBatch(Batch batch, int from, int to) {
            atWork.add(Thread.currentThread());
            whenAtWork.run();
            next.onBatch(batch, from, to);
        }

        @Override
        public void onWatermark(long watermark) {
            next.onWatermark(watermark);
        }

        @Override
        public void onEnd() {
            next.onEnd();
        }
    }

    /** Called by the test's thread alone. */
    private final class Recorder implements BatchReceiver {
        @Override
        public void onBatch(Batch batch, int from, int to) {
            for (int row = from; row < to; row++) {
                numbers.computeIfAbsent(batch.longs(0)[row], key -> new ArrayList<>())
                        .add(batch.longs(1)[row]);
            }
            given.add("rows");
        }

        @Override
        public void onWatermark(long watermark) {
            given.add("watermark " + watermark);
        }

        @Override
        public void onEnd() {
            given.add("end");
        }
    }
}
