package io.laminar.nexmark;

import io.laminar.Laminar;
import io.laminar.api.CompilerMode;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Subscription;
import java.time.Duration;
import java.util.function.Function;

/** Answers by the engine: SQL, rows pushed in, a subscription that calls back. One worker, so that no result waits for another. */
public final class LaminarEmbedded implements Contender {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CompilerMode compiler;
    private final Function<LaminarEngine, EventPusher> pushers;
    private final Readers readers;

    /** Subscribes to the result. */
    private interface Readers {
        Subscription subscribe(LaminarEngine engine, Fold result, boolean isLastCounted);
    }

    private LaminarEmbedded(CompilerMode compiler, Function<LaminarEngine, EventPusher> pushers, Readers readers) {
        this.compiler = compiler;
        this.pushers = pushers;
        this.readers = readers;
    }

    /** Pushes columns and gets columns. */
    public static LaminarEmbedded ofColumns(CompilerMode compiler) {
        return new LaminarEmbedded(compiler, ColumnPusher::new, LaminarEmbedded::batches);
    }

    /** Pushes columns as vectors of Apache Arrow and gets columns. */
    public static LaminarEmbedded ofVectors(CompilerMode compiler) {
        return new LaminarEmbedded(compiler, VectorPusher::new, LaminarEmbedded::batches);
    }

    /** Pushes records and gets row objects. */
    public static LaminarEmbedded ofRecords(CompilerMode compiler) {
        return new LaminarEmbedded(compiler, RecordPusher::new, LaminarEmbedded::rows);
    }

    private static Subscription batches(LaminarEngine engine, Fold result, boolean isLastCounted) {
        return engine.subscribeBatches("result", new FoldedBatches(result, isLastCounted));
    }

    private static Subscription rows(LaminarEngine engine, Fold result, boolean isLastCounted) {
        return engine.subscribe("result", Row.class, new FoldedRows(result, isLastCounted));
    }

    @Override
    public void run(NexmarkQuery query, Feed feed, Fold result) throws NotAnswered {
        try (LaminarEngine engine =
                Laminar.builder().name("nexmark").workers(1).compiler(compiler).open()) {
            create(engine, query);
            try (Subscription subscription = readers.subscribe(engine, result, query.isByClock());
                    EventPusher pusher = pushers.apply(engine)) {
                while (feed.next()) {
                    pusher.push(feed.events());
                    if (!engine.awaitIdle(PATIENCE)) {
                        throw new IllegalStateException(query + " was not done after " + PATIENCE);
                    }
                }
                engine.endOfInput();
                subscription.error().ifPresent(error -> {
                    throw error;
                });
            }
        }
    }

    private static void create(LaminarEngine engine, NexmarkQuery query) throws NotAnswered {
        query.relations().forEach(relation -> engine.execute(relation.createSource()));
        try {
            engine.execute("CREATE STREAM result AS " + query.sql());
        } catch (LaminarException refused) {
            if (refused.code() == ErrorCode.SYNTAX_ERROR) {
                throw refused;
            }
            throw new NotAnswered(refused.code().id());
        }
    }
}
