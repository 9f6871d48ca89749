package io.laminar.ring1;

import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.StateArchive;
import io.laminar.state.TableLayout;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate that keeps an object for each group, in a lane, made with the group's first row.
 *
 * @param <S> the object
 */
abstract class GroupObjects<S> implements Accumulator, AggregateResult {
    private final Class<S> type;
    private final int lane;

    GroupObjects(Class<S> type, TableLayout layout) {
        this.type = type;
        lane = layout.addObject(this::persist);
    }

    /** An object for a group without rows. */
    abstract S make();

    /** Adds a row, as often as its weight says. */
    abstract void add(S object, Batch in, int row);

    /** Adds what another object holds, which does not change; returns what holds both from now on. */
    abstract S merge(S object, S other);

    /** Writes the result; null for a group without rows that count. */
    abstract void write(@Nullable S object, Batch out, int column, int row);

    /** Writes an object, or reads into a new one; returns it, or another that was read. */
    abstract S persist(S object, StateArchive archive);

    private @Nullable Object persist(StateArchive archive, @Nullable Object object) {
        if (!archive.flag(object != null)) {
            return null;
        }
        return persist(archive.isReading() ? make() : type.cast(object), archive);
    }

    @Override
    public void add(Batch in, RowSelection rows, KeyedTable table) {
        @Nullable Object[] objects = table.objects(lane);
        int[] chosen = rows.rows();
        int[] slots = rows.slots();
        for (int i = 0; i < rows.count(); i++) {
            add(object(objects, slots[i]), in, chosen[i]);
        }
    }

    private S object(@Nullable Object[] objects, int slot) {
        Object present = objects[slot];
        if (present != null) {
            return type.cast(present);
        }
        S made = make();
        objects[slot] = made;
        return made;
    }

    @Override
    public boolean canMerge() {
        return true;
    }

    @Override
    public void merge(KeyedTable from, int[] fromSlots, KeyedTable into, int[] intoSlots, int count) {
        for (int i = 0; i < count; i++) {
            Object other = from.objects(lane)[fromSlots[i]];
            if (other != null) {
                @Nullable Object[] objects = into.objects(lane);
                objects[intoSlots[i]] = merge(object(objects, intoSlots[i]), type.cast(other));
            }
        }
    }

    @Override
    public void write(KeyedTable table, int slot, Batch out, int column, int row) {
        Object present = table.objects(lane)[slot];
        write(present == null ? null : type.cast(present), out, column, row);
    }
}
