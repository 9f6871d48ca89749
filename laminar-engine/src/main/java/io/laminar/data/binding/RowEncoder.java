package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.List;
import java.util.Map;

/**
 * Writes Java objects as rows of batches. Made once for a class and a schema; immutable, safe to use from any
 * thread.
 *
 * @param <T> record, bean, {@link Map}, {@code Object[]}, {@link List}, {@link Row}, or for a single column the value
 */
public abstract class RowEncoder<T> {
    private static final PerClass<RowEncoder<?>> OF_MEMBERS = new PerClass<>(RowEncoder::ofMembers);

    RowEncoder() {}

    /**
     * An encoder. Components of records and properties of beans go to the columns of their name, ignoring case and
     * underscores, or of their {@link io.laminar.api.annotation.Column}; columns that get nothing are NULL. Maps are
     * matched likewise, key by key; arrays, lists and rows by position.
     *
     * @throws LaminarException with {@code BINDING_MISMATCH} when a component has no column, or a
     *     column that is NOT NULL has no component
     */
    public static <T> RowEncoder<T> of(Class<T> type, Schema schema) {
        if (type == Object[].class) {
            return typed(new PositionEncoder.OfArray(schema));
        }
        if (List.class.isAssignableFrom(type)) {
            return typed(new PositionEncoder.OfList(schema));
        }
        if (Row.class.isAssignableFrom(type)) {
            return typed(new PositionEncoder.OfRow(schema));
        }
        if (Map.class.isAssignableFrom(type)) {
            return typed(new MapEncoder(schema));
        }
        if (type.isRecord()) {
            return typed(OF_MEMBERS.get(type, schema));
        }
        if (PlainTypes.isPlain(type)) {
            PlainTypes.requireSingleColumn(type, schema);
            return typed(new PositionEncoder.OfValue(schema));
        }
        return typed(OF_MEMBERS.get(type, schema));
    }

    private static RowEncoder<?> ofMembers(Class<?> type, Schema schema) {
        List<Member> getters = type.isRecord() ? Members.ofRecord(type) : Members.getters(type);
        if (getters.isEmpty()) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    type.getName() + " has no properties; make it a record, a bean with getters, a Map or an Object[]");
        }
        return MemberEncoder.of(getters, type, schema);
    }

    /**
     * Writes one row. Does not change {@link Batch#rows()}.
     *
     * @param at position of the row, at or behind {@link Batch#rows()}
     * @throws LaminarException with {@code BINDING_MISMATCH} or {@code NULL_NOT_ALLOWED}; then nothing of the row stays
     */
    public final void encode(T row, Batch out, int at) {
        if (row == null) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH, "the row is null; for a row of NULLs give one null per column");
        }
        try {
            write(row, out, at);
        } catch (RuntimeException | Error e) {
            forget(out, at);
            throw e;
        }
    }

    abstract void write(T row, Batch out, int at);

    /** Takes back the NULL marks of a row that is not counted yet; the lanes need no cleaning. */
    private static void forget(Batch out, int at) {
        int rows = out.rows();
        if (at >= rows && at < out.capacity()) {
            out.rows(at + 1);
            out.truncate(rows);
        }
    }

    // The encoder takes any object of the class that was asked for, which the caller proved just before.
    @SuppressWarnings("unchecked")
    private static <T> RowEncoder<T> typed(RowEncoder<?> encoder) {
        return (RowEncoder<T>) encoder;
    }
}
