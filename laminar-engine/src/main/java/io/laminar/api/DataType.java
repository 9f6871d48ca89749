package io.laminar.api;

import java.util.List;
import java.util.Objects;

/**
 * A type of the dialect ({@code sql.md} section 8), with its nullability.
 *
 * @param kind which type
 * @param precision digits of a DECIMAL, length of CHAR, VARCHAR, BINARY, VARBINARY, fractional digits
 *     of TIME and TIMESTAMP; {@link #UNSPECIFIED} where the type has none or it was not given
 * @param scale digits after the point of a DECIMAL; 0 otherwise
 * @param nullable whether NULL is a value of the type
 * @param arguments element type of an ARRAY; key and value type of a MAP; field types of a ROW;
 *     empty otherwise
 * @param fieldNames names of the fields of a ROW; empty otherwise
 */
public record DataType(
        Kind kind, int precision, int scale, boolean nullable, List<DataType> arguments, List<String> fieldNames) {

    /** No precision was given, or the type has none. */
    public static final int UNSPECIFIED = -1;

    public static final DataType BOOLEAN = of(Kind.BOOLEAN);
    public static final DataType INTEGER = of(Kind.INTEGER);
    public static final DataType BIGINT = of(Kind.BIGINT);
    public static final DataType DOUBLE = of(Kind.DOUBLE);
    public static final DataType VARCHAR = of(Kind.VARCHAR);
    public static final DataType DATE = of(Kind.DATE);
    public static final DataType TIME = new DataType(Kind.TIME, 6, 0, true, List.of(), List.of());
    public static final DataType TIMESTAMP = new DataType(Kind.TIMESTAMP, 6, 0, true, List.of(), List.of());
    public static final DataType TIMESTAMP_LTZ = new DataType(Kind.TIMESTAMP_LTZ, 6, 0, true, List.of(), List.of());

    /** The kinds of types. The comment says what a value is inside the engine. */
    public enum Kind {
        /** long 0 or 1. */
        BOOLEAN,
        /** long. */
        TINYINT,
        /** long. */
        SMALLINT,
        /** long. */
        INTEGER,
        /** long. */
        BIGINT,
        /** double that is a float. */
        REAL,
        /** double. */
        DOUBLE,
        /** long, unscaled, up to 18 digits; {@link java.math.BigDecimal} of the type's scale above. */
        DECIMAL,
        /** {@link String}. */
        CHAR,
        /** {@link String}. */
        VARCHAR,
        /** {@code byte[]}. */
        BINARY,
        /** {@code byte[]}. */
        VARBINARY,
        /** long, days since 1970-01-01. */
        DATE,
        /** long, microseconds since midnight. */
        TIME,
        /** long, microseconds since 1970-01-01T00:00, without zone. */
        TIMESTAMP,
        /** long, microseconds since 1970-01-01T00:00Z. */
        TIMESTAMP_LTZ,
        /** long, microseconds. */
        INTERVAL_DAY,
        /** long, months. */
        INTERVAL_YEAR,
        /** {@link List} of internal values. */
        ARRAY,
        /** {@link java.util.Map} of internal values. */
        MAP,
        /** {@code Object[]} of internal values. */
        ROW,
        /** {@link String} that is JSON text. */
        JSON,
        /** {@link java.util.UUID}. */
        UUID,
        /** The type of a bare NULL. */
        NULL
    }

    public DataType {
        Objects.requireNonNull(kind, "kind");
        arguments = List.copyOf(arguments);
        fieldNames = List.copyOf(fieldNames);
    }

    /** A nullable type without precision. */
    public static DataType of(Kind kind) {
        return new DataType(kind, UNSPECIFIED, 0, true, List.of(), List.of());
    }

    /** A nullable DECIMAL. */
    public static DataType decimal(int precision, int scale) {
        if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
            throw new IllegalArgumentException("DECIMAL(" + precision + ", " + scale + ") is out of range");
        }
        return new DataType(Kind.DECIMAL, precision, scale, true, List.of(), List.of());
    }

    /** A nullable ARRAY. */
    public static DataType array(DataType element) {
        return new DataType(Kind.ARRAY, UNSPECIFIED, 0, true, List.of(element), List.of());
    }

    /** The same type without NULL. */
    public DataType notNull() {
        return withNullable(false);
    }

    /** The same type, with or without NULL. */
    public DataType withNullable(boolean isNullable) {
        return isNullable == nullable ? this : new DataType(kind, precision, scale, isNullable, arguments, fieldNames);
    }

    /** Whether this is TINYINT, SMALLINT, INTEGER or BIGINT. */
    public boolean isInteger() {
        return kind == Kind.TINYINT || kind == Kind.SMALLINT || kind == Kind.INTEGER || kind == Kind.BIGINT;
    }

    /** Whether this is REAL or DOUBLE. */
    public boolean isApproximate() {
        return kind == Kind.REAL || kind == Kind.DOUBLE;
    }

    /** Whether arithmetic is defined. */
    public boolean isNumeric() {
        return isInteger() || isApproximate() || kind == Kind.DECIMAL;
    }

    /** Whether this is CHAR or VARCHAR. */
    public boolean isCharacter() {
        return kind == Kind.CHAR || kind == Kind.VARCHAR;
    }

    /** Whether this is TIMESTAMP or TIMESTAMP_LTZ, the types that can carry event time. */
    public boolean isTimestamp() {
        return kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMP_LTZ;
    }

    /** As in DDL: {@code DECIMAL(10, 2) NOT NULL}. */
    @Override
    public String toString() {
        return sqlName() + (nullable ? "" : " NOT NULL");
    }

    /** As in DDL, without nullability. */
    public String sqlName() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case CHAR, VARCHAR, BINARY, VARBINARY ->
                precision == UNSPECIFIED ? kind.name() : kind + "(" + precision + ")";
            case TIME, TIMESTAMP, TIMESTAMP_LTZ ->
                precision == UNSPECIFIED || precision == 6 ? kind.name() : kind + "(" + precision + ")";
            case INTERVAL_DAY -> "INTERVAL DAY TO SECOND";
            case INTERVAL_YEAR -> "INTERVAL YEAR TO MONTH";
            case ARRAY -> arguments.get(0) + " ARRAY";
            case MAP -> "MAP<" + arguments.get(0) + ", " + arguments.get(1) + ">";
            case ROW -> {
                StringBuilder text = new StringBuilder("ROW(");
                for (int i = 0; i < arguments.size(); i++) {
                    text.append(i == 0 ? "" : ", ")
                            .append(fieldNames.get(i))
                            .append(' ')
                            .append(arguments.get(i));
                }
                yield text.append(')').toString();
            }
            default -> kind.name();
        };
    }
}
