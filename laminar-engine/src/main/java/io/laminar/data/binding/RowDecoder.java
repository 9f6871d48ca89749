package io.laminar.data.binding;

import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes Java objects of rows of batches. Made once for a class and a schema; immutable, safe to use from any
 * thread.
 *
 * @param <T> record, bean, {@link Row}, {@link Map}, {@code Object[]}, {@link List}, or for a single column the value
 */
public abstract class RowDecoder<T> {
    RowDecoder() {}

    /**
     * A decoder. Records get their values through the canonical constructor, beans through setters, matched to columns
     * by name as {@link RowEncoder#of} does. Columns without a component are left out.
     *
     * @throws LaminarException with {@code BINDING_MISMATCH} when a component has no column or cannot hold its values
     */
    public static <T> RowDecoder<T> of(Class<T> type, Schema schema) {
        if (type.isAssignableFrom(ArrayRow.class)) {
            return typed(new OfFunction(ArrayRow::of));
        }
        if (type.isRecord()) {
            return typed(MemberDecoder.ofRecord(type, schema));
        }
        if (type == Object[].class) {
            return typed(new OfFunction(ArrayRow::valuesOf));
        }
        if (type.isAssignableFrom(LinkedHashMap.class)) {
            return typed(new OfFunction(RowDecoder::map));
        }
        if (List.class.isAssignableFrom(type) || type == java.util.Collection.class) {
            return typed(new OfFunction(RowDecoder::list));
        }
        if (PlainTypes.isPlain(type)) {
            PlainTypes.requireSingleColumn(type, schema);
            return new MemberDecoder.OfValue<>(type, schema);
        }
        return new MemberDecoder.OfBean<>(type, schema);
    }

    /**
     * The row as an object that has nothing to do with the batch any more.
     *
     * @return null only where T is a single value and that is NULL
     * @throws LaminarException with {@code BINDING_MISMATCH} when a value does not fit its component
     */
    public abstract T decode(Batch batch, int row);

    private static Map<String, @Nullable Object> map(Batch batch, int row) {
        Schema schema = batch.schema();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int column = 0; column < schema.size(); column++) {
            map.put(schema.field(column).name(), Values.toJava(batch, column, row));
        }
        return map;
    }

    private static List<@Nullable Object> list(Batch batch, int row) {
        return Collections.unmodifiableList(Arrays.asList(ArrayRow.valuesOf(batch, row)));
    }

    // The class decides what the function gives, which the caller looked at just before.
    @SuppressWarnings("unchecked")
    private static <T> RowDecoder<T> typed(RowDecoder<?> decoder) {
        return (RowDecoder<T>) decoder;
    }

    @FunctionalInterface
    private interface Function {
        Object apply(Batch batch, int row);
    }

    private static final class OfFunction extends RowDecoder<Object> {
        private final Function function;

        OfFunction(Function function) {
            this.function = function;
        }

        @Override
        public Object decode(Batch batch, int row) {
            return function.apply(batch, row);
        }
    }
}
