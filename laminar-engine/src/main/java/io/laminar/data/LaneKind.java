package io.laminar.data;

import io.laminar.api.DataType;

/** The three kinds of lane that a column of a {@link Batch} can be. */
public enum LaneKind {
    /** {@code long[]}. */
    LONG,
    /** {@code double[]}. */
    DOUBLE,
    /** {@code Object[]}. */
    OBJECT;

    /** Digits that a DECIMAL can have to be an unscaled long. */
    public static final int MAX_LONG_DECIMAL_PRECISION = 18;

    /** The lane that values of a type live in; {@link DataType.Kind} says as what. */
    public static LaneKind of(DataType type) {
        return switch (type.kind()) {
            case BOOLEAN,
                    TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DATE,
                    TIME,
                    TIMESTAMP,
                    TIMESTAMP_LTZ,
                    INTERVAL_DAY,
                    INTERVAL_YEAR -> LONG;
            case REAL, DOUBLE -> DOUBLE;
            case DECIMAL -> type.precision() <= MAX_LONG_DECIMAL_PRECISION ? LONG : OBJECT;
            case CHAR, VARCHAR, BINARY, VARBINARY, ARRAY, MAP, ROW, JSON, UUID, NULL -> OBJECT;
        };
    }
}
