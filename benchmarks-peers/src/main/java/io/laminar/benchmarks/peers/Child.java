package io.laminar.benchmarks.peers;

import io.laminar.nexmark.Contender;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.NexmarkQuery;
import io.laminar.nexmark.Rounds;
import io.laminar.nexmark.hand.HandWritten;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/** One contender at one query, in a JVM of its own. */
final class Child {
    private static final long SEED = 1;

    private Child() {}

    static Outcome measure(Engine engine, NexmarkQuery query, TimedFeed.Plan plan) {
        TimedFeed feed = new TimedFeed(query, SEED, plan);
        Fold actual = new Fold();
        try {
            engine.make().run(query, feed, actual);
            long peakMb = peakMb();
            Fold expected = new Fold();
            new HandWritten().run(query, new Rounds(query, SEED, feed.rounds(), plan.eventsPerRound()), expected);
            if (!actual.result().equals(expected.result())) {
                return Outcome.without(Outcome.State.WRONG, Outcome.difference(actual.result(), expected.result()));
            }
            return new Outcome(
                    Outcome.State.MEASURED,
                    plan.eventsPerRound() * 1e3 / feed.cpuNanosPerRound(),
                    plan.eventsPerRound() * 1e3 / median(feed, TimedFeed.Round::wallNanos),
                    feed.bytesPerEvent(),
                    peakMb,
                    feed.measured().size() + " rounds, " + expected.result());
        } catch (Contender.NotAnswered reason) {
            return Outcome.without(Outcome.State.NOT_ANSWERED, String.valueOf(reason.getMessage()));
        } catch (Exception | LinkageError failure) {
            failure.printStackTrace();
            return Outcome.without(Outcome.State.FAILED, failure.toString());
        }
    }

    private static double median(TimedFeed feed, ToLongFunction<TimedFeed.Round> figure) {
        long[] sorted = feed.measured().stream().mapToLong(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    }

    /** Largest resident set, where the system tells it; otherwise 0. */
    private static long peakMb() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
