package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;

/** Emits the groups of a window that closes, column by column. */
final class WindowOutput {
    private static final int GROUPS_AT_ONCE = 1024;

    private final WindowResult result;
    private final int[] chosen = new int[GROUPS_AT_ONCE];

    WindowOutput(WindowResult result) {
        this.result = result;
    }

    void emit(KeyedTable groups, long start, long end, Output out) {
        result.window(start, end);
        int slot = groups.first();
        while (slot != KeyedTable.NONE) {
            Batch batch = out.batch();
            int room = Math.min(batch.capacity() - batch.rows(), chosen.length);
            int count = 0;
            for (; slot != KeyedTable.NONE && count < room; slot = groups.next(slot)) {
                if (result.isPresent(groups, slot)) {
                    chosen[count++] = slot;
                }
            }
            result.writeAll(groups, chosen, count, batch, batch.rows());
            batch.addInserts(count);
        }
    }
}
