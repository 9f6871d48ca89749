package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import io.laminar.time.Watermarks;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives each row once its session has closed, with start, end and time of the session appended: sessions by their ends, the rows of
 * one in the order in which they came. Rows whose session has closed before they come are late.
 */
public final class SessionAssignOperator implements Operator {
    private final Schema schema;
    private final Schema inputSchema;
    private final int timeColumn;
    private final Sessions sessions;
    private final int firstRow;
    private final KeyedTable rows;
    private final int nextRow;
    private final int arrival;
    private final int[] allColumns;
    private final Sessions.Listener joining = new Joining();
    private long closedUpTo = Watermarks.NONE;
    private long arrivals;

    /**
     * @param node whose window is a {@link Window.Session} over rows that are only inserted
     * @param hashSeed of the tables; results do not depend on it
     */
    public SessionAssignOperator(PlanNode.WindowAssign node, long hashSeed) {
        Window.Session window = (Window.Session) node.window();
        schema = node.schema();
        inputSchema = node.input().schema();
        timeColumn = window.timeColumn();
        allColumns = new int[inputSchema.size()];
        for (int i = 0; i < allColumns.length; i++) {
            allColumns[i] = i;
        }
        TableLayout layout = Sessions.layout(inputSchema, window.keys());
        firstRow = layout.addLong(KeyedTable.NONE);
        sessions = new Sessions(inputSchema, window.keys(), window.gapMicros(), layout, hashSeed);
        TableLayout rowLayout = TableLayout.listOfRows(inputSchema);
        nextRow = rowLayout.addLong(KeyedTable.NONE);
        arrival = rowLayout.addLong(0);
        rows = new KeyedTable(rowLayout, hashSeed);
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        long[] times = in.longs(timeColumn);
        RowSelection arrived = sessions.begin(in, from, to, timeColumn, out);
        for (int i = 0; i < arrived.count(); i++) {
            int row = arrived.rows()[i];
            int session = sessions.assign(in, row, arrived.slots()[i], times[row], closedUpTo, joining);
            if (session == KeyedTable.NONE) {
                out.late(in, row);
            } else {
                int kept = rows.append(in, allColumns, row);
                rows.setLong(arrival, kept, arrivals++);
                rows.setLong(nextRow, kept, sessions.table().longAt(firstRow, session));
                sessions.table().setLong(firstRow, session, kept);
            }
        }
        sessions.finishBatch();
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        closedUpTo = Sessions.closedUpTo(watermark, 0);
        int session = sessions.ended(closedUpTo);
        for (; session != KeyedTable.NONE; session = sessions.ended(closedUpTo)) {
            emit(session, out);
            sessions.removeEnded();
        }
        Sessions.handOn(closedUpTo, out);
    }

    private void emit(int session, Output out) {
        List<Integer> kept = new ArrayList<>();
        long at = sessions.table().longAt(firstRow, session);
        for (; at != KeyedTable.NONE; at = rows.longAt(nextRow, (int) at)) {
            kept.add((int) at);
        }
        kept.sort((a, b) -> Long.compare(rows.longAt(arrival, a), rows.longAt(arrival, b)));
        for (int row : kept) {
            Batch batch = out.batch();
            int to = batch.rows();
            for (int column = 0; column < inputSchema.size(); column++) {
                rows.copyKey(column, row, batch, column, to);
            }
            WindowResult.writeWindow(batch, inputSchema.size(), to, sessions.start(session), sessions.end(session));
            batch.addInserts(1);
            rows.remove(row);
        }
    }

    @Override
    public void persist(StateArchive archive) {
        closedUpTo = archive.number(closedUpTo);
        arrivals = archive.number(arrivals);
        sessions.persist(archive);
        rows.persist(archive);
    }

    @Override
    public long stateRows() {
        return rows.size();
    }

    /** Puts the rows of two sessions that become one into one list. */
    private final class Joining implements Sessions.Listener {
        @Override
        public void changing(int session) {}

        @Override
        public void merging(int session, int into) {
            KeyedTable table = sessions.table();
            int last = (int) table.longAt(firstRow, session);
            if (last == KeyedTable.NONE) {
                return;
            }
            while (rows.longAt(nextRow, last) != KeyedTable.NONE) {
                last = (int) rows.longAt(nextRow, last);
            }
            rows.setLong(nextRow, last, table.longAt(firstRow, into));
            table.setLong(firstRow, into, table.longAt(firstRow, session));
        }
    }
}
