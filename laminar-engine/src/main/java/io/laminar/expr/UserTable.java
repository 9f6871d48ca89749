package io.laminar.expr;

import io.laminar.api.DataType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table function of the user.
 *
 * @param collection gives its rows as an array
 */
public record UserTable(UserFunction collection) implements UserRoutine {
    public UserTable {
        DataType result = collection.result();
        if (result.kind() != DataType.Kind.ARRAY || result.arguments().get(0).kind() != DataType.Kind.ROW) {
            throw new IllegalArgumentException("must give an array of rows but gives " + result);
        }
    }

    @Override
    public List<DataType> parameters() {
        return collection.parameters();
    }

    @Override
    public DataType result() {
        return collection.result();
    }

    /** Names of its columns. */
    public List<String> columns() {
        return row().fieldNames();
    }

    private DataType row() {
        return result().arguments().get(0);
    }

    /** Its columns as CREATE FUNCTION has them: {@code TABLE (a BIGINT, b VARCHAR)}. */
    @Override
    public String resultName() {
        DataType row = row();
        return IntStream.range(0, row.arguments().size())
                .mapToObj(i ->
                        row.fieldNames().get(i) + " " + row.arguments().get(i).sqlName())
                .collect(Collectors.joining(", ", "TABLE (", ")"));
    }
}
