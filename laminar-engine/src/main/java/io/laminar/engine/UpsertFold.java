package io.laminar.engine;

import io.laminar.api.Change;
import io.laminar.api.ChangeKind;
import io.laminar.api.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds the changes of an epoch into one for each key: its latest row, or that it went. A key that is at the end as it was before, or
 * that came and went, gives nothing. Keys keep the order in which they were touched. Belongs to the thread of a sink.
 */
final class UpsertFold {
    private final List<Integer> key;
    private final Map<List<@Nullable Object>, Net> nets = new LinkedHashMap<>();

    /**
     * What has become of a key.
     *
     * @param wasThere whether it was there before the first change
     * @param before its row then, if that was told
     * @param latest the latest change
     */
    private record Net(boolean wasThere, @Nullable Row before, Change<Row> latest) {
        @Nullable
        Change<Row> change() {
            boolean isThere = latest.weight() > 0;
            if (isThere) {
                return wasThere && isSame(before, latest.row())
                        ? null
                        : with(wasThere ? ChangeKind.UPDATE_AFTER : ChangeKind.INSERT, latest.row(), 1);
            }
            return wasThere ? with(ChangeKind.DELETE, before == null ? latest.row() : before, -1) : null;
        }

        private Change<Row> with(ChangeKind kind, Row row, long weight) {
            return new Change<>(kind, row, weight, latest.eventTime(), latest.epoch());
        }

        private static boolean isSame(@Nullable Row before, Row after) {
            return before != null && values(before).equals(values(after));
        }
    }

    /** @param key columns that identify a row */
    UpsertFold(List<Integer> key) {
        this.key = List.copyOf(key);
    }

    boolean isEmpty() {
        return nets.isEmpty();
    }

    void add(Change<Row> change) {
        nets.merge(
                keyOf(change.row()),
                new Net(change.kind() != ChangeKind.INSERT, change.weight() < 0 ? change.row() : null, change),
                (first, next) -> new Net(first.wasThere(), first.before(), change));
    }

    /** Takes out what has become of the keys. */
    List<Change<Row>> drain() {
        List<Change<Row>> changes = new ArrayList<>(nets.size());
        for (Net net : nets.values()) {
            Change<Row> change = net.change();
            if (change != null) {
                changes.add(change);
            }
        }
        nets.clear();
        return changes;
    }

    private List<@Nullable Object> keyOf(Row row) {
        List<@Nullable Object> values = new ArrayList<>(key.size());
        for (int column : key) {
            values.add(comparable(row.get(column)));
        }
        return values;
    }

    private static List<@Nullable Object> values(Row row) {
        List<@Nullable Object> values = new ArrayList<>(row.size());
        for (int column = 0; column < row.size(); column++) {
            values.add(comparable(row.get(column)));
        }
        return values;
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }
}
