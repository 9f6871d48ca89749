package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.state.KeyPartitioner;
import io.laminar.state.StateArchive;
import io.laminar.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a query that runs in partitions by key: hands each row to the partition of its key, watermarks and ends to
 * all, and brings together what they give.
 *
 * <pre>
 *               +-> partition 0: operators -> log -+
 *   input -> by key                                +-> next
 *               +-> partition 1: operators -> log -+
 * </pre>
 *
 * <p>The thread that has the rows puts them in and goes on; workers that have time take turns with the partitions
 * meanwhile. At the end of its round, before a marker, and after each call when a query reads the result, it works off
 * what is left, waits for the turns of others, and hands on what came out ({@link #complete()}). So between two rounds all
 * partitions are at rest, and whoever has all workers stand still finds everything as with one partition. Nobody ever waits
 * for a turn that has not begun, and a turn waits for nothing; so there is no circle.
 */
final class PartitionedStage {
    /** Calls after which a round is brought to its end, so that what is under way has a bound. */
    private static final int CALLS_UNDER_WAY = 32;

    private static final int POOLED_BATCHES = 32;

    private final List<Partition> partitions = new ArrayList<>();
    private final BatchReceiver next;
    private final @Nullable BatchReceiver late;
    private final @Nullable MovedRows moved;
    private final int batchRows;
    private long seed;
    private final List<List<Integer>> keys = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private Rounds rounds = Rounds.NONE;
    private int callsUnderWay;
    private boolean isInRound;
    private long watermark = Watermarks.NONE;
    private boolean isIdle;
    private boolean hasEnded;

    /** The rounds of whoever puts rows in. */
    @FunctionalInterface
    interface Rounds {
        /** Every call is a round. */
        Rounds NONE = stage -> false;

        /** Whether the caller is within a round, at whose end he will complete the stage. */
        boolean completeAtEnd(PartitionedStage stage);
    }

    /**
     * @param next gets what comes out
     * @param late gets late rows; null when nobody asks for them
     * @param moved brings versions of a row together that come out of several partitions; null where none do
     * @param batchRows rows of a batch
     * @param seed of the hash that chooses partitions
     */
    PartitionedStage(
            int count,
            BatchReceiver next,
            @Nullable BatchReceiver late,
            @Nullable MovedRows moved,
            int batchRows,
            long seed) {
        this.next = next;
        this.late = late;
        this.moved = moved;
        this.batchRows = batchRows;
        this.seed = seed;
        for (int i = 0; i < count; i++) {
            partitions.add(new Partition());
        }
    }

    List<Partition> partitions() {
        return partitions;
    }

    long seed() {
        return seed;
    }

    /** What must be alike where the state of one stage goes on in another: partitions, and the keys that choose them. */
    List<Object> shape() {
        return List.of(partitions.size(), List.copyOf(keys));
    }

    /** Goes on where another stage of the same shape was, which is not used any more. */
    void continueFrom(PartitionedStage other) {
        watermark = other.watermark;
        isIdle = other.isIdle;
        hasEnded = other.hasEnded;
        for (int i = 0; i < partitions.size(); i++) {
            partitions.get(i).log().continueFrom(other.partitions.get(i).log());
        }
    }

    /** Writes where it is and how keys find their partition, or reads it into one of the same shape; all partitions are at rest. */
    void persist(StateArchive archive) {
        archive.expect("partitions", partitions.size());
        seed = archive.number(seed);
        watermark = archive.number(watermark);
        isIdle = archive.flag(isIdle);
        hasEnded = archive.flag(hasEnded);
        partitions.forEach(partition -> partition.log().persist(archive));
        if (archive.isReading()) {
            inputs.forEach(Input::usesSeed);
        }
    }

    /** From now on calls belong to rounds. */
    void rounds(Rounds newRounds) {
        rounds = newRounds;
    }

    /**
     * A way in; each partition was given the same number of inputs before.
     *
     * @param ofKey columns whose values choose the partition
     */
    BatchReceiver addInput(Schema schema, List<Integer> ofKey) {
        keys.add(ofKey);
        Input input = new Input(keys.size() - 1, new BatchPool(schema, batchRows, POOLED_BATCHES), ofKey);
        inputs.add(input);
        return input;
    }

    private void called() {
        if (isInRound) {
            if (++callsUnderWay >= CALLS_UNDER_WAY) {
                complete();
            }
        } else if (rounds.completeAtEnd(this)) {
            isInRound = true;
            callsUnderWay++;
        } else {
            complete();
        }
    }

    /** Says that the round is over. */
    void endRound() {
        isInRound = false;
        complete();
    }

    /**
     * Works off what is under way and hands on what came out.
     *
     * @throws RuntimeException what an operator or a receiver threw; the rest is gone then
     */
    void complete() {
        callsUnderWay = 0;
        try {
            // From the last to the first, since whoever helps is likely to begin with the first.
            for (int i = partitions.size() - 1; i >= 0; i--) {
                partitions.get(i).tryTurn();
            }
            partitions.forEach(Partition::finish);
            handOn();
        } catch (RuntimeException | Error thrown) {
            clear();
            throw thrown;
        }
    }

    /** Forgets what is under way, for a query that gives nothing any more. */
    void discard() {
        isInRound = false;
        callsUnderWay = 0;
        partitions.forEach(Partition::finish);
        clear();
    }

    private void clear() {
        partitions.forEach(Partition::clear);
        if (moved != null) {
            moved.clear();
        }
    }

    /** Every partition gives the same watermarks, so that rows can be handed on up to each of them. */
    private void handOn() {
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (int i = 0; i < partitions.size(); i++) {
                Partition partition = partitions.get(i);
                if (partition.log().takeUntilWatermark(moved == null ? next : moved.of(i), late)) {
                    isMore = true;
                } else {
                    throwFailure(partition);
                }
            }
            progress();
        }
    }

    private static void throwFailure(Partition partition) {
        Throwable failure = partition.failure();
        if (failure instanceof Error error) {
            throw error;
        } else if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void progress() {
        if (moved != null) {
            moved.handOn();
        }
        long lowest = Watermarks.END;
        boolean allIdle = true;
        boolean allEnded = true;
        for (Partition partition : partitions) {
            lowest = Math.min(lowest, partition.log().watermark());
            allIdle &= partition.log().isIdle();
            allEnded &= partition.log().hasEnded();
        }
        if (lowest > watermark || (isIdle && !allIdle)) {
            watermark = lowest;
            next.onWatermark(lowest);
        }
        if (allIdle && !isIdle) {
            next.onIdle();
        }
        isIdle = allIdle;
        if (allEnded && !hasEnded) {
            hasEnded = true;
            next.onEnd();
        }
    }

    private final class Input implements BatchReceiver {
        private final int index;
        private final BatchPool pool;
        private final List<Integer> ofKey;
        private KeyPartitioner partitioner;
        private final int[] partitionOf = new int[batchRows];
        private final int[][] chosen;
        private final int[] counts;

        Input(int index, BatchPool pool, List<Integer> keys) {
            this.index = index;
            this.pool = pool;
            this.ofKey = keys;
            this.partitioner = new KeyPartitioner(keys, partitions.size(), seed);
            this.chosen = new int[partitions.size()][batchRows];
            this.counts = new int[partitions.size()];
        }

        void usesSeed() {
            partitioner = new KeyPartitioner(ofKey, partitions.size(), seed);
        }

        @Override
        public void onBatch(Batch batch, int from, int to) {
            for (int start = from; start < to; start += batchRows) {
                share(batch, start, Math.min(to, start + batchRows));
            }
            called();
        }

        private void share(Batch batch, int from, int to) {
            partitioner.partitions(batch, from, to, partitionOf);
            java.util.Arrays.fill(counts, 0);
            for (int i = 0; i < to - from; i++) {
                int partition = partitionOf[i];
                chosen[partition][counts[partition]++] = from + i;
            }
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    Batch share = pool.take();
                    share.appendRows(batch, chosen[i], counts[i]);
                    partitions.get(i).rows(index, share);
                }
            }
        }

        @Override
        public void onWatermark(long newWatermark) {
            for (Partition partition : partitions) {
                partition.watermark(index, newWatermark);
            }
            called();
        }

        @Override
        public void onIdle() {
            for (Partition partition : partitions) {
                partition.idle(index);
            }
            called();
        }

        @Override
        public void onEnd() {
            for (Partition partition : partitions) {
                partition.end(index);
            }
            called();
        }

        /** What came before it goes first. */
        @Override
        public void onMarker(Marker marker) {
            complete();
            next.onMarker(marker);
        }

        @Override
        public void onFailure(LaminarException error) {
            next.onFailure(error);
        }
    }
}
