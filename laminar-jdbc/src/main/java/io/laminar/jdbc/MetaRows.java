package io.laminar.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.avatica.ColumnMetaData;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one call of {@link java.sql.DatabaseMetaData}, being filled: columns as its specification names them, and
 * rows.
 */
final class MetaRows {
    private final List<ColumnMetaData> columns = new ArrayList<>();
    private final List<Object> rows = new ArrayList<>();

    /**
     * @param names names of the columns, separated by blanks; a name followed by {@code :i} is an INTEGER, by {@code :s} a
     *     SMALLINT, by {@code :b} a BOOLEAN, and the others are VARCHAR
     */
    MetaRows(String names) {
        for (String name : names.split(" ", -1)) {
            String[] parts = name.split(":", -1);
            String type = parts.length == 1 ? "" : parts[1];
            columns.add(
                    switch (type) {
                        case "i" -> column(parts[0], Types.INTEGER, "INTEGER", Integer.class);
                        case "s" -> column(parts[0], Types.SMALLINT, "SMALLINT", Integer.class);
                        case "b" -> column(parts[0], Types.BOOLEAN, "BOOLEAN", Boolean.class);
                        default -> column(parts[0], Types.VARCHAR, "VARCHAR", String.class);
                    });
        }
    }

    /** Adds a row with one value for each column. */
    MetaRows add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
        }
        rows.add(Collections.unmodifiableList(Arrays.asList(values)));
        return this;
    }

    List<ColumnMetaData> columns() {
        return columns;
    }

    /** The rows, each a list of values. */
    List<Object> rows() {
        return rows;
    }

    private ColumnMetaData column(String name, int sqlType, String typeName, Class<?> javaClass) {
        return new ColumnMetaData(
                columns.size(),
                false,
                false,
                true,
                false,
                ResultSetMetaData.columnNullable,
                Number.class.isAssignableFrom(javaClass),
                0,
                name,
                name,
                "",
                0,
                0,
                "",
                "",
                ColumnMetaData.scalar(sqlType, typeName, ColumnMetaData.Rep.OBJECT),
                true,
                false,
                false,
                javaClass.getName());
    }
}
