package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import io.laminar.time.Watermarks;
import java.util.List;

/**
 * The open sessions of keys. A row joins a session whose first or last row is at most a gap away from it, which may make one of two;
 * a session ends a gap after its last row. The sessions of a key are a list, the latest first, since most rows belong there;
 * all of them are in a heap by their ends, each under the end that it had when it was put there, so that a row that
 * makes a session longer leaves the heap alone.
 *
 * <pre>
 *   keys        k --> latest --> older --> ...           sessions: start | end | older | key | ... | values of the operator
 *   heap        [ session with the least due end, ... ]  taken out, a session that has grown goes in again
 * </pre>
 */
final class Sessions {
    private static final int NONE = KeyedTable.NONE;
    private static final int FORGOTTEN = -2;

    /** By how much the time of a window is before its end. */
    private static final long WINDOW_TIME_MICROS = 1_000;

    /** Hears of what happens to sessions while a row is sorted in. */
    interface Listener {
        /** A session is new, or its bounds are about to change. */
        void changing(int session);

        /** A session is about to become part of another one, which is earlier. */
        void merging(int session, int into);
    }

    private final int[] keyColumns;
    private final long gap;
    private final KeyedTable keys;
    private final KeyedTable table;
    private final int latest;
    private final int start;
    private final int end;
    private final int older;
    private final int key;
    private final int isDead;
    private final int number;
    private final RowSelection arrived = new RowSelection();
    private final RowSelection late = new RowSelection();
    private final SessionHeap byEnd = new SessionHeap();
    private long created;
    private int dead;

    /**
     * @param layout of the sessions, {@link #layout}; gets columns
     * @param keyColumns of the input
     */
    Sessions(Schema input, List<Integer> keyColumns, long gap, TableLayout layout, long hashSeed) {
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        this.gap = gap;
        TableLayout keyLayout = TableLayout.keyedBy(input, keyColumns);
        latest = keyLayout.addLong(NONE);
        keys = new KeyedTable(keyLayout, hashSeed);
        start = layout.addLong(0);
        end = layout.addLong(0);
        older = layout.addLong(NONE);
        key = layout.addLong(0);
        isDead = layout.addLong(0);
        number = layout.addLong(NONE);
        table = new KeyedTable(layout, hashSeed);
    }

    /**
     * Sessions that end here or before are closed at a watermark: those that it has passed, since a row that is on time may still be
     * exactly a gap away from one whose end it has reached.
     */
    static long closedUpTo(long watermark, long latenessMicros) {
        long reached = WindowAssigner.closedUpTo(watermark, latenessMicros);
        return reached == Watermarks.NONE || reached == Watermarks.END ? reached : reached - 1;
    }

    /** Hands on the watermark that holds behind sessions which are closed up to a time. */
    static void handOn(long closedUpTo, Output out) {
        // The time of the next session to close is a millisecond before its end.
        WindowAssigner.handOn(
                closedUpTo < Watermarks.NONE + WINDOW_TIME_MICROS || closedUpTo == Watermarks.END
                        ? closedUpTo
                        : closedUpTo + 1 - WINDOW_TIME_MICROS,
                out);
    }

    /** A layout for sessions, with the keys and without values so far. */
    static TableLayout layout(Schema input, List<Integer> keyColumns) {
        return TableLayout.listOf(input, keyColumns);
    }

    /** The sessions by slot. */
    KeyedTable table() {
        return table;
    }

    long start(int session) {
        return table.longAt(start, session);
    }

    long end(int session) {
        return table.longAt(end, session);
    }

    /** Whether a session has not become part of another one. */
    boolean isAlive(int session) {
        return table.longAt(isDead, session) == 0;
    }

    /** How many sessions are open. */
    int size() {
        return table.size() - dead;
    }

    /**
     * Looks up the keys of the rows of a batch that have a time; the others are reported. Each of them is then to be {@link #assign}ed, in
     * turn, and the batch {@link #finishBatch}ed.
     *
     * @return the rows, each with the slot of its key
     */
    RowSelection begin(Batch in, int from, int to, int timeColumn, Output out) {
        if (in.nulls(timeColumn) == null) {
            arrived.range(from, to);
        } else {
            arrived.clear();
            for (int row = from; row < to; row++) {
                if (in.isNull(timeColumn, row)) {
                    out.withoutTime(in, row);
                } else {
                    arrived.add(row);
                }
            }
        }
        keys.slotsFor(in, keyColumns, arrived);
        return arrived;
    }

    /** Forgets the keys that got no session, since their rows were late. */
    void finishBatch() {
        for (int i = 0; i < late.count(); i++) {
            int keySlot = late.slots()[i];
            if (keys.longAt(latest, keySlot) == NONE) {
                keys.setLong(latest, keySlot, FORGOTTEN); // it may be here several times
                keys.remove(keySlot);
            }
        }
        late.clear();
    }

    /**
     * The session that a row belongs to from now on, or {@link KeyedTable#NONE} when it has been closed.
     *
     * @param keySlot of its key
     * @param closedUpTo sessions that end here or before are closed
     */
    int assign(Batch in, int row, int keySlot, long time, long closedUpTo, Listener listener) {
        int later = NONE;
        int session = (int) keys.longAt(latest, keySlot);
        while (session != NONE && time < start(session) - gap) {
            later = session;
            session = (int) table.longAt(older, session);
        }
        if (session != NONE && time <= end(session)) {
            return join(session, later, keySlot, time, listener);
        }
        if (time + gap <= closedUpTo) {
            late.add(row, keySlot);
            return NONE;
        }
        int opened = open(in, row, keySlot, time, session);
        link(later, keySlot, opened);
        listener.changing(opened);
        return opened;
    }

    private int join(int session, int later, int keySlot, long time, Listener listener) {
        listener.changing(session);
        table.setLong(start, session, Math.min(start(session), time));
        table.setLong(end, session, Math.max(end(session), time + gap));
        int before = (int) table.longAt(older, session);
        if (before == NONE || start(session) > end(before)) {
            return session;
        }
        listener.changing(before);
        listener.merging(session, before);
        table.setLong(end, before, end(session));
        table.setLong(isDead, session, 1);
        dead++;
        link(later, keySlot, before);
        return before;
    }

    private int open(Batch in, int row, int keySlot, long time, int before) {
        int session = table.append(in, keyColumns, row);
        table.setLong(start, session, time);
        table.setLong(end, session, time + gap);
        table.setLong(older, session, before);
        table.setLong(key, session, keySlot);
        table.setLong(number, session, created++);
        byEnd.push(time + gap, session, number(session));
        return session;
    }

    /** Puts a session behind a later one of its key, or first. */
    private void link(int later, int keySlot, int session) {
        if (later == NONE) {
            keys.setLong(latest, keySlot, session);
        } else {
            table.setLong(older, later, session);
        }
    }

    private void removeKeyWithoutSessions(int keySlot) {
        if (keys.longAt(latest, keySlot) == NONE) {
            keys.remove(keySlot);
        }
    }

    /** The number of a session; no other one ever has it. */
    long number(int session) {
        return table.longAt(number, session);
    }

    /** Whether a slot holds the session of a number, and that has not become part of another one. */
    boolean isOpen(int session, long ofNumber) {
        return table.longAt(number, session) == ofNumber && isAlive(session);
    }

    /** The open session that ends first, if it ends at a time or before, or {@link KeyedTable#NONE}; to be removed then. */
    int ended(long limit) {
        while (!byEnd.isEmpty() && byEnd.due() <= limit) {
            int session = byEnd.session();
            if (!isAlive(session)) {
                byEnd.pop();
                dead--;
                remove(session);
            } else if (end(session) > byEnd.due()) {
                byEnd.postpone(end(session));
            } else {
                return session;
            }
        }
        return NONE;
    }

    private void remove(int session) {
        table.setLong(number, session, NONE);
        table.remove(session);
    }

    /** Forgets the session that {@link #ended} gave. */
    void removeEnded() {
        int session = byEnd.session();
        byEnd.pop();
        int keySlot = (int) table.longAt(key, session);
        int at = (int) keys.longAt(latest, keySlot);
        int before = (int) table.longAt(older, session);
        if (at == session) {
            link(NONE, keySlot, before);
        } else {
            while (table.longAt(older, at) != session) {
                at = (int) table.longAt(older, at);
            }
            link(at, keySlot, before);
        }
        removeKeyWithoutSessions(keySlot);
        remove(session);
    }

    /** Writes or reads all sessions. */
    void persist(StateArchive archive) {
        keys.persist(archive);
        table.persist(archive);
        byEnd.persist(archive);
        created = archive.number(created);
        dead = archive.integer(dead);
    }
}
