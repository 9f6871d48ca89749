package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;
import io.laminar.state.StateArchive;

/**
 * Gives each row once per window that its time falls into, the earliest first, with start, end and time of the window
 * appended. Judges no row late: whoever aggregates does.
 */
public final class WindowAssignOperator implements Operator {
    private final Schema schema;
    private final int inputColumns;
    private final int timeColumn;
    private final Window window;

    /** @param node whose window is on a grid: TUMBLE, HOP or CUMULATE */
    public WindowAssignOperator(PlanNode.WindowAssign node) {
        schema = node.schema();
        inputColumns = node.input().schema().size();
        window = node.window();
        timeColumn = window.timeColumn();
    }

    @Override
    public Schema outputSchema() {
        return schema;
    }

    @Override
    public void onBatch(int input, Batch in, int from, int to, Output out) {
        long[] times = in.longs(timeColumn);
        for (int row = from; row < to; row++) {
            if (in.isNull(timeColumn, row)) {
                out.withoutTime(in, row);
                continue;
            }
            if (window instanceof Window.Tumble tumble) {
                hop(in, row, times[row], tumble.sizeMicros(), tumble.sizeMicros(), tumble.offsetMicros(), out);
            } else if (window instanceof Window.Hop hop) {
                hop(in, row, times[row], hop.slideMicros(), hop.sizeMicros(), hop.offsetMicros(), out);
            } else if (window instanceof Window.Cumulate cumulate) {
                cumulate(in, row, times[row], cumulate, out);
            }
        }
    }

    private void hop(Batch in, int row, long time, long slide, long size, long offset, Output out) {
        long last = WindowAssigner.lastStart(time, slide, offset);
        long start = last - (size - 1 - (time - last)) / slide * slide;
        // a time in the gap between two windows leaves start beyond last, or the window before the time
        for (; start <= last; start += slide) {
            if (time < start + size) {
                append(in, row, start, start + size, out.batch());
            }
        }
    }

    private void cumulate(Batch in, int row, long time, Window.Cumulate windows, Output out) {
        long step = windows.stepMicros();
        long start = WindowAssigner.lastStart(time, windows.maxMicros(), windows.offsetMicros());
        long end = WindowAssigner.lastStart(time, step, windows.offsetMicros()) + step;
        for (; end <= start + windows.maxMicros(); end += step) {
            append(in, row, start, end, out.batch());
        }
    }

    private void append(Batch in, int row, long start, long end, Batch out) {
        int at = out.rows();
        for (int column = 0; column < inputColumns; column++) {
            out.copyValue(column, at, in, column, row);
        }
        WindowResult.writeWindow(out, inputColumns, at, start, end);
        out.setWeight(at, in.weight(row));
        out.rows(at + 1);
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        out.watermark(watermark);
    }

    @Override
    public void persist(StateArchive archive) {} // has no state

    @Override
    public long stateRows() {
        return 0;
    }
}
