package io.laminar.benchmarks.peers;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Feed;
import io.laminar.nexmark.Generator;
import io.laminar.nexmark.NexmarkQuery;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds with a clock, which stands still while events are made. Warms up for a while, waits until the compilers of the JVM are done,
 * then takes the time of each round. A contender that hands rows on to other threads may have some of a round under way when it asks
 * for the next one; in the long run each round pays for as many.
 */
final class TimedFeed implements Feed {
    private static final int LEAST_ROUNDS = 3;

    private final Generator generator;
    private final Events events;
    private final Plan plan;
    private final List<Round> measured = new ArrayList<>();
    private long startWall;
    private long startCpu;
    private long warmedUpAt;
    private int rounds;
    private int measuredFrom = -1;
    private long allocatedBefore;
    private long allocated;
    private long besideJavaBefore;
    private long besideJava;

    /**
     * How long to measure.
     *
     * @param eventsPerRound events of a round
     * @param warmUpMs time of the rounds that do not count
     * @param measureMs time of those that do
     * @param mostRounds rounds of both; those that count are the later half
     */
    record Plan(int eventsPerRound, long warmUpMs, long measureMs, int mostRounds) {}

    /** What a round took; the processor time is that of the Java threads. */
    record Round(long cpuNanos, long wallNanos) {}

    TimedFeed(NexmarkQuery query, long seed, Plan plan) {
        this.plan = plan;
        generator = new Generator(seed, query.relations());
        events = generator.allocate(plan.eventsPerRound());
    }

    @Override
    public boolean next() {
        long wall = System.nanoTime();
        long cpu = ProcessClock.javaNanos();
        if (rounds > 0) {
            account(wall, new Round(cpu - startCpu, wall - startWall));
            if (isDone(wall)) {
                return false;
            }
        } else {
            warmedUpAt = wall + plan.warmUpMs() * 1_000_000;
        }
        rounds++;
        generator.fill(events);
        startCpu = ProcessClock.javaNanos();
        startWall = System.nanoTime();
        return true;
    }

    private void account(long wall, Round round) {
        boolean isWarm = wall > warmedUpAt || rounds > plan.mostRounds() / 2;
        if (measuredFrom >= 0) {
            measured.add(round);
            allocated = ProcessClock.allocatedBytes() - allocatedBefore;
            besideJava = ProcessClock.allNanos() - ProcessClock.javaNanos() - besideJavaBefore;
        } else if (isWarm && rounds >= LEAST_ROUNDS) {
            measuredFrom = rounds;
            ProcessClock.awaitCompilers();
            allocatedBefore = ProcessClock.allocatedBytes();
            besideJavaBefore = ProcessClock.allNanos() - ProcessClock.javaNanos();
            warmedUpAt = System.nanoTime();
        }
    }

    private boolean isDone(long wall) {
        return rounds >= plan.mostRounds()
                || (measured.size() >= LEAST_ROUNDS && wall - warmedUpAt > plan.measureMs() * 1_000_000);
    }

    @Override
    public Events events() {
        return events;
    }

    /** Rounds so far, with those that did not count. */
    int rounds() {
        return rounds;
    }

    List<Round> measured() {
        return List.copyOf(measured);
    }

    /**
     * Processor time of a round that counts, on average: that of the Java threads while the clock ran, and the share of what the
     * JVM used for its compilers and collectors, which work when they like.
     */
    double cpuNanosPerRound() {
        long java = measured.stream().mapToLong(Round::cpuNanos).sum();
        return (double) (java + Math.max(0, besideJava)) / measured.size();
    }

    /** Bytes that the threads allocated per event of the rounds that count. */
    double bytesPerEvent() {
        return (double) allocated / measured.size() / plan.eventsPerRound();
    }
}
