package io.laminar.expr;

import io.laminar.api.DataType;
import io.laminar.api.DataType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The type of a parameter or result, in which there may be variables: {@code BIGINT}, {@code T}, {@code ARRAY<T>},
 * {@code MAP<K, V>}, {@code ROW<key K, value V>}, or {@code CAST<JSON>} for whatever can be cast to JSON.
 */
public sealed interface TypeTemplate {
    /** A cost of operands that do not fit. */
    int NO_FIT = 1_000;

    /**
     * What it costs to take an operand: 0 when nothing has to be converted, {@link #NO_FIT} when it cannot be.
     *
     * @param variables gets what the variables stand for
     */
    int match(DataType operand, Map<String, DataType> variables);

    /** The type once the variables are known; nullable. */
    DataType resolve(Map<String, DataType> variables);

    /** A type without variables. */
    record Exact(Kind kind) implements TypeTemplate {
        @Override
        public int match(DataType operand, Map<String, DataType> variables) {
            Kind given = operand.kind();
            if (given == kind) {
                return 0;
            }
            if (given == Kind.NULL) {
                return 1;
            }
            return switch (kind) {
                case BIGINT -> operand.isInteger() ? 1 : NO_FIT;
                case DOUBLE -> operand.isApproximate() ? 1 : operand.isNumeric() ? 10 : NO_FIT;
                case DECIMAL -> operand.isInteger() ? 5 : NO_FIT;
                case VARCHAR -> given == Kind.CHAR || given == Kind.JSON ? 1 : NO_FIT;
                case JSON -> operand.isCharacter() ? 2 : NO_FIT;
                case VARBINARY -> given == Kind.BINARY ? 1 : NO_FIT;
                case TIMESTAMP -> given == Kind.TIMESTAMP_LTZ ? 1 : given == Kind.DATE ? 2 : NO_FIT;
                default -> NO_FIT;
            };
        }

        @Override
        public DataType resolve(Map<String, DataType> variables) {
            return switch (kind) {
                case TIME -> DataType.TIME;
                case TIMESTAMP -> DataType.TIMESTAMP;
                case TIMESTAMP_LTZ -> DataType.TIMESTAMP_LTZ;
                case DECIMAL -> DataType.decimal(38, 0);
                default -> DataType.of(kind);
            };
        }

        @Override
        public String toString() {
            return kind.name();
        }
    }

    /** The same type wherever its name stands: the common type of all operands there. */
    record Variable(String name) implements TypeTemplate {
        @Override
        public int match(DataType operand, Map<String, DataType> variables) {
            DataType known = variables.getOrDefault(name, DataType.of(Kind.NULL));
            DataType common = CommonTypes.of(known, operand);
            if (common == null) {
                return NO_FIT;
            }
            variables.put(name, common);
            return 2;
        }

        @Override
        public DataType resolve(Map<String, DataType> variables) {
            return variables.getOrDefault(name, DataType.of(Kind.NULL));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** An ARRAY, MAP or ROW of templates. */
    record Nested(Kind kind, List<TypeTemplate> arguments, List<String> fieldNames) implements TypeTemplate {
        public Nested {
            arguments = List.copyOf(arguments);
            fieldNames = List.copyOf(fieldNames);
        }

        @Override
        public int match(DataType operand, Map<String, DataType> variables) {
            if (operand.kind() == Kind.NULL) {
                return 1;
            }
            if (operand.kind() != kind || operand.arguments().size() != arguments.size()) {
                return NO_FIT;
            }
            int cost = 0;
            for (int i = 0; i < arguments.size(); i++) {
                cost += arguments.get(i).match(operand.arguments().get(i), variables);
            }
            return Math.min(cost, NO_FIT);
        }

        @Override
        public DataType resolve(Map<String, DataType> variables) {
            List<DataType> types = new ArrayList<>();
            arguments.forEach(argument -> types.add(argument.resolve(variables)));
            return new DataType(kind, DataType.UNSPECIFIED, 0, true, types, fieldNames);
        }

        @Override
        public String toString() {
            return IntStream.range(0, arguments.size())
                    .mapToObj(i -> (kind == Kind.ROW ? fieldNames.get(i) + " " : "") + arguments.get(i))
                    .collect(Collectors.joining(", ", kind + "<", ">"));
        }
    }

    /** A DECIMAL with digits of its own, of a result. */
    record Sized(DataType type) implements TypeTemplate {
        @Override
        public int match(DataType operand, Map<String, DataType> variables) {
            return operand.isNumeric() && !operand.isApproximate() ? 1 : NO_FIT;
        }

        @Override
        public DataType resolve(Map<String, DataType> variables) {
            return type;
        }

        @Override
        public String toString() {
            return type.sqlName();
        }
    }

    /** Whatever can be cast to a type, which is done to it. */
    record Castable(Kind target) implements TypeTemplate {
        @Override
        public int match(DataType operand, Map<String, DataType> variables) {
            return operand.kind() == target ? 0 : 3;
        }

        @Override
        public DataType resolve(Map<String, DataType> variables) {
            return DataType.of(target);
        }

        @Override
        public String toString() {
            return "ANY";
        }
    }
}
