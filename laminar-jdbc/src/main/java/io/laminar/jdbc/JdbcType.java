package io.laminar.jdbc;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSetMetaData;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;

/**
 * How JDBC sees a type of the dialect.
 *
 * @param sqlType number in {@link Types}
 * @param javaClass class of what {@code getObject} gives
 * @param precision digits, characters or bytes at most; 0 where there is no bound
 * @param displaySize characters of the text at most; 0 where there is no bound
 */
record JdbcType(int sqlType, Class<?> javaClass, int precision, int displaySize) {
    static JdbcType of(DataType type) {
        int length = Math.max(0, type.precision());
        return switch (type.kind()) {
            case BOOLEAN -> new JdbcType(Types.BOOLEAN, Boolean.class, 1, 5);
            case TINYINT -> new JdbcType(Types.TINYINT, Integer.class, 3, 4);
            case SMALLINT -> new JdbcType(Types.SMALLINT, Integer.class, 5, 6);
            case INTEGER -> new JdbcType(Types.INTEGER, Integer.class, 10, 11);
            case BIGINT -> new JdbcType(Types.BIGINT, Long.class, 19, 20);
            case REAL -> new JdbcType(Types.REAL, Float.class, 7, 15);
            case DOUBLE -> new JdbcType(Types.DOUBLE, Double.class, 15, 25);
            case DECIMAL -> new JdbcType(Types.DECIMAL, BigDecimal.class, length, length + 2);
            case CHAR -> new JdbcType(Types.CHAR, String.class, length, length);
            case VARCHAR, JSON -> new JdbcType(Types.VARCHAR, String.class, length, length);
            case BINARY -> new JdbcType(Types.BINARY, byte[].class, length, 2 * length);
            case VARBINARY -> new JdbcType(Types.VARBINARY, byte[].class, length, 2 * length);
            case DATE -> new JdbcType(Types.DATE, Date.class, 10, 10);
            case TIME -> new JdbcType(Types.TIME, Time.class, 15, 15);
            case TIMESTAMP -> new JdbcType(Types.TIMESTAMP, Timestamp.class, 26, 26);
            case TIMESTAMP_LTZ -> new JdbcType(Types.TIMESTAMP_WITH_TIMEZONE, OffsetDateTime.class, 27, 27);
            case INTERVAL_DAY -> new JdbcType(Types.OTHER, Duration.class, 0, 0);
            case INTERVAL_YEAR -> new JdbcType(Types.OTHER, Period.class, 0, 0);
            case ARRAY -> new JdbcType(Types.ARRAY, Array.class, 0, 0);
            case MAP, ROW -> new JdbcType(Types.JAVA_OBJECT, Map.class, 0, 0);
            case UUID -> new JdbcType(Types.OTHER, UUID.class, 36, 36);
            case NULL -> new JdbcType(Types.NULL, Object.class, 0, 4);
        };
    }

    /** Fractional digits of a type: those after the point of a DECIMAL, those of the second of a TIME. */
    static int scale(DataType type) {
        return switch (type.kind()) {
            case DECIMAL -> type.scale();
            case TIME, TIMESTAMP, TIMESTAMP_LTZ -> type.precision() == DataType.UNSPECIFIED ? 6 : type.precision();
            default -> 0;
        };
    }

    /** The columns of a result. */
    static List<ColumnMetaData> columns(Schema schema) {
        List<ColumnMetaData> columns = new ArrayList<>(schema.size());
        for (int i = 0; i < schema.size(); i++) {
            columns.add(column(i, schema.field(i)));
        }
        return columns;
    }

    private static ColumnMetaData column(int index, Field field) {
        DataType type = field.type();
        JdbcType jdbc = of(type);
        return new ColumnMetaData(
                index,
                false,
                type.isCharacter(),
                true,
                false,
                type.nullable() ? ResultSetMetaData.columnNullable : ResultSetMetaData.columnNoNulls,
                type.isNumeric(),
                jdbc.displaySize,
                field.name(),
                field.name(),
                "",
                jdbc.precision,
                scale(type),
                "",
                "",
                ColumnMetaData.scalar(jdbc.sqlType, typeName(type), ColumnMetaData.Rep.OBJECT),
                true,
                false,
                false,
                jdbc.javaClass.getName());
    }

    /** The parameters of a prepared statement. */
    static List<AvaticaParameter> parameters(List<DataType> types) {
        List<AvaticaParameter> parameters = new ArrayList<>(types.size());
        for (DataType type : types) {
            JdbcType jdbc = of(type);
            parameters.add(new AvaticaParameter(
                    type.isNumeric(),
                    jdbc.precision,
                    scale(type),
                    jdbc.sqlType,
                    typeName(type),
                    jdbc.javaClass.getName(),
                    "?" + (parameters.size() + 1)));
        }
        return parameters;
    }

    /** The name of a type without its length, as JDBC wants it; nested types keep their arguments. */
    static String typeName(DataType type) {
        return switch (type.kind()) {
            case ARRAY, MAP, ROW, INTERVAL_DAY, INTERVAL_YEAR -> type.sqlName();
            default -> type.kind().name();
        };
    }
}
