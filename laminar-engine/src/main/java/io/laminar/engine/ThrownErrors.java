package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the callback of a subscription threw: keeps the last one, and reports some of them. Reports come from one thread. */
final class ThrownErrors {
    private static final Logger LOG = LoggerFactory.getLogger("io.laminar.subscription");
    private static final long REPORT_EVERY = 1000;

    private final String relation;
    private final String next;
    private long count;
    private volatile @Nullable LaminarException last;

    /** @param next what the subscriber will be called with again */
    ThrownErrors(String relation, String next) {
        this.relation = relation;
        this.next = next;
    }

    void report(Throwable thrown) {
        last = new LaminarException(
                ErrorCode.QUERY_FAILED, "the subscriber of " + relation + " threw " + thrown, thrown);
        if (count++ % REPORT_EVERY == 0) {
            LOG.warn("the subscriber of {} threw ({} times so far); it goes on with {}", relation, count, next, thrown);
        }
    }

    Optional<LaminarException> last() {
        return Optional.ofNullable(last);
    }
}
