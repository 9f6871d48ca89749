package io.laminar.api;

/**
 * Stable identity of everything that can go wrong, with the SQLSTATE that a JDBC client sees and
 * who can act. Ranges: 0xxx configuration and life cycle, 1xxx SQL, 2xxx time and windows, 3xxx
 * joins, 4xxx data and formats, 5xxx connectors, 6xxx checkpoints, 7xxx runtime, 8xxx internal. Each
 * code has an entry in {@code docs/reference/errors.md}; a test holds that.
 */
public enum ErrorCode {
    /** The engine was closed and can do nothing more. */
    ENGINE_CLOSED(1, Kind.USER, "55000"),
    /** A setting of the engine has a value that it cannot take. */
    INVALID_SETTING(2, Kind.USER, "22023"),
    /** An operation is not possible in the state in which the query is. */
    INVALID_QUERY_STATE(3, Kind.USER, "55000"),
    /** Another engine of this JVM has the name already. */
    ENGINE_NAME_TAKEN(4, Kind.USER, "55006"),
    /** A placeholder {@code ${NAME}} has no value. */
    UNRESOLVED_PLACEHOLDER(5, Kind.USER, "22023"),
    /** The query that is to take the place of a running one cannot go on with its state, or does not give what its readers read. */
    INCOMPATIBLE_SCHEMAS(6, Kind.USER, "42P16"),

    /** The text is not SQL of this dialect. */
    SYNTAX_ERROR(1001, Kind.USER, "42601"),
    /** The statement is SQL, but its names or types do not fit. */
    VALIDATION_ERROR(1002, Kind.USER, "42000"),
    /** No source, table, stream, view or sink has this name. */
    OBJECT_NOT_FOUND(1003, Kind.USER, "42P01"),
    /** The name is taken. */
    OBJECT_EXISTS(1004, Kind.USER, "42P07"),
    /** No column has this name. */
    COLUMN_NOT_FOUND(1005, Kind.USER, "42703"),
    /** No function has this name, or none takes these arguments. */
    FUNCTION_NOT_FOUND(1006, Kind.USER, "42883"),
    /** Something that the grammar knows and the engine cannot do. */
    UNSUPPORTED(1007, Kind.USER, "0A000"),
    /** An operation on an object of the wrong kind, such as DROP STREAM of a source. */
    WRONG_OBJECT_KIND(1008, Kind.USER, "42809"),
    /** Another object reads this one. */
    OBJECT_IN_USE(1009, Kind.USER, "2BP01"),
    /** An option is unknown, missing, or has a value that it cannot take. */
    INVALID_OPTION(1010, Kind.USER, "22023"),
    /** A parameter of a prepared statement is missing or superfluous. */
    PARAMETER_MISMATCH(1011, Kind.USER, "07001"),
    /** The relation keeps no rows, so that a bounded SELECT has nothing to read. */
    NOT_SELECTABLE(1012, Kind.USER, "0A000"),
    /** The class or method of a function is missing, or does not fit the types. */
    INVALID_FUNCTION(1013, Kind.USER, "42P13"),

    /** The column or expression of a WATERMARK clause cannot be one. */
    INVALID_WATERMARK(2001, Kind.USER, "42P20"),
    /** A window needs a time column with a watermark. */
    NO_EVENT_TIME(2002, Kind.USER, "42P20"),
    /** Size, slide or offset of a window is out of range. */
    INVALID_WINDOW(2003, Kind.USER, "42P20"),
    /** The EMIT clause makes no sense for this query. */
    INVALID_EMIT(2004, Kind.USER, "42P20"),
    /** The operation needs rows that are only ever inserted, and its input changes. */
    CHANGELOG_NOT_SUPPORTED(2005, Kind.USER, "0A000"),
    /** Changes from an epoch on are asked for that are not retained, or not made yet. */
    EPOCH_NOT_RETAINED(2010, Kind.USER, "55000"),
    /** An OVER or ORDER BY that a query without end could not answer, or only with state that grows for ever. */
    UNBOUNDED_OVER(2006, Kind.USER, "0A000"),

    /** The join is of a kind that the engine cannot run continuously. */
    UNSUPPORTED_JOIN(3001, Kind.USER, "0A000"),

    /** A value cannot be read as the type of its column. */
    MALFORMED_RECORD(4001, Kind.USER, "22000"),
    /** A Java value, record or bean does not fit the columns. */
    BINDING_MISMATCH(4002, Kind.USER, "22018"),
    /** A NULL in a column that is NOT NULL. */
    NULL_NOT_ALLOWED(4003, Kind.USER, "23502"),
    /** A number does not fit its type. */
    NUMERIC_OVERFLOW(4004, Kind.USER, "22003"),
    /** A division by zero. */
    DIVISION_BY_ZERO(4005, Kind.USER, "22012"),
    /** A CAST of a value that the target type cannot hold. */
    INVALID_CAST(4006, Kind.USER, "22018"),
    /** An argument of a function is out of range. */
    INVALID_ARGUMENT(4007, Kind.USER, "22023"),
    /** A function of the user threw an exception. */
    FUNCTION_FAILED(4008, Kind.USER, "38000"),

    /** No connector or format has this name. */
    CONNECTOR_NOT_FOUND(5001, Kind.USER, "42704"),
    /** The file or folder of a connector is missing or cannot be opened. */
    FILE_NOT_ACCESSIBLE(5002, Kind.EXTERNAL, "58030"),
    /** A connector failed while it was reading or writing. */
    CONNECTOR_FAILED(5003, Kind.EXTERNAL, "58030"),

    /** Checkpoints are asked for and not configured. */
    CHECKPOINTS_DISABLED(6001, Kind.USER, "55000"),
    /** State that was kept is damaged, or that of another query or version. */
    STATE_UNREADABLE(6002, Kind.EXTERNAL, "58030"),
    /** State of the user's code cannot be turned into bytes. */
    STATE_NOT_SERIALIZABLE(6003, Kind.USER, "42P13"),

    /** A query failed; the cause says why. */
    QUERY_FAILED(7001, Kind.RESOURCE, "XX000"),
    /** Something did not happen within the time that was given. */
    TIMEOUT(7002, Kind.RESOURCE, "57014"),
    /** A subscriber was too slow and its policy is FAIL. */
    SUBSCRIBER_TOO_SLOW(7003, Kind.RESOURCE, "53400"),
    /** The thread was interrupted while it waited. */
    INTERRUPTED(7004, Kind.RESOURCE, "57014"),
    /** A source ended or failed and takes no more rows. */
    SOURCE_ENDED(7005, Kind.USER, "55000"),
    /** The statement was cancelled. */
    CANCELLED(7006, Kind.USER, "57014"),
    /** A source has no room and its backpressure is REJECT. */
    SOURCE_FULL(7007, Kind.RESOURCE, "53400"),
    /** Rows that were spilled to disk cannot be read back. */
    SPILL_FAILED(7008, Kind.EXTERNAL, "58030"),
    /** Rows cannot be spilled to disk, and memory is full. */
    SPILL_UNWRITABLE(7009, Kind.RESOURCE, "53100"),

    /** A defect of Laminar. */
    INTERNAL(8001, Kind.INTERNAL, "XX000");

    /** Who can act: the author of the SQL, the operator, the owner of a remote system, or us. */
    public enum Kind {
        USER,
        RESOURCE,
        EXTERNAL,
        INTERNAL
    }

    private final int number;
    private final Kind kind;
    private final String sqlState;

    ErrorCode(int number, Kind kind, String sqlState) {
        this.number = number;
        this.kind = kind;
        this.sqlState = sqlState;
    }

    /** The stable name of the code, such as {@code LMR-1003}. */
    public String id() {
        return String.format("LMR-%04d", number);
    }

    /** The number within {@link #id()}; the vendor code of a {@code java.sql.SQLException}. */
    public int number() {
        return number;
    }

    /** Who can act. */
    public Kind kind() {
        return kind;
    }

    /** The SQLSTATE, five characters. */
    public String sqlState() {
        return sqlState;
    }
}
