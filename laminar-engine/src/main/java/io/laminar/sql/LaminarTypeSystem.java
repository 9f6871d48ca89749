package io.laminar.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** Limits and results of types as {@code DataType} has them: 38 digits, microseconds. */
final class LaminarTypeSystem extends RelDataTypeSystemImpl {
    private static final int MAX_DECIMAL_DIGITS = 38;
    private static final int FRACTION_DIGITS = 6;

    /** Digits of the first field of an interval without a precision; the standard's 2 would refuse INTERVAL '120' MINUTE. */
    private static final int INTERVAL_DIGITS = 9;

    /** Digits that an average of DECIMAL has behind the point, beyond those of its argument. */
    private static final int AVERAGE_DIGITS = 6;

    @Override
    public int getMaxPrecision(SqlTypeName type) {
        return switch (type) {
            case DECIMAL -> MAX_DECIMAL_DIGITS;
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> FRACTION_DIGITS;
            default -> super.getMaxPrecision(type);
        };
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
        return type == SqlTypeName.DECIMAL ? MAX_DECIMAL_DIGITS : super.getMaxScale(type);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
        return switch (type) {
            case DECIMAL -> MAX_DECIMAL_DIGITS;
            case TIME, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> FRACTION_DIGITS;
            default -> SqlTypeName.INTERVAL_TYPES.contains(type) ? INTERVAL_DIGITS : super.getDefaultPrecision(type);
        };
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
        return switch (argument.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> alike(types, SqlTypeName.BIGINT, argument);
            case REAL, FLOAT, DOUBLE -> alike(types, SqlTypeName.DOUBLE, argument);
            case DECIMAL -> decimal(types, argument.getScale(), argument);
            default -> argument;
        };
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
        return switch (argument.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT, REAL, FLOAT, DOUBLE -> alike(types, SqlTypeName.DOUBLE, argument);
            case DECIMAL ->
                decimal(types, Math.min(argument.getScale() + AVERAGE_DIGITS, MAX_DECIMAL_DIGITS), argument);
            default -> argument;
        };
    }

    private static RelDataType alike(RelDataTypeFactory types, SqlTypeName name, RelDataType argument) {
        return types.createTypeWithNullability(types.createSqlType(name), argument.isNullable());
    }

    private static RelDataType decimal(RelDataTypeFactory types, int scale, RelDataType argument) {
        return types.createTypeWithNullability(
                types.createSqlType(SqlTypeName.DECIMAL, MAX_DECIMAL_DIGITS, scale), argument.isNullable());
    }
}
