package io.laminar.nexmark;

/** Somebody who answers the queries. */
public interface Contender {
    /**
     * Answers a query over all rounds of a feed, then ends the input and folds everything that comes out of it.
     *
     * @throws NotAnswered when it cannot say what the query asks
     * @throws Exception when it fails
     */
    void run(NexmarkQuery query, Feed feed, Fold result) throws Exception;

    /** A query that a contender does not know how to answer. */
    final class NotAnswered extends Exception {
        private static final long serialVersionUID = 1;

        public NotAnswered(String reason) {
            super(reason);
        }
    }
}
