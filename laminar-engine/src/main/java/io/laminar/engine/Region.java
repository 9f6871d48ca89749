package io.laminar.engine;

import io.laminar.bridge.Bridge;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sources that some query reads together, directly or through other queries, and the worker that takes their rows. All
 * of them share one bridge, so that rows keep the order in which they arrived across sources, too.
 */
final class Region implements Worker.Task {
    private static final int MESSAGES_PER_ROUND = 16;

    /** Time after which a round takes nothing more, so that the other regions of the worker have their turn. */
    private static final long ROUND_NANOS = 1_000_000;

    /** How often sources look at the clock. */
    private static final long CLOCK_NANOS = 5_000_000;

    private final Worker worker;
    private final long maxLatencyNanos;
    private final Bridge bridge;
    private volatile List<SourceInstance> sources = List.of();
    private volatile @Nullable SourceChannel lastChannel;
    private long lastCollectedNanos;
    private long lastClockNanos;

    Region(Worker worker, long maxLatencyNanos) {
        this.worker = worker;
        this.maxLatencyNanos = maxLatencyNanos;
        this.bridge = new Bridge(worker::wakeUp);
    }

    Worker worker() {
        return worker;
    }

    Bridge bridge() {
        return bridge;
    }

    List<SourceInstance> sources() {
        return sources;
    }

    /** Takes in a source; all workers stand still. */
    void add(SourceInstance source) {
        List<SourceInstance> more = new ArrayList<>(sources);
        more.add(source);
        sources = List.copyOf(more);
        source.moveTo(this);
    }

    /** Lets go of a source; all workers stand still. */
    void remove(SourceInstance source) {
        sources = sources.stream().filter(other -> other != source).toList();
    }

    /** Brings sources that are read together to one worker, so that their rows keep the order of arrival; all workers stand still. */
    static void merge(List<SourceInstance> read) {
        if (read.isEmpty()) {
            return;
        }
        Region into = read.get(0).region();
        for (SourceInstance source : read) {
            if (source.region() != into) {
                into.absorb(source.region());
            }
        }
    }

    /**
     * Takes in everything of another region; all workers stand still. Nobody may put in meanwhile: what waits must come
     * before what is pushed next.
     */
    private void absorb(Region other) {
        List<SourceChannel> channels =
                other.sources.stream().map(SourceInstance::channel).toList();
        channels.forEach(SourceChannel::hold);
        try {
            other.bridge.moveTo(bridge);
            other.sources.forEach(this::add);
        } finally {
            channels.forEach(SourceChannel::letGo);
        }
        other.sources = List.of();
        other.worker.remove(other);
    }

    /**
     * Says that rows are about to be put into a channel. With several sources, the rows that wait in the channel used before
     * are sent off first, so that the order between them is kept.
     */
    void using(SourceChannel channel) {
        SourceChannel last = lastChannel;
        if (last != channel) {
            lastChannel = channel;
            if (last != null) {
                last.sendOpenRows();
            }
        }
    }

    /** Whether somebody behind these sources has more than he can take. */
    private boolean isUnderPressure() {
        for (SourceInstance source : sources) {
            if (source.hub().isUnderPressure()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int doWork() {
        int work = 0;
        for (SourceInstance source : sources) {
            work += source.hub().deliverWaiting();
        }
        if (isUnderPressure()) {
            return work;
        }
        long begun = System.nanoTime();
        long now = begun;
        for (int i = 0; i < MESSAGES_PER_ROUND && now - begun < ROUND_NANOS && bridge.drain(1) > 0; i++) {
            work++;
            now = System.nanoTime();
        }
        if (work > 0) {
            worker.countRound();
        }
        if (work == 0 || now - lastCollectedNanos > maxLatencyNanos) {
            lastCollectedNanos = now;
            for (SourceInstance source : sources) {
                if (source.channel().trySendOpenRows()) {
                    work++;
                }
            }
        }
        if (now - lastClockNanos > CLOCK_NANOS) {
            lastClockNanos = now;
            for (SourceInstance source : sources) {
                source.onClock();
            }
        }
        return work;
    }
}
