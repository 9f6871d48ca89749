package io.laminar.engine;

import io.laminar.catalog.TimeOptions;
import io.laminar.time.Watermarks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources whose watermarks are to stay close together. One is ahead when its watermark is further than it allows beyond the lowest
 * of the others; what has not begun, is idle or has ended holds up nobody, and neither does what has been silent for long, so that a
 * thread that pushes into several of them never waits for itself. Any thread.
 */
final class Alignment {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.source");

    /** Silence after which a source without an idle timeout holds up nobody, by the clock of the machine. */
    private static final long SILENCE_NANOS = 10_000_000_000L;

    private final String name;
    private final List<Member> members = new CopyOnWriteArrayList<>();

    Alignment(String name) {
        this.name = name;
    }

    /** A source that joins; what it allows is its own choice. */
    Member join(SourceInstance source, TimeOptions.Alignment options) {
        Member member = new Member(this, source, options);
        members.add(member);
        return member;
    }

    /** The lowest watermark of those that hold up others, but for one. */
    private long lowestWithout(Member asking) {
        long lowest = Watermarks.END;
        for (Member member : members) {
            if (member != asking && member.holds()) {
                lowest = Math.min(lowest, member.source.watermark());
            }
        }
        return lowest;
    }

    /** One of the sources. */
    static final class Member {
        private final Alignment group;
        private final SourceInstance source;
        private final TimeOptions.Alignment options;
        private volatile long lastNanos = System.nanoTime();
        private volatile boolean wasAhead;

        Member(Alignment group, SourceInstance source, TimeOptions.Alignment options) {
            this.group = group;
            this.source = source;
            this.options = options;
        }

        /** Leaves the group. */
        void leave() {
            group.members.remove(this);
        }

        /** Says that rows came; for the worker. */
        void onRows() {
            lastNanos = System.nanoTime();
        }

        private boolean holds() {
            return !source.hasEnded()
                    && !source.isIdle()
                    && source.watermark() != Watermarks.NONE
                    && System.nanoTime() - lastNanos < SILENCE_NANOS;
        }

        /** Whether its watermark is too far beyond the others. */
        boolean isAhead() {
            long watermark = source.watermark();
            long lowest = watermark == Watermarks.NONE || watermark == Watermarks.END
                    ? Watermarks.END
                    : group.lowestWithout(this);
            // Both are times of rows, so that the difference of a valid pair fits.
            return lowest != Watermarks.END && watermark > lowest && watermark - lowest > options.maxDriftMicros();
        }

        /** Whether it is to take no rows now. */
        boolean isHeld() {
            return options.action() == TimeOptions.Action.PAUSE && isAhead();
        }

        /** Whether rows that come now are to be dropped. */
        boolean isDropping() {
            return options.action() == TimeOptions.Action.DROP && isAhead();
        }

        /** Says, once, that it runs ahead; for the worker. */
        void warn() {
            boolean isAhead = options.action() == TimeOptions.Action.WARN && isAhead();
            if (isAhead && !wasAhead) {
                LOG.warn(
                        "source {} is at {}, more than its max-drift ahead of the slowest of alignment group {}",
                        source.definition().name(),
                        Watermarks.toInstant(source.watermark()),
                        group.name);
            }
            wasAhead = isAhead;
        }
    }
}
