package io.laminar.state;

import io.laminar.data.Batch;
import io.laminar.data.LaneKind;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One growable column of a table: a primitive or object array by slot, and a null mask where it was needed. */
final class Lane {
    private static final int BITS = Long.SIZE;

    private final LaneKind kind;
    private long[] longs = {};
    private double[] doubles = {};
    private @Nullable Object[] objects = {};
    private long[] nulls = {};
    private boolean hasNulls;

    Lane(LaneKind kind, int capacity) {
        this.kind = kind;
        resize(capacity);
    }

    LaneKind kind() {
        return kind;
    }

    long[] longs() {
        return longs;
    }

    double[] doubles() {
        return doubles;
    }

    @Nullable
    Object[] objects() {
        return objects;
    }

    boolean hasNulls() {
        return hasNulls;
    }

    boolean isNull(int slot) {
        return hasNulls && (nulls[slot / BITS] & (1L << slot)) != 0;
    }

    void resize(int capacity) {
        switch (kind) {
            case LONG -> longs = Arrays.copyOf(longs, capacity);
            case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
            case OBJECT -> objects = Arrays.copyOf(objects, capacity);
        }
        nulls = Arrays.copyOf(nulls, (capacity + BITS - 1) / BITS);
    }

    /** Takes a value of a batch. */
    void set(int slot, Batch in, int column, int row) {
        if (in.isNull(column, row)) {
            hasNulls = true;
            nulls[slot / BITS] |= 1L << slot;
            if (kind == LaneKind.OBJECT) {
                objects[slot] = null;
            }
            return;
        }
        if (hasNulls) {
            nulls[slot / BITS] &= ~(1L << slot);
        }
        switch (kind) {
            case LONG -> longs[slot] = in.longs(column)[row];
            case DOUBLE -> doubles[slot] = in.doubles(column)[row];
            case OBJECT -> objects[slot] = in.objects(column)[row];
        }
    }

    /** Takes values of rows of a batch, each for its slot. */
    void setAll(int[] slots, int count, Batch in, int column, int[] rows) {
        if (hasNulls || in.nulls(column) != null) {
            for (int i = 0; i < count; i++) {
                set(slots[i], in, column, rows[i]);
            }
            return;
        }
        switch (kind) {
            case LONG -> {
                long[] lane = in.longs(column);
                for (int i = 0; i < count; i++) {
                    longs[slots[i]] = lane[rows[i]];
                }
            }
            case DOUBLE -> {
                double[] lane = in.doubles(column);
                for (int i = 0; i < count; i++) {
                    doubles[slots[i]] = lane[rows[i]];
                }
            }
            case OBJECT -> {
                @Nullable Object[] lane = in.objects(column);
                for (int i = 0; i < count; i++) {
                    objects[slots[i]] = lane[rows[i]];
                }
            }
        }
    }

    /** Takes values of rows of a batch, for slots that follow each other. */
    void setAll(int firstSlot, Batch in, int column, int[] rows, int count) {
        if (hasNulls || in.nulls(column) != null) {
            for (int i = 0; i < count; i++) {
                set(firstSlot + i, in, column, rows[i]);
            }
            return;
        }
        switch (kind) {
            case LONG -> {
                long[] lane = in.longs(column);
                for (int i = 0; i < count; i++) {
                    longs[firstSlot + i] = lane[rows[i]];
                }
            }
            case DOUBLE -> {
                double[] lane = in.doubles(column);
                for (int i = 0; i < count; i++) {
                    doubles[firstSlot + i] = lane[rows[i]];
                }
            }
            case OBJECT -> {
                @Nullable Object[] lane = in.objects(column);
                for (int i = 0; i < count; i++) {
                    objects[firstSlot + i] = lane[rows[i]];
                }
            }
        }
    }

    /** Takes a long. */
    void set(int slot, long value) {
        if (hasNulls) {
            nulls[slot / BITS] &= ~(1L << slot);
        }
        longs[slot] = value;
    }

    /** Takes the value of a slot of another lane of this kind. */
    void set(int slot, Lane other, int otherSlot) {
        if (other.isNull(otherSlot)) {
            hasNulls = true;
            nulls[slot / BITS] |= 1L << slot;
            if (kind == LaneKind.OBJECT) {
                objects[slot] = null;
            }
            return;
        }
        if (hasNulls) {
            nulls[slot / BITS] &= ~(1L << slot);
        }
        switch (kind) {
            case LONG -> longs[slot] = other.longs[otherSlot];
            case DOUBLE -> doubles[slot] = other.doubles[otherSlot];
            case OBJECT -> objects[slot] = other.objects[otherSlot];
        }
    }

    /** Whether the value of a slot of another lane of this kind is the one here. */
    boolean equalsValue(int slot, Lane other, int otherSlot) {
        boolean isNull = isNull(slot);
        if (isNull || other.isNull(otherSlot)) {
            return isNull && other.isNull(otherSlot);
        }
        return switch (kind) {
            case LONG -> longs[slot] == other.longs[otherSlot];
            case DOUBLE -> StateValues.equal(doubles[slot], other.doubles[otherSlot]);
            case OBJECT -> StateValues.equal(objects[slot], other.objects[otherSlot]);
        };
    }

    /** Gives the values of slots to rows of a batch that is being filled. */
    void getAll(int[] slots, int count, Batch out, int column, int firstRow) {
        if (hasNulls) {
            for (int i = 0; i < count; i++) {
                get(slots[i], out, column, firstRow + i);
            }
            return;
        }
        switch (kind) {
            case LONG -> {
                long[] lane = out.longs(column);
                for (int i = 0; i < count; i++) {
                    lane[firstRow + i] = longs[slots[i]];
                }
            }
            case DOUBLE -> {
                double[] lane = out.doubles(column);
                for (int i = 0; i < count; i++) {
                    lane[firstRow + i] = doubles[slots[i]];
                }
            }
            case OBJECT -> {
                @Nullable Object[] lane = out.objects(column);
                for (int i = 0; i < count; i++) {
                    lane[firstRow + i] = objects[slots[i]];
                }
            }
        }
    }

    /** Gives a value to a batch that is being filled. */
    void get(int slot, Batch out, int column, int row) {
        if (isNull(slot)) {
            out.setNull(column, row);
            return;
        }
        switch (kind) {
            case LONG -> out.longs(column)[row] = longs[slot];
            case DOUBLE -> out.doubles(column)[row] = doubles[slot];
            case OBJECT -> out.objects(column)[row] = objects[slot];
        }
    }

    /** Whether a value of a batch is the one here. */
    boolean equalsValue(int slot, Batch in, int column, int row) {
        boolean isNull = isNull(slot);
        if (isNull || in.isNull(column, row)) {
            return isNull && in.isNull(column, row);
        }
        return switch (kind) {
            case LONG -> longs[slot] == in.longs(column)[row];
            case DOUBLE -> StateValues.equal(doubles[slot], in.doubles(column)[row]);
            case OBJECT -> StateValues.equal(objects[slot], in.objects(column)[row]);
        };
    }

    /** Order of two slots, NULL after everything. */
    int compare(int left, int right) {
        boolean isNull = isNull(left);
        if (isNull || isNull(right)) {
            return Boolean.compare(isNull, isNull(right));
        }
        return switch (kind) {
            case LONG -> Long.compare(longs[left], longs[right]);
            case DOUBLE -> StateValues.compare(doubles[left], doubles[right]);
            case OBJECT -> StateValues.compare(object(left), object(right));
        };
    }

    /** Order of the value of a slot and one of a batch, neither of which is NULL. */
    int compare(int slot, Batch in, int column, int row) {
        return switch (kind) {
            case LONG -> Long.compare(longs[slot], in.longs(column)[row]);
            case DOUBLE -> StateValues.compare(doubles[slot], in.doubles(column)[row]);
            case OBJECT -> StateValues.compare(object(slot), Objects.requireNonNull(in.objects(column)[row]));
        };
    }

    private Object object(int slot) {
        Object value = objects[slot];
        if (value == null) {
            throw new IllegalStateException("no value in slot " + slot);
        }
        return value;
    }

    /** Lets go of what a slot refers to. */
    void forget(int slot) {
        if (kind == LaneKind.OBJECT) {
            objects[slot] = null;
        }
        if (hasNulls) {
            nulls[slot / BITS] &= ~(1L << slot);
        }
    }

    /** Lets go of the first slots. */
    void clear(int used) {
        if (kind == LaneKind.OBJECT) {
            Arrays.fill(objects, 0, used, null);
        }
        if (hasNulls) {
            Arrays.fill(nulls, 0);
            hasNulls = false;
        }
    }

    /** Bytes of the arrays; of objects, their estimated size too. */
    long bytes(int used) {
        long total = 8L * (longs.length + doubles.length + nulls.length) + 4L * objects.length;
        if (kind == LaneKind.OBJECT) {
            for (int slot = 0; slot < used; slot++) {
                total += StateValues.bytes(objects[slot]);
            }
        }
        return total;
    }

    /** Writes or reads the first slots, for which there is room. */
    void persist(StateArchive archive, int used, LaneObjects how) {
        hasNulls = archive.flag(hasNulls);
        if (hasNulls) {
            archive.longs(nulls, (used + BITS - 1) / BITS);
        }
        switch (kind) {
            case LONG -> archive.longs(longs, used);
            case DOUBLE -> archive.doubles(doubles, used);
            case OBJECT -> {
                for (int slot = 0; slot < used; slot++) {
                    objects[slot] = how.persist(archive, objects[slot]);
                }
            }
        }
    }

    /** Mixes the value of a slot into a hash, as {@link Hashing} does with that of a batch. */
    long mix(long state, int slot) {
        if (isNull(slot)) {
            return Hashing.mixNull(state);
        }
        return switch (kind) {
            case LONG -> Hashing.mix(state, longs[slot]);
            case DOUBLE -> Hashing.mix(state, Hashing.bitsOf(doubles[slot]));
            case OBJECT -> Hashing.mixObject(state, objects[slot]);
        };
    }
}
