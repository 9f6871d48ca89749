package io.laminar.ring1;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.RowMultimap;
import io.laminar.state.StateArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What each row of a stream has given, so that just that is retracted with the row. The entries are result rows with
 * the number of the arrival that gave them; an arrival that gave nothing has one with the number 0 of results.
 *
 * <pre>
 *   stream columns (key) | other columns | arrival | results (0: none, 1: a result)
 * </pre>
 *
 * <p>When equal rows arrived several times, the earliest goes first.
 */
final class GivenResults {
    private final int streamColumns;
    private final int resultColumns;
    private final int[] keys;
    private final RowMultimap results;
    private final Batch row;
    private long arrival;
    private int marker = RowMultimap.NONE;

    GivenResults(Schema result, int streamColumns, long hashSeed) {
        this.streamColumns = streamColumns;
        this.resultColumns = result.size();
        List<Field> fields = new ArrayList<>(result.fields());
        fields.add(new Field("arrival", DataType.BIGINT));
        fields.add(new Field("results", DataType.BIGINT));
        Schema schema = Schema.of(fields);
        keys = IntStream.range(0, streamColumns).toArray();
        results = new RowMultimap(schema, IntStream.of(keys).boxed().toList(), false, hashSeed);
        row = new Batch(schema, 1);
    }

    int size() {
        return results.size();
    }

    /** A row of the stream has arrived; what it gives follows. */
    void start(Batch in, int inRow) {
        arrival++;
        row.clear();
        for (int column = 0; column < streamColumns; column++) {
            row.copyValue(column, 0, in, column, inRow);
        }
        for (int column = streamColumns; column < resultColumns; column++) {
            row.setNull(column, 0);
        }
        marker = keep(0, 1);
    }

    /** The row that has arrived gave this result. */
    void add(Batch result, int resultRow) {
        if (marker != RowMultimap.NONE) {
            results.remove(marker);
            marker = RowMultimap.NONE;
        }
        row.clear();
        for (int column = 0; column < resultColumns; column++) {
            row.copyValue(column, 0, result, column, resultRow);
        }
        keep(1, result.weight(resultRow));
    }

    private int keep(long count, int weight) {
        row.longs(resultColumns)[0] = arrival;
        row.longs(resultColumns + 1)[0] = count;
        row.rows(1);
        return results.add(row, 0, weight);
    }

    /** Emits the retraction of what the earliest arrivals of a row have given, and forgets it. */
    void retract(Batch in, int inRow, int arrivals, Output out) {
        marker = RowMultimap.NONE;
        for (int i = 0; i < arrivals; i++) {
            int entry = results.first(in, keys, inRow);
            if (entry == RowMultimap.NONE) {
                return;
            }
            read(entry);
            long first = row.longs(resultColumns)[0];
            while (entry != RowMultimap.NONE) {
                read(entry);
                if (row.longs(resultColumns)[0] != first) {
                    break;
                }
                if (row.longs(resultColumns + 1)[0] != 0) {
                    emit(Math.toIntExact(-results.weight(entry)), out);
                }
                int next = results.next(entry);
                results.remove(entry);
                entry = next;
            }
        }
    }

    private void read(int entry) {
        row.clear();
        results.copyRow(entry, row, 0, 0);
        row.rows(1);
    }

    private void emit(int weight, Output out) {
        Batch batch = out.batchForUpdate(); // what comes instead may follow
        int at = batch.rows();
        for (int column = 0; column < resultColumns; column++) {
            batch.copyValue(column, at, row, column, 0);
        }
        batch.setWeight(at, weight);
        batch.rows(at + 1);
    }

    void persist(StateArchive archive) {
        results.persist(archive);
        arrival = archive.number(arrival);
        marker = archive.integer(marker);
    }
}
