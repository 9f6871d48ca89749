package io.laminar.api;

import java.util.Objects;

/**
 * How a subscription waits for its subscriber.
 *
 * @param capacity changes that may wait, at least 1
 * @param overflow what happens when more come
 */
public record SubscriptionOptions(int capacity, OverflowPolicy overflow) {

    /** 1,048,576 changes, then the query waits. */
    public static final SubscriptionOptions DEFAULT = new SubscriptionOptions(1 << 20, OverflowPolicy.BLOCK);

    public SubscriptionOptions {
        if (capacity < 1) {
            throw new LaminarException(
                    ErrorCode.INVALID_SETTING, "capacity of a subscription must be at least 1 but is " + capacity);
        }
        Objects.requireNonNull(overflow, "overflow");
    }
}
