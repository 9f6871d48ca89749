package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.binding.RowEncoder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.BaseStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes rows of what a user's table function gives. Immutable, for any thread. */
final class TableRows {
    /** Most rows of one call: they are held until the last is there. */
    static final int LIMIT = 1_000_000;

    private static final MethodHandle ROWS = rows();

    private final Schema schema;

    /** @param row type of a row */
    TableRows(DataType row) {
        this.schema = Schema.of(IntStream.range(0, row.arguments().size())
                .mapToObj(
                        i -> new Field(row.fieldNames().get(i), row.arguments().get(i)))
                .toList());
    }

    Schema schema() {
        return schema;
    }

    /** Of an object to a list of rows. */
    MethodHandle handle() {
        return ROWS.bindTo(this);
    }

    private static MethodHandle rows() {
        try {
            return MethodHandles.lookup()
                    .findVirtual(TableRows.class, "of", MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** The rows of a stream, iterable, iterator or array; null, which is no rows, of null. */
    @Nullable
    Object of(@Nullable Object given) {
        if (given == null) {
            return null;
        }
        if (given instanceof BaseStream<?, ?> stream) {
            try (stream) {
                return all(stream.iterator());
            }
        }
        if (given instanceof Object[] array) {
            return all(Arrays.asList(array).iterator());
        }
        if (given instanceof Iterator<?> iterator) {
            return all(iterator);
        }
        if (given instanceof Iterable<?> iterable) {
            return all(iterable.iterator());
        }
        throw new IllegalArgumentException(given.getClass().getName() + " is no stream, iterable, iterator or array");
    }

    private List<@Nullable Object[]> all(Iterator<? extends @Nullable Object> elements) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        Batch batch = new Batch(schema, 1);
        Class<?> encoded = Void.class;
        RowEncoder<Object> encoder = null;
        while (elements.hasNext()) {
            if (rows.size() == LIMIT) {
                throw new IllegalStateException("more than " + LIMIT + " rows of one call");
            }
            Object element = elements.next();
            if (element == null) {
                rows.add(new @Nullable Object[schema.size()]);
                continue;
            }
            Class<?> type = element instanceof Object[] ? Object[].class : element.getClass();
            if (encoder == null || type != encoded) {
                encoder = encoder(type);
                encoded = type;
            }
            rows.add(row(element, encoder, batch));
        }
        return rows;
    }

    @SuppressWarnings("unchecked") // it is given objects of this class alone
    private RowEncoder<Object> encoder(Class<?> type) {
        return (RowEncoder<Object>) RowEncoder.of(type, schema);
    }

    private @Nullable Object[] row(Object element, RowEncoder<Object> encoder, Batch batch) {
        encoder.encode(element, batch, 0);
        batch.rows(1);
        @Nullable Object[] row = new Object[schema.size()];
        for (int column = 0; column < row.length; column++) {
            if (!batch.isNull(column, 0)) {
                row[column] = switch (batch.kind(column)) {
                    case LONG -> batch.longs(column)[0];
                    case DOUBLE -> batch.doubles(column)[0];
                    case OBJECT -> batch.objects(column)[0];
                };
            }
        }
        batch.clear();
        return row;
    }
}
