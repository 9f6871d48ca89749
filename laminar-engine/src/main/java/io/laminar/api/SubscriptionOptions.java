package io.laminar.api;

import java.util.Objects;

/**
 * How a subscription waits for its subscriber, and with what it begins.
 *
 * @param capacity changes that may wait, at least 1
 * @param overflow what happens when more come
 * @param fromEpoch the epoch from which on changes are given, first those that are retained, as {@code SUBSCRIBE ... AS OF EPOCH}
 *     does; {@link #NOW} for those to come
 */
public record SubscriptionOptions(int capacity, OverflowPolicy overflow, long fromEpoch) {
    /** In place of an epoch: changes that come from now on. */
    public static final long NOW = -1;

    /** 1,048,576 changes, then the query waits; changes that come from now on. */
    public static final SubscriptionOptions DEFAULT = new SubscriptionOptions(1 << 20, OverflowPolicy.BLOCK);

    public SubscriptionOptions {
        if (capacity < 1) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING, "capacity of a subscription must be at least 1 but is " + capacity);
        }
        Objects.requireNonNull(overflow, "overflow");
        if (fromEpoch < NOW) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING, "fromEpoch of a subscription must be an epoch but is " + fromEpoch);
        }
    }

    /** Options of a subscription that is given what comes from now on. */
    public SubscriptionOptions(int capacity, OverflowPolicy overflow) {
        this(capacity, overflow, NOW);
    }

    /** The same, beginning with the changes of an epoch. */
    public SubscriptionOptions asOfEpoch(long epoch) {
        return new SubscriptionOptions(capacity, overflow, epoch);
    }
}
