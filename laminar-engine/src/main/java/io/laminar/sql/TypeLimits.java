package io.laminar.sql;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCollectionTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlMapTypeNameSpec;
import org.apache.calcite.sql.SqlRowTypeNameSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.type.SqlTypeName;

/** Refuses types with more digits than values have, which Calcite would cut without a word. */
final class TypeLimits {
    private static final int DECIMAL_DIGITS = 38;
    private static final int SECOND_DIGITS = 6;

    private TypeLimits() {}

    static void check(SqlDataTypeSpec type, SqlPosition position) {
        check(type.getTypeNameSpec(), position);
    }

    private static void check(SqlTypeNameSpec type, SqlPosition position) {
        if (type instanceof SqlBasicTypeNameSpec basic) {
            checkDigits(basic, position);
        } else if (type instanceof SqlCollectionTypeNameSpec collection) {
            check(collection.getElementTypeName(), position);
        } else if (type instanceof SqlMapTypeNameSpec map) {
            check(map.getKeyType(), position);
            check(map.getValType(), position);
        } else if (type instanceof SqlRowTypeNameSpec row) {
            row.getFieldTypes().forEach(field -> check(field, position));
        }
    }

    private static void checkDigits(SqlBasicTypeNameSpec type, SqlPosition position) {
        SqlTypeName name = SqlTypeName.get(type.getTypeName().getSimple());
        if (name == null) {
            return;
        }
        int most = switch (name) {
            case DECIMAL -> DECIMAL_DIGITS;
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_TZ -> SECOND_DIGITS;
            default -> Integer.MAX_VALUE;
        };
        if (type.getPrecision() > most) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    name.getName() + "(" + type.getPrecision() + ") has more digits than the " + most
                            + (most == SECOND_DIGITS ? " of a second" : "") + " that values have; write "
                            + name.getName() + "(" + most + ")",
                    position,
                    null);
        }
    }
}
