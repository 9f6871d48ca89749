package io.laminar.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BridgeTest {
    private static final Schema SCHEMA = Schema.of(new Field("v", DataType.BIGINT.notNull()));
    private final BatchPool pool = new BatchPool(SCHEMA, 8, 2048);

    /** Writes down what comes. */
    private static final class Recorder implements BatchReceiver {
        private final String name;
        private final List<String> seen;

        Recorder(String name, List<String> seen) {
            this.name = name;
            this.seen = seen;
        }

        @Override
        public void onBatch(Batch batch, int from, int to) {
            for (int row = from; row < to; row++) {
                seen.add(name + batch.longs(0)[row]);
            }
        }

        @Override
        public void onWatermark(long watermark) {
            seen.add(name + " watermark " + watermark);
        }

        @Override
        public void onBarrier(long epoch) {
            seen.add(name + " barrier " + epoch);
        }

        @Override
        public void onMarker(Marker marker) {
            seen.add(name + " marker");
        }

        @Override
        public void onEnd() {
            seen.add(name + " end");
        }

        @Override
        public void onFailure(LaminarException error) {
            seen.add(name + " " + error.code());
        }
    }

    private void put(BatchReceiver entrance, long... values) {
        Batch batch = pool.take();
        System.arraycopy(values, 0, batch.longs(0), 0, values.length);
        batch.rows(values.length);
        entrance.onBatch(batch, 0, values.length);
        batch.release();
    }

    @Test
    void rowsComeBeforeTheWatermarkBarrierAndEndThatFollowThem() {
        List<String> seen = new ArrayList<>();
        Bridge bridge = new Bridge(2, () -> {});
        BridgeEntrance a = bridge.entranceFor(new Recorder("a", seen));
        BatchReceiver b = a.aside(new Recorder("b", seen));
        put(a, 1, 2);
        a.onWatermark(10);
        put(b, 3);
        a.onBarrier(7);
        put(a, 4);
        b.onWatermark(11);
        Marker marker = new Marker();
        a.onMarker(marker);
        b.onEnd();
        a.onFailure(new LaminarException(ErrorCode.QUERY_FAILED, "x"));
        assertThat(bridge.hasRoom()).isFalse();

        while (bridge.drain(2) > 0) {
            // goes on
        }

        assertThat(seen)
                .containsExactly(
                        "a1",
                        "a2",
                        "a watermark 10",
                        "b3",
                        "a barrier 7",
                        "a4",
                        "b watermark 11",
                        "a marker",
                        "b end",
                        "a QUERY_FAILED");
        assertThat(bridge.isEmpty()).isTrue();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void theSecondEntranceMakesItShared() {
        Bridge bridge = new Bridge(() -> {});
        bridge.entranceFor(new Recorder("a", new ArrayList<>()));
        assertThat(bridge.isShared()).isFalse();
        bridge.entranceFor(new Recorder("b", new ArrayList<>()));
        assertThat(bridge.isShared()).isTrue();
    }

    @Test
    void whatWaitsMovesInOrder() {
        List<String> seen = new ArrayList<>();
        Bridge from = new Bridge(2, () -> {});
        Bridge to = new Bridge(2, () -> {});
        BridgeEntrance a = from.entranceFor(new Recorder("a", seen));
        BridgeEntrance b = to.entranceFor(new Recorder("b", seen));
        put(b, 1);
        for (int i = 0; i < 5; i++) {
            put(a, i);
        }
        from.moveTo(to);
        assertThat(from.isEmpty()).isTrue();
        assertThat(to.drain(100)).isEqualTo(6);
        assertThat(seen).containsExactly("b1", "a0", "a1", "a2", "a3", "a4");
        assertThat(pool.outstanding()).isZero();
    }

    /** A receiver that throws lets go of the batch all the same. */
    @Test
    void aBatchIsReleasedWhenItsReceiverThrows() {
        Bridge bridge = new Bridge(() -> {});
        BridgeEntrance a = bridge.entranceFor(new BatchReceiver() {
            @Override
            public void onBatch(Batch batch, int from, int to) {
                throw new IllegalStateException("no");
            }

            @Override
            public void onWatermark(long watermark) {}

            @Override
            public void onEnd() {}
        });
        put(a, 1);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> bridge.drain(1))
                .hasMessage("no");
        assertThat(pool.outstanding()).isZero();
        assertThat(bridge.isEmpty()).isTrue();
    }

    @Test
    void neitherSideAllocates() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Bridge bridge = new Bridge(() -> {});
        BridgeEntrance entrance = bridge.entranceFor(new BatchReceiver() {
            @Override
            public void onBatch(Batch batch, int from, int to) {}

            @Override
            public void onWatermark(long watermark) {}

            @Override
            public void onEnd() {}
        });
        Batch batch = pool.take();
        batch.rows(1);
        handOver(bridge, entrance, batch);
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        long costOfAsking = threads.getThreadAllocatedBytes(thread) - before;
        before = threads.getThreadAllocatedBytes(thread);
        handOver(bridge, entrance, batch);
        long allocated = threads.getThreadAllocatedBytes(thread) - before - costOfAsking;
        batch.release();

        // 200,000 messages; a few bytes are the compiler's, when it replaces the code amid the loop.
        assertThat(allocated).isLessThan(2_000);
    }

    private static void handOver(Bridge bridge, BridgeEntrance entrance, Batch batch) {
        for (int i = 0; i < 100_000; i++) {
            entrance.onBatch(batch, 0, 1);
            entrance.onWatermark(i);
            bridge.drain(2);
        }
    }
}
