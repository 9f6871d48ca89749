package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type that values of several types can all be, without loss where there is one; nullability aside. */
final class CommonTypes {
    private static final int MAX_DIGITS = 38;
    private static final int LONG_DIGITS = 19;

    private CommonTypes() {}

    /** The common type of two, or null when they have nothing in common. Nullable, text of any length. */
    static @Nullable DataType of(DataType first, DataType second) {
        DataType left = plain(first);
        DataType right = plain(second);
        if (left.kind() == Kind.NULL || left.equals(right)) {
            return right;
        }
        if (right.kind() == Kind.NULL) {
            return left;
        }
        if (left.isNumeric() && right.isNumeric()) {
            return ofNumbers(left, right);
        }
        if (isTime(left) && isTime(right)) {
            return left.kind() == Kind.TIMESTAMP_LTZ || right.kind() == Kind.TIMESTAMP_LTZ
                    ? DataType.TIMESTAMP_LTZ
                    : DataType.TIMESTAMP;
        }
        if (isText(left) && isText(right)) {
            return DataType.VARCHAR;
        }
        if (left.kind() != right.kind()
                || left.arguments().size() != right.arguments().size()) {
            return null;
        }
        return ofAlike(left, right);
    }

    /** The type as variables are bound to it: nullable, text of any length, and so within it. */
    static DataType plain(DataType type) {
        if (type.isCharacter()) {
            return DataType.VARCHAR;
        }
        if (type.arguments().isEmpty()) {
            return type.withNullable(true);
        }
        List<DataType> arguments =
                type.arguments().stream().map(CommonTypes::plain).toList();
        return new DataType(type.kind(), type.precision(), type.scale(), true, arguments, type.fieldNames());
    }

    /** The plain type with text in place of JSON, which Calcite does not know. */
    static DataType textual(DataType type) {
        if (type.kind() == Kind.JSON || type.isCharacter()) {
            return DataType.VARCHAR;
        }
        if (type.arguments().isEmpty()) {
            return type.withNullable(true);
        }
        List<DataType> arguments =
                type.arguments().stream().map(CommonTypes::textual).toList();
        return new DataType(type.kind(), type.precision(), type.scale(), true, arguments, type.fieldNames());
    }

    /** The type with NULL as a value wherever that is possible. */
    static DataType nullable(DataType type) {
        if (type.arguments().isEmpty()) {
            return type.withNullable(true);
        }
        List<DataType> arguments =
                type.arguments().stream().map(CommonTypes::nullable).toList();
        return new DataType(type.kind(), type.precision(), type.scale(), true, arguments, type.fieldNames());
    }

    private static DataType ofNumbers(DataType left, DataType right) {
        if (left.isApproximate() || right.isApproximate()) {
            return left.kind() == right.kind() ? left : DataType.DOUBLE;
        }
        if (left.isInteger() && right.isInteger()) {
            return left.kind().compareTo(right.kind()) >= 0 ? left : right;
        }
        int scale = Math.max(left.scale(), right.scale());
        int whole = Math.max(digits(left) - left.scale(), digits(right) - right.scale());
        return DataType.decimal(Math.min(MAX_DIGITS, whole + scale), scale);
    }

    private static int digits(DataType type) {
        return switch (type.kind()) {
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> LONG_DIGITS;
            default -> type.precision();
        };
    }

    private static boolean isTime(DataType type) {
        return type.isTimestamp() || type.kind() == Kind.DATE;
    }

    private static boolean isText(DataType type) {
        return type.kind() == Kind.VARCHAR || type.kind() == Kind.JSON;
    }

    private static @Nullable DataType ofAlike(DataType left, DataType right) {
        List<DataType> arguments = new ArrayList<>();
        for (int i = 0; i < left.arguments().size(); i++) {
            DataType common = of(left.arguments().get(i), right.arguments().get(i));
            if (common == null) {
                return null;
            }
            arguments.add(common);
        }
        return new DataType(
                left.kind(),
                Math.max(left.precision(), right.precision()),
                left.scale(),
                true,
                arguments,
                left.fieldNames());
    }
}
