package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.api.SourceInfo;
import io.laminar.catalog.CatalogObject;
import io.laminar.metrics.Counter;
import io.laminar.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source that exists: its instances and their readers. There is one instance, which everybody reads, unless a connector that
 * can be read again has begun when somebody new comes: he gets an instance of his own, from the start, and misses nothing.
 * Changed while all workers stand still.
 */
final class SourceRuntime {
    private final CatalogObject.Source definition;
    private final List<Feed> feeds = new ArrayList<>();
    private final Counter badRecords = new Counter();
    private boolean isPaused;

    SourceRuntime(CatalogObject.Source definition) {
        this.definition = definition;
    }

    /** An instance, and who reads for it: null when the application pushes. */
    record Feed(SourceInstance instance, @Nullable SourceReader reader) {
        boolean hasBegun() {
            return reader != null && reader.isStarted();
        }
    }

    CatalogObject.Source definition() {
        return definition;
    }

    Counter badRecords() {
        return badRecords;
    }

    synchronized void add(Feed feed) {
        if (feed.reader() != null) {
            feed.reader().pause(isPaused);
        }
        feeds.add(feed);
    }

    /** Has the connector read nothing more, or go on. */
    synchronized void pause(boolean paused) {
        isPaused = paused;
        for (Feed feed : feeds) {
            if (feed.reader() != null) {
                feed.reader().pause(paused);
            }
        }
    }

    synchronized boolean isPaused() {
        return isPaused;
    }

    synchronized List<Feed> feeds() {
        return List.copyOf(feeds);
    }

    /** The instance that the application pushes into, and that figures are of. */
    SourceInstance main() {
        return feeds().get(0).instance();
    }

    /** The instance that somebody new can read from without missing rows, if there is one. */
    Optional<SourceInstance> joinable() {
        return feeds().stream()
                .filter(feed -> {
                    SourceReader reader = feed.reader();
                    return reader == null || !reader.isStarted() || !reader.isReplayable();
                })
                .map(Feed::instance)
                .findFirst();
    }

    void stop() {
        for (Feed feed : feeds()) {
            if (feed.reader() != null) {
                feed.reader().stop();
            }
        }
    }

    SourceInfo info() {
        SourceInstance main = main();
        LaminarException failure = main.failure();
        SourceInfo.State state = failure != null
                ? SourceInfo.State.FAILED
                : main.hasEnded()
                        ? SourceInfo.State.ENDED
                        : isPaused()
                                ? SourceInfo.State.PAUSED
                                : definition.connector() != null
                                                && !feeds().get(0).hasBegun()
                                        ? SourceInfo.State.WAITING
                                        : SourceInfo.State.RUNNING;
        return new SourceInfo(
                definition.name(),
                definition.connector() == null ? "none" : definition.connector().name(),
                definition.schema(),
                state,
                main.channel().appended(),
                badRecords.get(),
                Watermarks.toInstant(main.watermark()),
                Watermarks.toInstant(
                        main.times() == null ? Watermarks.NONE : main.times().maxTime()),
                main.channel().pendingRows(),
                feeds().stream()
                        .mapToLong(feed -> feed.instance().channel().dropped())
                        .sum(),
                spill(),
                main.eventTime(),
                Optional.ofNullable(failure));
    }

    /** What all instances wrote to disk. */
    private SourceInfo.Spill spill() {
        SourceInfo.Spill sum = SourceInfo.Spill.NONE;
        for (Feed feed : feeds()) {
            SourceInfo.Spill next = feed.instance().channel().exit().spill();
            sum = new SourceInfo.Spill(
                    sum.rows() + next.rows(),
                    sum.bytes() + next.bytes(),
                    sum.waitingRows() + next.waitingRows(),
                    sum.waitingBytes() + next.waitingBytes(),
                    sum.error().or(next::error));
        }
        return sum;
    }
}
