package io.laminar.engine;

import io.laminar.api.Schema;
import io.laminar.catalog.TimeOptions;
import io.laminar.catalog.Watermark;
import io.laminar.data.Batch;
import io.laminar.metrics.Counter;
import io.laminar.time.Watermarks;
import java.time.InstantSource;

/**
 * Bounded out-of-orderness by key: the watermark is the lowest of the highest times of all keys, less a delay. A key from which
 * nothing comes for the idle timeout is forgotten, and so is the one seen longest ago when there are too many.
 */
final class KeyedTimes extends SourceTimes {
    private static final long MICROS_PER_MILLI = 1_000;

    private final long delayMicros;
    private final long idleMillis;
    private final int maxKeys;
    private final InstantSource clock;
    private final KeyMaxima keys;
    private final Counter tracked = new Counter();
    private final Counter forgotten = new Counter();
    private long highest = Watermarks.NONE;
    private long nowMillis;

    KeyedTimes(Watermark rule, Schema schema, TimeOptions options, InstantSource clock) {
        super(rule, options, clock);
        this.delayMicros = rule.delayMicros();
        this.idleMillis = options.idleMicros() / MICROS_PER_MILLI;
        this.maxKeys = options.maxKeys();
        this.clock = clock;
        this.keys = new KeyMaxima(schema, options.keyColumns(), OperatorFactory.seed());
    }

    @Override
    void begin(Batch batch, int from, int to) {
        nowMillis = Math.max(nowMillis, clock.millis());
    }

    @Override
    int take(Batch batch, int from, int to, long told) {
        long[] times = batch.longs(column());
        long[] nulls = batch.nulls(column());
        long[] lane = before;
        long latestCredible = latestCredible();
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
            } else {
                add(batch, row, time);
            }
        }
        note(highest, withoutTime, fromFuture);
        tracked.set(keys.size());
        return row;
    }

    private void add(Batch batch, int row, long time) {
        highest = Math.max(highest, time);
        keys.add(batch, row, time, nowMillis);
        if (keys.size() > maxKeys) {
            keys.forgetFirst();
            forgotten.add(1);
        }
        watermark = Math.max(watermark, BoundedTimes.less(keys.lowest(), delayMicros));
    }

    @Override
    void onClock() {
        if (idleMillis == 0) {
            return;
        }
        nowMillis = Math.max(nowMillis, clock.millis());
        boolean isOne = false;
        while (keys.size() > 0 && nowMillis - keys.longestAgoMillis() >= idleMillis) {
            keys.forgetFirst();
            isOne = true;
        }
        if (isOne) {
            // Without any key, what the furthest has reached: as if that one had been the last to be forgotten.
            long reached = keys.size() > 0 ? keys.lowest() : highest;
            watermark = Math.max(watermark, BoundedTimes.less(reached, delayMicros));
            tracked.set(keys.size());
        }
    }

    @Override
    long keys() {
        return tracked.get();
    }

    @Override
    long keysForgotten() {
        return forgotten.get();
    }
}
