package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.api.SourceOptions;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.BridgeEntrance;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.data.binding.RowEncoder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What threads see of each other at the entrance of a source. */
@Timeout(30)
class SourceChannelTest {
    private static final Schema SCHEMA = new Schema(List.of(new Field("id", DataType.BIGINT)), Schema.NO_TIME);
    private static final long LONG_ENOUGH_MILLIS = 200;

    @Test
    void whoeverGoesOnWithAnotherSourceWaitsForRowsThatAreBeingSent() throws InterruptedException {
        HeldReceiver receiver = new HeldReceiver();
        Region region = new Region(new Worker("unstarted"), 0);
        SourceChannel channel =
                new SourceChannel("s", SourceOptions.defaults(), new BatchPool(SCHEMA, 8, 2), null, region, receiver);
        channel.append(RowEncoder.of(Object[].class, SCHEMA), new Object[] {1L});
        Thread worker = new Thread(channel::trySendOpenRows);
        Thread producer = new Thread(channel::sendOpenRows);

        worker.start();
        receiver.isGiven.await();
        producer.start();
        producer.join(LONG_ENOUGH_MILLIS);

        assertThat(producer.isAlive())
                .as("waits while the rows have not arrived")
                .isTrue();
        receiver.mayTake.countDown();
        producer.join();
        worker.join();
        assertThat(receiver.rows).isEqualTo(1);
    }

    /** Holds up who gives it rows until it may take them. */
    private static final class HeldReceiver implements BridgeEntrance {
        private final CountDownLatch isGiven = new CountDownLatch(1);
        private final CountDownLatch mayTake = new CountDownLatch(1);
        private volatile int rows;

        @Override
        public void onBatch(Batch batch, int from, int to) {
            isGiven.countDown();
            try {
                assertThat(mayTake.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            rows = to - from;
        }

        @Override
        public BatchReceiver aside(BatchReceiver receiver) {
            return receiver;
        }

        @Override
        public void onWatermark(long watermark) {}

        @Override
        public void onEnd() {}
    }
}
