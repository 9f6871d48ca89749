package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryState;
import io.laminar.bridge.BatchReceiver;
import io.laminar.bridge.Marker;
import io.laminar.data.Batch;
import io.laminar.plan.PlanNode;
import io.laminar.ring0.RowException;
import io.laminar.state.StateReader;
import io.laminar.state.StateWriter;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A query that runs: a state machine without thread, clock or I/O. Rows come in through its {@link #inputs()}, results
 * leave through its output. An error ends this query alone: it is FAILED, the error goes to whoever reads it, and the
 * caller notices nothing.
 *
 * <pre>
 *   READY -> RUNNING <-> PAUSED     RUNNING -> FINISHED at the end of all inputs
 *   any   -> STOPPED (by a person)  any     -> FAILED (by an error)
 * </pre>
 *
 * <p>Each input is called by one thread at a time. {@link #start}, {@link #pause}, {@link #resume} and {@link #stop} are
 * called while all workers stand still.
 */
final class StreamingQuery {
    /** Rows that may wait for a query that is paused or held up by a subscriber, before its sources have to. */
    private static final long WAITING_ROWS_LIMIT = 65_536;

    /** What waits and is let through in one round, so that other queries have their turn. */
    private static final int DELIVERIES_PER_ROUND = 16;

    private final String name;
    private final CompiledQuery compiled;
    private final Consumer<LaminarException> whenFailed;
    private final List<Input> inputs;
    private final boolean hasTicks;
    private volatile QueryState state = QueryState.READY;
    private volatile @Nullable LaminarException error;
    private volatile boolean hasFailedByInput;

    /** @param whenFailed told, once, when an error ends the query */
    StreamingQuery(String name, CompiledQuery compiled, Consumer<LaminarException> whenFailed) {
        this.name = name;
        this.compiled = compiled;
        this.whenFailed = whenFailed;
        this.inputs = compiled.inputs().stream().map(Input::new).toList();
        this.hasTicks = compiled.hasTicks();
        compiled.output().onEndDo(this::finish);
    }

    String name() {
        return name;
    }

    CompiledQuery compiled() {
        return compiled;
    }

    List<Input> inputs() {
        return inputs;
    }

    QueryState state() {
        return state;
    }

    @Nullable
    LaminarException error() {
        return error;
    }

    /** Whether it failed because what it reads did. */
    boolean hasFailedByInput() {
        return hasFailedByInput;
    }

    boolean isObserved() {
        return compiled.output().isObserved();
    }

    long rowsIn() {
        return compiled.figures().rowsIn();
    }

    /** Rows that wait before it. */
    long waitingRows() {
        return inputs.stream().mapToLong(input -> input.waitingRows).sum();
    }

    /** Takes the place of another query: its state of life, and what waits before its inputs. */
    void takeOver(StreamingQuery other) {
        require(QueryState.READY);
        state = other.state;
        for (int i = 0; i < inputs.size(); i++) {
            inputs.get(i).takeOver(other.inputs.get(i));
        }
        other.state = QueryState.STOPPED;
    }

    /**
     * Writes all state of its operators. Nothing is under way in it, and all workers stand still.
     *
     * @throws LaminarException with {@code STATE_NOT_SERIALIZABLE}; the query goes on unchanged
     */
    void checkpoint(OutputStream out) {
        StateWriter writer = new StateWriter(out);
        compiled.persist(writer);
        writer.flush();
    }

    /**
     * Takes the state that another query of the same plan has written, before the first row.
     *
     * @throws LaminarException with {@code STATE_UNREADABLE}; the query is of no use then
     */
    void restore(InputStream in) {
        require(QueryState.READY);
        compiled.persist(new StateReader(in));
    }

    /** Does something that may fail, which then ends the query. Workers stand still. */
    void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        }
    }

    /** The partitions of each of its stages that has some. */
    List<List<Partition>> partitions() {
        return compiled.stages().stream().map(PartitionedStage::partitions).toList();
    }

    /**
     * Lets rows be under way in partitions until the end of a worker's round; where another query reads the result, each of
     * them is worked off at once, since what comes next to that query may look up what it changes.
     */
    void useRounds(Workers workers) {
        compiled.stages()
                .forEach(stage -> stage.rounds(calling ->
                        !compiled.output().isReadByQueries() && workers.atEndOfRound(() -> endRound(calling))));
    }

    private void endRound(PartitionedStage stage) {
        if (state == QueryState.FAILED || state == QueryState.STOPPED) {
            stage.discard();
            return;
        }
        try {
            stage.endRound();
        } catch (RuntimeException | Error thrown) {
            fail(thrown);
        }
    }

    /** What is under way in partitions came before the row that failed; an error in there is the first one. */
    private Throwable firstOf(Throwable thrown) {
        try {
            compiled.completeStages();
            return thrown;
        } catch (RuntimeException | Error earlier) {
            return earlier;
        }
    }

    /**
     * READY to RUNNING; gives the constant rows of the plan to the inputs that have some.
     *
     * @param showsEmptyGroup whether an aggregate without keys gives its row before the first row comes, as a view does
     */
    void start(boolean showsEmptyGroup) {
        require(QueryState.READY);
        compiled.figures().startAnew();
        state = QueryState.RUNNING;
        if (showsEmptyGroup) {
            compiled.starts().forEach(Runnable::run);
        }
        for (Input input : inputs) {
            if (input.leaf.constants() != null) {
                for (Batch constants : input.leaf.constants()) {
                    input.onBatch(constants, 0, constants.rows());
                }
                input.onEnd();
            }
        }
    }

    /** Lets through all that waits, whoever is held up by it, unless the query is paused. Workers stand still. */
    void letThrough() {
        inputs.forEach(Input::letThrough);
        if (state == QueryState.RUNNING) {
            attempt(compiled::completeStages);
        }
    }

    void pause() {
        require(QueryState.RUNNING);
        state = QueryState.PAUSED;
    }

    void resume() {
        require(QueryState.PAUSED);
        state = QueryState.RUNNING;
    }

    void stop() {
        if (state != QueryState.FAILED) {
            state = QueryState.STOPPED;
        }
        inputs.forEach(Input::forgetWaiting);
    }

    private void finish() {
        if (state == QueryState.RUNNING) {
            state = QueryState.FINISHED;
        }
    }

    private void require(QueryState expected) {
        if (state != expected) {
            throw new LaminarException(
                    ErrorCode.INVALID_QUERY_STATE,
                    "query " + name + " is " + state + " but must be " + expected + " for this");
        }
    }

    private synchronized void fail(Throwable thrown) {
        if (state == QueryState.FAILED || state == QueryState.STOPPED) {
            return;
        }
        Throwable cause = thrown instanceof RowException row && row.getCause() != null ? row.getCause() : thrown;
        LaminarException failure = cause instanceof LaminarException known
                ? new LaminarException(known.code(), "query " + name + " failed: " + known.detail(), known)
                : new LaminarException(ErrorCode.INTERNAL, "query " + name + " failed: " + cause, cause);
        error = failure;
        state = QueryState.FAILED;
        whenFailed.accept(failure);
        compiled.output().onFailure(failure);
    }

    /**
     * What a plan's leaf becomes: who it reads, and the way into the query.
     *
     * @param needsWatermarks whether its batches are to tell the watermark before each row
     */
    record Leaf(
            PlanNode node,
            BatchReceiver entry,
            @Nullable List<Batch> constants,
            InputFigures figures,
            boolean needsWatermarks) {
        /** The relation that is read, or null for constant rows. */
        @Nullable
        String relation() {
            return node instanceof PlanNode.Scan scan ? scan.relation() : null;
        }
    }

    /** The way into the query for one of the relations that it reads. Keeps errors from getting out. */
    final class Input implements BatchReceiver, PressureGauge {
        private final Leaf leaf;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private volatile long waitingRows;

        Input(Leaf leaf) {
            this.leaf = leaf;
        }

        Leaf leaf() {
            return leaf;
        }

        StreamingQuery query() {
            return StreamingQuery.this;
        }

        @Override
        public boolean isUnderPressure() {
            return waitingRows > WAITING_ROWS_LIMIT;
        }

        @Override
        public void onBatch(Batch batch, int from, int to) {
            long arrived = leaf.figures().latency().start(to - from);
            if (mustWait()) {
                batch.retain();
                addWaitingRows(to - from);
                waiting.add(new Waiting(
                        input -> input.deliver(batch, from, to, arrived),
                        input -> {
                            input.addWaitingRows(from - to);
                            batch.release();
                        },
                        false));
            } else {
                deliver(batch, from, to, arrived);
            }
        }

        private void deliver(Batch batch, int from, int to, long arrived) {
            if (state == QueryState.RUNNING) {
                leaf.figures().batches().add(1);
                leaf.figures().rows().add(to - from);
                guard(() -> leaf.entry().onBatch(batch, from, to));
                leaf.figures().latency().stop(arrived, to - from);
            }
        }

        /** Whether what comes now must wait: behind what waits, for a subscriber, or for somebody to resume the query. */
        private boolean mustWait() {
            return state == QueryState.PAUSED
                    || (state == QueryState.RUNNING && (!waiting.isEmpty() || compiled.isUnderPressure()));
        }

        private void letThrough() {
            while (!waiting.isEmpty() && state == QueryState.RUNNING) {
                Waiting next = waiting.remove();
                next.delivery().accept(this);
                next.settlement().accept(this);
            }
        }

        /** Lets through some of what waits, as long as nobody is held up; tells how much that was. For the worker. */
        int deliverWaiting() {
            int count = 0;
            while (count < DELIVERIES_PER_ROUND
                    && !waiting.isEmpty()
                    && state == QueryState.RUNNING
                    && !compiled.isUnderPressure()) {
                Waiting next = waiting.remove();
                next.delivery().accept(this);
                next.settlement().accept(this);
                count++;
            }
            if (state == QueryState.FAILED) {
                forgetWaiting();
            }
            if (hasTicks && !compiled.isUnderPressure()) {
                guard(compiled::tick);
            }
            return count + compiled.output().hub().deliverWaiting();
        }

        // One thread at a time calls an input, so that there is one writer.
        @SuppressWarnings("NonAtomicVolatileUpdate")
        private void addWaitingRows(int count) {
            waitingRows += count;
        }

        @Override
        public void onWatermark(long watermark) {
            if (mustWait() && !waiting.isEmpty() && waiting.getLast().isWatermark()) {
                waiting.removeLast(); // so that watermarks that follow the clock do not pile up
            }
            inTurn(input -> input.leaf.entry().onWatermark(watermark), true);
        }

        @Override
        public void onIdle() {
            inTurn(input -> input.leaf.entry().onIdle(), false);
        }

        @Override
        public void onEnd() {
            inTurn(input -> input.leaf.entry().onEnd(), false);
        }

        @Override
        public void onMarker(Marker marker) {
            // A paused query keeps its rows for as long as it likes; nobody waits for them.
            if (state == QueryState.RUNNING && mustWait()) {
                marker.depart();
                waiting.add(new Waiting(input -> input.pass(marker), input -> marker.arrive(), false));
            } else if (state == QueryState.RUNNING || state == QueryState.FINISHED) {
                pass(marker);
            }
        }

        /** What is under way in partitions, and what is due by the clock, goes before it, and may fail. */
        private void pass(Marker marker) {
            try {
                if (hasTicks && state == QueryState.RUNNING) {
                    compiled.completeStages();
                    compiled.tick();
                }
                leaf.entry().onMarker(marker);
            } catch (RuntimeException | Error thrown) {
                fail(thrown);
            }
        }

        @Override
        public void onFailure(LaminarException inputError) {
            if (state == QueryState.RUNNING || state == QueryState.PAUSED || state == QueryState.READY) {
                hasFailedByInput = true;
                fail(new LaminarException(
                        ErrorCode.QUERY_FAILED,
                        "its input " + leaf.relation() + " failed: " + inputError.getMessage(),
                        inputError));
            }
        }

        private void inTurn(Consumer<Input> action, boolean isWatermark) {
            if (mustWait()) {
                waiting.add(new Waiting(input -> input.guard(() -> action.accept(input)), input -> {}, isWatermark));
            } else {
                guard(() -> action.accept(this));
            }
        }

        private void takeOver(Input other) {
            waiting.addAll(other.waiting);
            waitingRows = other.waitingRows;
            other.waiting.clear();
            other.waitingRows = 0;
        }

        private void guard(Runnable action) {
            if (state == QueryState.RUNNING) {
                try {
                    action.run();
                } catch (RuntimeException | Error thrown) {
                    fail(firstOf(thrown));
                }
            }
        }

        /** Nothing of it will be delivered; nobody is to wait for it, or to be held up by it. */
        private void forgetWaiting() {
            while (!waiting.isEmpty()) {
                waiting.remove().settlement().accept(this);
            }
        }
    }

    /** What waits before an input: how it is delivered, and what is to be done afterwards, delivered or not. */
    private record Waiting(Consumer<Input> delivery, Consumer<Input> settlement, boolean isWatermark) {}
}
