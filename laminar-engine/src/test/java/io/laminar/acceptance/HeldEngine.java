package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.Source;
import io.laminar.api.SourceInfo;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An engine with a source {@code s} whose only worker stands still amid row 0 until it may go on. */
final class HeldEngine implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LaminarEngine engine;
    private final Queue<Integer> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch isHeld = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);

    record Numbered(int id, @Nullable String name) {}

    /** @param options the WITH clause of the source */
    HeldEngine(int batchRows, String options) throws InterruptedException {
        engine = Laminar.builder().workers(1).batchRows(batchRows).open();
        engine.execute("CREATE SOURCE s (id INTEGER, name VARCHAR) WITH (" + options + ");"
                + " CREATE STREAM passed AS SELECT id, name FROM s");
        engine.subscribe("passed", Numbered.class, change -> take(change.row()));
        source().push(row(0));
        isHeld.await();
    }

    private void take(Numbered row) {
        isHeld.countDown();
        try {
            mayGoOn.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        seen.add(row.id());
    }

    LaminarEngine engine() {
        return engine;
    }

    Source<Numbered> source() {
        return engine.source("s", Numbered.class);
    }

    SourceInfo info() {
        return engine.sources().get(0);
    }

    void goOn() {
        mayGoOn.countDown();
    }

    /** Rows that arrived, once everything is done. */
    List<Integer> seen() {
        goOn();
        assertThat(engine.awaitIdle(PATIENCE)).isTrue();
        return List.copyOf(seen);
    }

    static Numbered row(int id) {
        return new Numbered(id, "n");
    }

    /** Rows from one number to another, both included. */
    static List<Numbered> rows(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(HeldEngine::row).toList();
    }

    /** Numbers from 0 on. */
    static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(0, last).boxed().toList();
    }

    @Override
    public void close() {
        goOn();
        engine.close();
    }
}
