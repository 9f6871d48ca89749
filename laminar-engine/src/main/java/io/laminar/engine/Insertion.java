package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Suggestions;
import io.laminar.catalog.CatalogObject;
import io.laminar.data.binding.RowEncoder;
import io.laminar.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the rows of an INSERT into the columns of its target. */
final class Insertion {
    private final CatalogObject.Relation target;
    private final Statement.Insert statement;

    Insertion(CatalogObject.Relation target, Statement.Insert statement) {
        this.target = target;
        this.statement = statement;
    }

    /** Appends all rows or none; returns how many. */
    long run(RowsResult rows, SourceRuntime source) {
        int[] columns = targetColumns(rows.schema().size());
        List<Object[]> values = new ArrayList<>();
        for (Row row : rows) {
            @Nullable Object[] image = new @Nullable Object[target.schema().size()];
            for (int i = 0; i < columns.length; i++) {
                image[columns[i]] = row.get(i);
            }
            values.add(image);
        }
        source.main().channel().appendAll(RowEncoder.of(Object[].class, target.schema()), values);
        return values.size();
    }

    private int[] targetColumns(int given) {
        int expected = statement.columns().isEmpty() ? target.schema().size() : statement.columns().size();
        if (given != expected) {
            throw error(target.name() + " takes " + expected + " values but the rows have " + given);
        }
        int[] columns = new int[given];
        for (int i = 0; i < given; i++) {
            columns[i] = statement.columns().isEmpty() ? i : column(statement.columns().get(i));
        }
        return columns;
    }

    private int column(String name) {
        int column = target.schema().indexOf(name);
        if (column < 0) {
            throw new LaminarException(
                    ErrorCode.COLUMN_NOT_FOUND,
                    target.name() + " has no column " + name
                            + Suggestions.didYouMean(name, target.schema().names()),
                    statement.position(),
                    null);
        }
        return column;
    }

    private LaminarException error(String detail) {
        return new LaminarException(ErrorCode.VALIDATION_ERROR, detail, statement.position(), null);
    }
}
