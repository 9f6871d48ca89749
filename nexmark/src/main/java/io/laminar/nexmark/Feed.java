package io.laminar.nexmark;

/** Rounds of events, one after the other, for one contender; tells it when there are no more. */
public interface Feed {
    /**
     * Makes the events of the next round; what the contender has of the last one must be processed.
     *
     * @return false when there are no more rounds
     */
    boolean next();

    /** The events of this round; the same object in each round. */
    Events events();
}
