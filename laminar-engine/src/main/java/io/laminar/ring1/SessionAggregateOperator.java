package io.laminar.ring1;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EmitMode;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import io.laminar.time.Watermarks;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates per session and key. A session closes when the watermark has passed its end plus lateness; then its row leaves, sessions
 * by their ends, or, where changes are emitted, has left already, from the first row on or from when the watermark reached its end,
 * with the rows of sessions that became one or grew taken back. A row is late when it joins no open session and the one that it would make has ended.
 */
public final class SessionAggregateOperator implements Operator {
    private final PlanNode.WindowAggregate node;
    private final int timeColumn;
    private final Aggregates aggregates;
    private final Sessions sessions;
    private final Result result;
    private final @Nullable GroupChanges changes;
    private final RowSelection pending = new RowSelection();
    /** Cell: whether the row of a session has left. */
    private final int isShown;
    /** Cell: whether a session waits in {@link #toShow}. */
    private final int isQueued;

    private final SessionHeap toShow = new SessionHeap();
    private long watermark = Watermarks.NONE;

    /**
     * @param node what to compute, with a {@link Window.Session}
     * @param hashSeed of the tables; results do not depend on it
     */
    public SessionAggregateOperator(PlanNode.WindowAggregate node, long hashSeed) {
        this.node = node;
        Window.Session window = (Window.Session) node.window();
        timeColumn = window.timeColumn();
        Schema input = node.input().schema();
        TableLayout layout = Sessions.layout(input, node.keys());
        aggregates = Aggregates.plan(
                node.aggregates(), layout, timeColumn, node.input().changes() == ChangelogKind.CHANGES);
        if (!aggregates.canMerge()) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "an aggregate here cannot be merged when two sessions become one; use TUMBLE or HOP, "
                            + "another aggregate, or give the class of your own a method merge");
        }
        changes = node.emit() == EmitMode.ON_WINDOW_CLOSE ? null : new GroupChanges(node.schema(), layout);
        isShown = layout.addLong(node.emit() == EmitMode.CHANGES ? 1 : 0);
        isQueued = layout.addLong(0);
        sessions = new Sessions(input, node.keys(), window.gapMicros(), layout, hashSeed);
        result = new Result(new WindowResult(node.keys().size(), aggregates), sessions, isShown);
    }

    @Override
    public Schema outputSchema() {
        return node.schema();
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        aggregates.arrive(from, to);
        long closedUpTo = Sessions.closedUpTo(watermark, node.latenessMicros());
        if (changes != null) {
            changes.begin(2 * (to - from)); // a row changes two sessions at most
        }
        Sessions.Listener listener = new Adding(in);
        long[] times = in.longs(timeColumn);
        RowSelection arrived = sessions.begin(in, from, to, timeColumn, out);
        for (int i = 0; i < arrived.count(); i++) {
            int row = arrived.rows()[i];
            int session = sessions.assign(in, row, arrived.slots()[i], times[row], closedUpTo, listener);
            if (session == KeyedTable.NONE) {
                out.late(in, row);
            } else {
                pending.add(row, session);
            }
        }
        sessions.finishBatch();
        addPending(in);
        if (changes != null) {
            if (node.emit() == EmitMode.AFTER_WATERMARK) {
                showTouched(changes.touched());
            }
            changes.emit(sessions.table(), result, out);
        }
    }

    /** A session is shown while its end is behind the watermark; others wait for it. */
    private void showTouched(RowSelection touched) {
        KeyedTable table = sessions.table();
        for (int i = 0; i < touched.count(); i++) {
            int session = touched.slots()[i];
            boolean shows = sessions.end(session) <= watermark;
            table.setLong(isShown, session, shows ? 1 : 0);
            if (!shows && sessions.isAlive(session) && table.longAt(isQueued, session) == 0) {
                table.setLong(isQueued, session, 1);
                toShow.push(sessions.end(session), session, sessions.number(session));
            }
        }
    }

    private void show(Output out) {
        KeyedTable table = sessions.table();
        while (!toShow.isEmpty() && toShow.due() <= watermark) {
            int session = toShow.session();
            if (sessions.isOpen(session, toShow.number()) && sessions.end(session) > toShow.due()) {
                toShow.postpone(sessions.end(session));
                continue;
            }
            if (sessions.isOpen(session, toShow.number())) {
                table.setLong(isQueued, session, 0);
                if (table.longAt(isShown, session) == 0) {
                    table.setLong(isShown, session, 1);
                    emit(session, out);
                }
            }
            toShow.pop();
        }
    }

    private void emit(int session, Output out) {
        Batch batch = out.batch();
        result.write(sessions.table(), session, batch, batch.rows());
        batch.addInserts(1);
    }

    private void addPending(Batch in) {
        aggregates.add(in, pending, sessions.table());
        pending.clear();
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        this.watermark = watermark;
        show(out);
        long closing = Sessions.closedUpTo(watermark, node.latenessMicros());
        KeyedTable table = sessions.table();
        for (int session = sessions.ended(closing); session != KeyedTable.NONE; session = sessions.ended(closing)) {
            if (changes == null) {
                emit(session, out);
            }
            aggregates.release(table, session);
            sessions.removeEnded();
        }
        Sessions.handOn(closing, out);
    }

    @Override
    public void persist(StateArchive archive) {
        watermark = archive.number(watermark);
        aggregates.persist(archive);
        sessions.persist(archive);
        toShow.persist(archive);
        if (changes != null) {
            changes.persist(archive);
        }
    }

    @Override
    public long stateRows() {
        return sessions.size();
    }

    /** Adds what has been sorted in before sessions become one, and notes what they stood for. */
    private final class Adding implements Sessions.Listener {
        private final Batch in;

        Adding(Batch in) {
            this.in = in;
        }

        @Override
        public void changing(int session) {
            if (changes != null) {
                changes.touch(sessions.table(), session, result);
            }
        }

        @Override
        public void merging(int session, int into) {
            addPending(in);
            aggregates.merge(sessions.table(), session, into);
            aggregates.release(sessions.table(), session);
        }
    }

    /** The row of a session. */
    private record Result(WindowResult row, Sessions sessions, int isShown) implements GroupResult {
        @Override
        public boolean isPresent(KeyedTable groups, int slot) {
            return sessions.isAlive(slot) && groups.longAt(isShown, slot) != 0 && row.isPresent(groups, slot);
        }

        @Override
        public void write(KeyedTable groups, int slot, Batch out, int at) {
            row.window(sessions.start(slot), sessions.end(slot));
            row.write(groups, slot, out, at);
        }
    }
}
