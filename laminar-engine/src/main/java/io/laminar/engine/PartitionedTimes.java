package io.laminar.engine;

import io.laminar.api.SourceInfo;
import io.laminar.catalog.TimeOptions;
import io.laminar.catalog.Watermark;
import io.laminar.data.Batch;
import io.laminar.data.SourcePartition;
import io.laminar.metrics.Counter;
import io.laminar.time.Watermarks;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounded out-of-orderness by partition: the watermark is the lowest of the highest times of all partitions, less a delay. A partition
 * that has given no row yet holds it up; one that is at its end, or gives nothing for the idle timeout, does not. Without any
 * that counts it is what the furthest has reached.
 */
final class PartitionedTimes extends SourceTimes {
    private static final long MICROS_PER_MILLI = 1_000;

    private final long delayMicros;
    private final long idleMillis;
    private final InstantSource clock;
    private volatile @Nullable State state;
    private int current;

    /** What is known of the partitions; changed by the worker alone, read by any thread. */
    private static final class State {
        private final Counter[] highest;
        private final long[] seenMillis;
        private final boolean[] isIdle;
        private final boolean[] isAtEnd;

        State(int count, long nowMillis) {
            highest = new Counter[count];
            Arrays.setAll(highest, i -> new Counter(Watermarks.NONE));
            seenMillis = new long[count];
            Arrays.fill(seenMillis, nowMillis);
            isIdle = new boolean[count];
            isAtEnd = new boolean[count];
        }

        private boolean counts(int partition) {
            return !isIdle[partition] && !isAtEnd[partition];
        }

        /** The time that all have reached which count. */
        long reached() {
            long lowest = Long.MAX_VALUE;
            long furthest = Watermarks.NONE;
            for (int i = 0; i < highest.length; i++) {
                long time = highest[i].get();
                furthest = Math.max(furthest, time);
                if (counts(i)) {
                    lowest = Math.min(lowest, time);
                }
            }
            return lowest == Long.MAX_VALUE ? furthest : lowest;
        }
    }

    PartitionedTimes(Watermark rule, TimeOptions options, InstantSource clock) {
        super(rule, options, clock);
        this.delayMicros = rule.delayMicros();
        this.idleMillis = options.idleMicros() / MICROS_PER_MILLI;
        this.clock = clock;
    }

    private State state(int count) {
        State known = state;
        if (known == null) {
            known = new State(count, clock.millis());
            state = known;
        }
        return known;
    }

    @Override
    void begin(Batch batch, int from, int to) {
        SourcePartition partition = batch.partition();
        State partitions = state(partition == null ? 1 : partition.count());
        current = partition == null ? 0 : partition.index();
        partitions.seenMillis[current] = clock.millis();
        if (partitions.isIdle[current]) {
            partitions.isIdle[current] = false;
        }
    }

    @Override
    int take(Batch batch, int from, int to, long told) {
        State partitions = state(1);
        Counter highest = partitions.highest[current];
        long[] times = batch.longs(column());
        long[] nulls = batch.nulls(column());
        long latestCredible = latestCredible();
        long[] lane = before;
        int withoutTime = 0;
        int fromFuture = 0;
        int row = from;
        for (; row < to; row++) {
            if (lane != null) {
                lane[row] = watermark;
            }
            if (Batch.isNull(nulls, row)) {
                withoutTime++;
                continue;
            }
            long time = times[row];
            if (time < watermark && watermark > told) {
                break;
            }
            if (time > latestCredible) {
                fromFuture++;
            } else if (time > highest.get()) {
                highest.set(time);
                advance(partitions);
            }
        }
        note(highest.get(), withoutTime, fromFuture);
        return row;
    }

    @Override
    void finish(Batch batch) {
        SourcePartition partition = batch.partition();
        if (partition != null && partition.isAtEnd()) {
            State partitions = state(partition.count());
            partitions.isAtEnd[partition.index()] = true;
            advance(partitions);
        }
    }

    private void advance(State partitions) {
        long reached = partitions.reached();
        if (reached != Watermarks.NONE) {
            watermark = Math.max(watermark, BoundedTimes.less(reached, delayMicros));
        }
    }

    @Override
    void onClock() {
        State partitions = state;
        if (idleMillis == 0 || partitions == null) {
            return;
        }
        long now = clock.millis();
        boolean isOne = false;
        for (int i = 0; i < partitions.isIdle.length; i++) {
            if (partitions.counts(i) && now - partitions.seenMillis[i] >= idleMillis) {
                partitions.isIdle[i] = true;
                isOne = true;
            }
        }
        if (isOne) {
            advance(partitions);
        }
    }

    @Override
    List<SourceInfo.Partition> partitions() {
        State known = state;
        if (known == null) {
            return List.of();
        }
        List<SourceInfo.Partition> infos = new ArrayList<>();
        for (int i = 0; i < known.highest.length; i++) {
            infos.add(new SourceInfo.Partition(
                    i, Watermarks.toInstant(known.highest[i].get()), known.isIdle[i], known.isAtEnd[i]));
        }
        return infos;
    }
}
