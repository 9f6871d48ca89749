package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.SqlPosition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Translates types between Calcite and the engine. JSON is VARCHAR to Calcite. */
final class Types {
    /** Makes all types of Calcite; text is Unicode. */
    static final RelDataTypeFactory FACTORY = new JavaTypeFactoryImpl(new LaminarTypeSystem()) {
        @Override
        public java.nio.charset.Charset getDefaultCharset() {
            return StandardCharsets.UTF_8;
        }
    };

    private Types() {}

    /** The type as Calcite knows it. */
    static RelDataType toCalcite(DataType type) {
        return FACTORY.createTypeWithNullability(bare(type), type.nullable());
    }

    private static RelDataType bare(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN -> FACTORY.createSqlType(SqlTypeName.BOOLEAN);
            case TINYINT -> FACTORY.createSqlType(SqlTypeName.TINYINT);
            case SMALLINT -> FACTORY.createSqlType(SqlTypeName.SMALLINT);
            case INTEGER -> FACTORY.createSqlType(SqlTypeName.INTEGER);
            case BIGINT -> FACTORY.createSqlType(SqlTypeName.BIGINT);
            case REAL -> FACTORY.createSqlType(SqlTypeName.REAL);
            case DOUBLE -> FACTORY.createSqlType(SqlTypeName.DOUBLE);
            case DECIMAL -> FACTORY.createSqlType(SqlTypeName.DECIMAL, type.precision(), type.scale());
            case CHAR -> sized(SqlTypeName.CHAR, type);
            case VARCHAR -> sized(SqlTypeName.VARCHAR, type);
            case JSON -> FACTORY.createSqlType(SqlTypeName.VARCHAR);
            case BINARY -> sized(SqlTypeName.BINARY, type);
            case VARBINARY -> sized(SqlTypeName.VARBINARY, type);
            case DATE -> FACTORY.createSqlType(SqlTypeName.DATE);
            case TIME -> sized(SqlTypeName.TIME, type);
            case TIMESTAMP -> sized(SqlTypeName.TIMESTAMP, type);
            case TIMESTAMP_LTZ -> sized(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, type);
            case INTERVAL_DAY ->
                FACTORY.createSqlIntervalType(new SqlIntervalQualifier(
                        org.apache.calcite.avatica.util.TimeUnit.DAY,
                        org.apache.calcite.avatica.util.TimeUnit.SECOND,
                        SqlParserPos.ZERO));
            case INTERVAL_YEAR ->
                FACTORY.createSqlIntervalType(new SqlIntervalQualifier(
                        org.apache.calcite.avatica.util.TimeUnit.YEAR,
                        org.apache.calcite.avatica.util.TimeUnit.MONTH,
                        SqlParserPos.ZERO));
            case ARRAY -> FACTORY.createArrayType(toCalcite(type.arguments().get(0)), -1);
            case MAP ->
                FACTORY.createMapType(
                        toCalcite(type.arguments().get(0)),
                        toCalcite(type.arguments().get(1)));
            case ROW ->
                FACTORY.createStructType(
                        type.arguments().stream().map(Types::toCalcite).toList(), type.fieldNames());
            case UUID -> FACTORY.createSqlType(SqlTypeName.UUID);
            case NULL -> FACTORY.createSqlType(SqlTypeName.NULL);
        };
    }

    private static RelDataType sized(SqlTypeName name, DataType type) {
        return type.precision() == DataType.UNSPECIFIED
                ? FACTORY.createSqlType(name)
                : FACTORY.createSqlType(name, type.precision());
    }

    static RelDataType toCalcite(Schema schema) {
        return FACTORY.createStructType(
                schema.fields().stream().map(field -> toCalcite(field.type())).toList(), schema.names());
    }

    static Schema toSchema(RelDataType row) {
        return Schema.of(row.getFieldList().stream()
                .map(field -> new Field(field.getName(), of(field.getType())))
                .toList());
    }

    /**
     * The type as the engine knows it.
     *
     * @throws LaminarException with {@code UNSUPPORTED} when it has none
     */
    static DataType of(RelDataType type) {
        boolean isNullable = type.isNullable();
        int precision = type.getPrecision();
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> DataType.BOOLEAN.withNullable(isNullable);
            case TINYINT -> DataType.of(DataType.Kind.TINYINT).withNullable(isNullable);
            case SMALLINT -> DataType.of(DataType.Kind.SMALLINT).withNullable(isNullable);
            case INTEGER -> DataType.INTEGER.withNullable(isNullable);
            case BIGINT -> DataType.BIGINT.withNullable(isNullable);
            case REAL -> DataType.of(DataType.Kind.REAL).withNullable(isNullable);
            case FLOAT, DOUBLE -> DataType.DOUBLE.withNullable(isNullable);
            case DECIMAL -> decimal(precision, type.getScale()).withNullable(isNullable);
            case CHAR -> sized(DataType.Kind.CHAR, precision, isNullable);
            case VARCHAR -> sized(DataType.Kind.VARCHAR, precision, isNullable);
            case BINARY -> sized(DataType.Kind.BINARY, precision, isNullable);
            case VARBINARY -> sized(DataType.Kind.VARBINARY, precision, isNullable);
            case DATE -> DataType.DATE.withNullable(isNullable);
            case TIME -> sized(DataType.Kind.TIME, precision, isNullable);
            case TIMESTAMP -> sized(DataType.Kind.TIMESTAMP, precision, isNullable);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> sized(DataType.Kind.TIMESTAMP_LTZ, precision, isNullable);
            case INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH ->
                DataType.of(DataType.Kind.INTERVAL_YEAR).withNullable(isNullable);
            case INTERVAL_DAY,
                    INTERVAL_DAY_HOUR,
                    INTERVAL_DAY_MINUTE,
                    INTERVAL_DAY_SECOND,
                    INTERVAL_HOUR,
                    INTERVAL_HOUR_MINUTE,
                    INTERVAL_HOUR_SECOND,
                    INTERVAL_MINUTE,
                    INTERVAL_MINUTE_SECOND,
                    INTERVAL_SECOND -> DataType.of(DataType.Kind.INTERVAL_DAY).withNullable(isNullable);
            case ARRAY -> DataType.array(of(component(type.getComponentType()))).withNullable(isNullable);
            case MAP ->
                new DataType(
                        DataType.Kind.MAP,
                        DataType.UNSPECIFIED,
                        0,
                        isNullable,
                        List.of(of(component(type.getKeyType())), of(component(type.getValueType()))),
                        List.of());
            case ROW ->
                new DataType(
                        DataType.Kind.ROW,
                        DataType.UNSPECIFIED,
                        0,
                        isNullable,
                        type.getFieldList().stream()
                                .map(RelDataTypeField::getType)
                                .map(Types::of)
                                .toList(),
                        type.getFieldNames());
            case UUID -> DataType.of(DataType.Kind.UUID).withNullable(isNullable);
            case NULL -> DataType.of(DataType.Kind.NULL);
            default ->
                throw new LaminarException(
                        ErrorCode.UNSUPPORTED, "type " + type.getSqlTypeName() + " is not supported");
        };
    }

    private static RelDataType component(@Nullable RelDataType type) {
        return type == null ? FACTORY.createSqlType(SqlTypeName.NULL) : type;
    }

    private static DataType decimal(int precision, int scale) {
        if (scale < 0 || scale > precision) {
            throw new LaminarException(
                    ErrorCode.UNSUPPORTED,
                    "DECIMAL(" + precision + ", " + scale + ") needs a scale from 0 to precision");
        }
        return DataType.decimal(precision, scale);
    }

    private static DataType sized(DataType.Kind kind, int precision, boolean isNullable) {
        return new DataType(
                kind, precision < 0 ? DataType.UNSPECIFIED : precision, 0, isNullable, List.of(), List.of());
    }

    /**
     * The type that a column definition gives, nullable.
     *
     * @throws LaminarException with {@code VALIDATION_ERROR} when there is no such type
     */
    static DataType ofSpec(SqlDataTypeSpec spec, SqlPosition position) {
        if (spec.getTypeNameSpec() instanceof SqlUserDefinedTypeNameSpec userDefined) {
            String name = userDefined.getTypeName().toString();
            if (name.equalsIgnoreCase("JSON")) {
                return DataType.of(DataType.Kind.JSON);
            }
            RelDataType named = named(name);
            if (named == null) {
                throw new LaminarException(
                        ErrorCode.VALIDATION_ERROR,
                        "no type is called " + name
                                + io.laminar.api.Suggestions.didYouMean(
                                        name, List.of("VARCHAR", "STRING", "BIGINT", "INTEGER", "DOUBLE", "TIMESTAMP")),
                        position,
                        null);
            }
            return of(named).withNullable(true);
        }
        TypeLimits.check(spec, position);
        try {
            return of(spec.deriveType(CalciteFrontEnd.typeValidator(), true)).withNullable(true);
        } catch (RuntimeException cause) {
            throw PlanningErrors.of(cause, ErrorCode.VALIDATION_ERROR, position);
        }
    }

    /** Names of types that Calcite's grammar does not know. */
    static @Nullable RelDataType named(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "STRING", "TEXT", "JSON" -> FACTORY.createSqlType(SqlTypeName.VARCHAR);
            case "BYTES" -> FACTORY.createSqlType(SqlTypeName.VARBINARY);
            case "TIMESTAMP_LTZ" -> FACTORY.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
            default -> null;
        };
    }
}
