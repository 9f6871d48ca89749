package io.laminar.nexmark;

import io.laminar.Laminar;
import io.laminar.api.Change;
import io.laminar.api.CompilerMode;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;

/** Answers by the engine: SQL, rows pushed in, a subscription that calls back. One worker, so that no result waits for another. */
public final class LaminarEmbedded implements Contender {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CompilerMode compiler;
    private final Function<LaminarEngine, EventPusher> pushers;

    private LaminarEmbedded(CompilerMode compiler, Function<LaminarEngine, EventPusher> pushers) {
        this.compiler = compiler;
        this.pushers = pushers;
    }

    /** Pushes columns as vectors of Apache Arrow. */
    public static LaminarEmbedded ofVectors(CompilerMode compiler) {
        return new LaminarEmbedded(compiler, VectorPusher::new);
    }

    /** Pushes records. */
    public static LaminarEmbedded ofRecords(CompilerMode compiler) {
        return new LaminarEmbedded(compiler, RecordPusher::new);
    }

    @Override
    public void run(NexmarkQuery query, Feed feed, Fold result) throws NotAnswered {
        try (LaminarEngine engine =
                Laminar.builder().name("nexmark").workers(1).compiler(compiler).open()) {
            create(engine, query);
            try (Subscription subscription = engine.subscribe("result", Row.class, folding(result));
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

    private static Consumer<Change<Row>> folding(Fold result) {
        return change -> result.add(hash(change.row()), change.weight());
    }

    private static long hash(Row row) {
        long hash = Fold.START;
        for (int column = 0; column < row.size(); column++) {
            Object value = row.get(column);
            if (value instanceof Long number) {
                hash = Fold.mix(hash, number);
            } else if (value instanceof Double number) {
                hash = Fold.mix(hash, number);
            } else if (value instanceof String text) {
                hash = Fold.mix(hash, text);
            } else if (value instanceof Instant time) {
                hash = Fold.mix(hash, time.getEpochSecond() * 1_000_000 + time.getNano() / 1000);
            } else {
                throw new IllegalStateException("no hash of " + value + " in column " + column);
            }
        }
        return hash;
    }
}
