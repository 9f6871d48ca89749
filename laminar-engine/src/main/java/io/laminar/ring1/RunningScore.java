package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.plan.OverCall;
import io.laminar.state.KeyedTable;
import io.laminar.state.TableLayout;
import org.jspecify.annotations.Nullable;

/** ZSCORE of rows that come in order: of all so far by three numbers, of a frame from its rows. */
final class RunningScore implements RunningCall {
    private final int argument;
    private final @Nullable FrameRows frame;
    private final int count;
    private final int mean;
    private final int squares;
    private final Deviation deviation = new Deviation();

    /** @param frame null for all rows so far */
    RunningScore(OverCall call, @Nullable FrameRows frame, TableLayout layout) {
        argument = call.argument();
        this.frame = frame;
        count = layout.addLong(0);
        mean = layout.addDouble(0);
        squares = layout.addDouble(0);
    }

    @Override
    public void add(Batch in, int row, KeyedTable partitions, int slot) {
        if (frame != null || in.isNull(argument, row)) {
            return;
        }
        restore(partitions, slot);
        deviation.add(in.doubles(argument)[row]);
        partitions.setLong(count, slot, deviation.count());
        partitions.setDouble(mean, slot, deviation.mean());
        partitions.setDouble(squares, slot, deviation.squares());
    }

    private void restore(KeyedTable partitions, int slot) {
        deviation.set(
                partitions.longAt(count, slot), partitions.doubleAt(mean, slot), partitions.doubleAt(squares, slot));
    }

    @Override
    public void write(KeyedTable partitions, int slot, Batch rows, int column, int row) {
        if (rows.isNull(argument, row)) {
            rows.setNull(column, row);
            return;
        }
        if (frame == null) {
            restore(partitions, slot);
        } else {
            deviation.clear();
            for (int entry = frame.head(partitions, slot); entry != FrameRows.NONE; entry = frame.next(entry)) {
                Batch one = frame.read(entry);
                if (!one.isNull(argument, 0)) {
                    deviation.add(one.doubles(argument)[0]);
                }
            }
        }
        if (deviation.isSpread()) {
            rows.doubles(column)[row] = deviation.score(rows.doubles(argument)[row]);
        } else {
            rows.setNull(column, row);
        }
    }
}
