package io.laminar.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of type ARRAY. It is plain memory and stays valid after its result set is closed. */
final class ListArray implements Array {
    private final List<?> elements;

    ListArray(List<?> elements) {
        this.elements = elements;
    }

    /** The elements of any {@link Array}. */
    static List<?> elements(Array array) throws SQLException {
        if (array instanceof ListArray own) {
            return own.elements;
        }
        Object content = array.getArray();
        if (content instanceof Object[] objects) {
            return Collections.unmodifiableList(Arrays.asList(objects));
        }
        throw Values.mismatch(content, "an array of objects", null);
    }

    @Override
    public String getBaseTypeName() {
        return "OTHER";
    }

    @Override
    public int getBaseType() {
        return Types.OTHER;
    }

    @Override
    public @Nullable Object[] getArray() {
        return elements.toArray();
    }

    @Override
    public @Nullable Object[] getArray(@Nullable Map<String, Class<?>> map) {
        return getArray();
    }

    @Override
    public @Nullable Object[] getArray(long index, int count) throws SQLException {
        if (index < 1 || count < 0 || index - 1 + count > elements.size()) {
            throw Values.mismatch(
                    index + ", " + count, "a range of the " + elements.size() + " elements, counted from 1", null);
        }
        return elements.subList((int) index - 1, (int) index - 1 + count).toArray();
    }

    @Override
    public @Nullable Object[] getArray(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getArray(index, count);
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        throw SqlErrors.unsupported("an array is not read as a result set; use getArray()");
    }

    @Override
    public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        return getResultSet();
    }

    @Override
    public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map) throws SQLException {
        return getResultSet();
    }

    @Override
    public void free() {
        // Nothing is held.
    }

    @Override
    public String toString() {
        return elements.toString();
    }
}
