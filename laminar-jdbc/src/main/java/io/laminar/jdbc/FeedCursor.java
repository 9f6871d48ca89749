package io.laminar.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.util.ArrayImpl;
import org.apache.calcite.avatica.util.Cursor;
import org.jspecify.annotations.Nullable;

/** Avatica's view of a {@link RowFeed}: the place in it, and one accessor for each column. */
final class FeedCursor implements Cursor {
    private final RowFeed feed;
    private boolean wasNull;

    FeedCursor(RowFeed feed) {
        this.feed = feed;
    }

    @Override
    public List<Accessor> createAccessors(
            List<ColumnMetaData> columns, Calendar calendar, ArrayImpl.@Nullable Factory arrays) {
        List<Accessor> accessors = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            accessors.add(new ValueAccessor(this, i, columns.get(i).type.id, calendar));
        }
        return accessors;
    }

    @Override
    public boolean next() throws SQLException {
        return feed.advance();
    }

    /** The value of the current row in a column from 0, remembering whether it was NULL. */
    @Nullable
    Object read(int column) throws SQLException {
        Object value = feed.value(column);
        wasNull = value == null;
        return value;
    }

    @Override
    public boolean wasNull() {
        return wasNull;
    }

    @Override
    public void close() {
        feed.close();
    }
}
