package io.laminar.nexmark;

/** A given number of rounds, without a clock. */
public final class Rounds implements Feed {
    private final Generator generator;
    private final Events events;
    private int left;

    public Rounds(NexmarkQuery query, long seed, int rounds, int eventsPerRound) {
        generator = new Generator(seed, query.relations());
        events = generator.allocate(eventsPerRound);
        left = rounds;
    }

    @Override
    public boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        generator.fill(events);
        return true;
    }

    @Override
    public Events events() {
        return events;
    }
}
