package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.List;

/** Encodes records and beans, one {@link ColumnWriter} for each column. */
final class MemberEncoder<T> extends RowEncoder<T> {
    private final Class<T> type;
    private final ColumnWriter[] writers;

    MemberEncoder(List<Member> members, Class<T> type, Schema schema) {
        this.type = type;
        Member[] byColumn = new Member[schema.size()];
        for (Member member : members) {
            int column = member.column(schema);
            if (byColumn[column] != null) {
                throw new LaminarException(
                        ErrorCode.BINDING_MISMATCH,
                        byColumn[column] + " and " + member + " both mean column "
                                + schema.field(column).name()
                                + "; keep one of them, or name another column with @Column");
            }
            byColumn[column] = member;
        }
        writers = new ColumnWriter[schema.size()];
        for (int column = 0; column < writers.length; column++) {
            writers[column] = byColumn[column] == null
                    ? absent(schema, column)
                    : ColumnWriter.of(byColumn[column], schema.field(column), column);
        }
    }

    private ColumnWriter absent(Schema schema, int column) {
        if (!schema.type(column).nullable()) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    "column " + schema.field(column) + " has no component in " + type.getName()
                            + "; add one, or declare the column without NOT NULL");
        }
        return new ColumnWriter.Absent(column);
    }

    @Override
    void write(T row, Batch out, int at) {
        Object subject = type.cast(row);
        for (ColumnWriter writer : writers) {
            writer.write(subject, out, at);
        }
    }
}
