package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.PlanNode;
import io.laminar.plan.Window;

/**
 * Gives each row once per window that its time falls into, the earliest first, with start, end and time of the window
 * appended. Judges no row late: whoever aggregates does.
 */
public final class WindowAssignOperator implements Operator {
    private final Schema schema;
    private final int inputColumns;
    private final int timeColumn;
    private final long slide;
    private final long size;
    private final long offset;

    /** @param node whose window is a TUMBLE or a HOP */
    public WindowAssignOperator(PlanNode.WindowAssign node) {
        schema = node.schema();
        inputColumns = node.input().schema().size();
        if (node.window() instanceof Window.Tumble tumble) {
            timeColumn = tumble.timeColumn();
            slide = tumble.sizeMicros();
            size = tumble.sizeMicros();
            offset = tumble.offsetMicros();
        } else if (node.window() instanceof Window.Hop hop) {
            timeColumn = hop.timeColumn();
            slide = hop.slideMicros();
            size = hop.sizeMicros();
            offset = hop.offsetMicros();
        } else {
            throw new IllegalArgumentException("window must be TUMBLE or HOP but is " + node.window());
        }
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
            long time = times[row];
            long last = WindowAssigner.lastStart(time, slide, offset);
            long start = last - (size - 1 - (time - last)) / slide * slide;
            // a time in the gap between two windows leaves start beyond last, or the window before the time
            for (; start <= last; start += slide) {
                if (time < start + size) {
                    append(in, row, start, out.batch());
                }
            }
        }
    }

    private void append(Batch in, int row, long start, Batch out) {
        int at = out.rows();
        for (int column = 0; column < inputColumns; column++) {
            out.copyValue(column, at, in, column, row);
        }
        WindowResult.writeWindow(out, inputColumns, at, start, start + size);
        out.setWeight(at, in.weight(row));
        out.rows(at + 1);
    }

    @Override
    public void onWatermark(long watermark, Output out) {
        out.watermark(watermark);
    }

    @Override
    public long stateRows() {
        return 0;
    }
}
