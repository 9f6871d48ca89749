package io.laminar.data.binding;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;

/** Encoders of records and beans, one {@link ColumnWriter} for each column. */
final class MemberEncoder {
    private MemberEncoder() {}

    static <T> RowEncoder<T> of(List<Member> members, Class<T> type, Schema schema) {
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
        List<MethodHandle> steps = new ArrayList<>();
        for (int column = 0; column < byColumn.length; column++) {
            ColumnWriter writer = byColumn[column] == null
                    ? absent(schema, column, type)
                    : ColumnWriter.of(byColumn[column], schema.field(column), column);
            steps.add(writer.handle().asType(ConstantHandles.WRITE));
        }
        return ConstantHandles.encoder(ConstantHandles.sequence(steps));
    }

    private static ColumnWriter absent(Schema schema, int column, Class<?> type) {
        if (!schema.type(column).nullable()) {
            throw new LaminarException(
                    ErrorCode.BINDING_MISMATCH,
                    "column " + schema.field(column) + " has no component in " + type.getName()
                            + "; add one, or declare the column without NOT NULL");
        }
        return new ColumnWriter.Absent(column);
    }
}
