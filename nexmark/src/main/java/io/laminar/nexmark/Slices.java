package io.laminar.nexmark;

/**
 * Cuts events into pieces of each relation. The relations are in step within a piece, so that none is far ahead of another: what
 * comes of them does not depend on it, but what must be remembered does.
 */
final class Slices {
    /** Takes rows of one relation. */
    @FunctionalInterface
    interface Taker {
        void take(Relation relation, int from, int to);
    }

    private static final Relation[] RELATIONS = Relation.values();

    private Slices() {}

    static void forEach(Events events, int size, Taker taker) {
        int[] done = new int[Relation.values().length];
        int[] next = new int[done.length];
        for (int event = 0; event < events.count(); ) {
            int end = Math.min(events.count(), event + size);
            for (; event < end; event++) {
                next[events.kinds[event]]++;
            }
            for (Relation relation : RELATIONS) {
                int r = relation.code();
                if (next[r] > done[r]) {
                    taker.take(relation, done[r], next[r]);
                    done[r] = next[r];
                }
            }
        }
    }
}
