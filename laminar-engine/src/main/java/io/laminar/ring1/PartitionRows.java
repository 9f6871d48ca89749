package io.laminar.ring1;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.Over;
import io.laminar.state.RowMultimap;
import java.util.Arrays;

/** All rows of all partitions of an OVER, in the order of arrival, each with its weight. One thread. */
final class PartitionRows {
    private final Schema schema;
    private final boolean isAppendOnly;
    private final RowMultimap rows;
    private Batch batch;
    private int[] entries = new int[64];

    PartitionRows(Over node, long hashSeed) {
        schema = node.schema();
        isAppendOnly = node.input().changes() == ChangelogKind.INSERT_ONLY;
        rows = new RowMultimap(node.input().schema(), node.keys(), isAppendOnly, hashSeed);
        batch = new Batch(schema, entries.length);
    }

    RowMultimap rows() {
        return rows;
    }

    /** Adds a row, or takes it away; one that comes several times is as many rows. */
    void add(Batch in, int row) {
        if (!isAppendOnly) {
            int entry = rows.add(in, row, in.weight(row));
            if (rows.weight(entry) == 0) {
                rows.remove(entry);
            }
            return;
        }
        for (int i = 0; i < in.weight(row); i++) {
            rows.add(in, row, 1);
        }
    }

    /** The rows of a partition from its first entry on, in columns of the result; valid until the next call. */
    Batch collect(int firstEntry) {
        batch.clear();
        for (int entry = firstEntry; entry != RowMultimap.NONE; entry = rows.next(entry)) {
            for (long i = 0; i < rows.weight(entry); i++) {
                batch = OverColumns.withRoom(batch);
                if (entries.length < batch.capacity()) {
                    entries = Arrays.copyOf(entries, batch.capacity());
                }
                entries[batch.rows()] = entry;
                rows.copyRow(entry, batch, 0, batch.rows());
                batch.addInserts(1);
            }
        }
        return batch;
    }

    /** The entry of a row of what was collected last. */
    int entry(int row) {
        return entries[row];
    }
}
