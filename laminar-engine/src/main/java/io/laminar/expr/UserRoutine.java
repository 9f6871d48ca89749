package io.laminar.expr;

import io.laminar.api.DataType;
import java.util.List;
import java.util.stream.Collectors;

/** A function of the user, as SQL sees it: one of the overloads of its name. */
public sealed interface UserRoutine permits UserFunction, UserAggregate, UserTable {
    /** Types of its operands. */
    List<DataType> parameters();

    /** Type of its result. */
    DataType result();

    /** Its result as CREATE FUNCTION has it. */
    default String resultName() {
        return result().sqlName();
    }

    /** Its parameters and result, {@code (BIGINT, VARCHAR) BOOLEAN}. */
    default String signature() {
        return parameters().stream().map(DataType::sqlName).collect(Collectors.joining(", ", "(", ") ")) + resultName();
    }

    /** What tells it from other overloads: its parameters without lengths and digits, {@code (DECIMAL, VARCHAR)}. */
    default String key() {
        return key(parameters());
    }

    /** The key of the overload with such parameters. */
    static String key(List<DataType> parameters) {
        return parameters.stream().map(UserRoutine::plain).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String plain(DataType type) {
        String arguments = type.arguments().isEmpty()
                ? ""
                : type.arguments().stream().map(UserRoutine::plain).collect(Collectors.joining(", ", "<", ">"));
        return switch (type.kind()) {
            case CHAR, VARCHAR -> "VARCHAR";
            case BINARY, VARBINARY -> "VARBINARY";
            default -> type.kind() + arguments;
        };
    }
}
