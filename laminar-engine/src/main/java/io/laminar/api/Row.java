package io.laminar.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row, immutable. A value has the Java type that JDBC gives its SQL type: {@link Boolean}, {@link
 * Byte}, {@link Short}, {@link Integer}, {@link Long}, {@link Float}, {@link Double}, {@link
 * java.math.BigDecimal}, {@link String} (also JSON), {@code byte[]}, {@link java.time.LocalDate}, {@link
 * java.time.LocalTime}, {@link java.time.LocalDateTime} (TIMESTAMP), {@link java.time.Instant}
 * (TIMESTAMP_LTZ), {@link java.time.Duration}, {@link java.time.Period}, {@link java.util.List}, {@link
 * java.util.Map}, {@link java.util.UUID}, or null for SQL NULL. A nested ROW is a {@link java.util.Map}.
 */
public interface Row {
    /** The columns. */
    Schema schema();

    /** The value of the column at an index from 0. */
    @Nullable
    Object get(int column);

    /**
     * The value of the column with a name; case is ignored.
     *
     * @throws LaminarException with {@code COLUMN_NOT_FOUND}
     */
    default @Nullable Object get(String name) {
        int column = schema().indexOf(name);
        if (column < 0) {
            throw new LaminarException(
                    ErrorCode.COLUMN_NOT_FOUND, "no column " + name + "; the columns are " + schema().names());
        }
        return get(column);
    }

    /** Number of columns. */
    default int size() {
        return schema().size();
    }

    /** Column names and values, in order. */
    default Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            map.put(schema().field(i).name(), get(i));
        }
        return map;
    }
}
