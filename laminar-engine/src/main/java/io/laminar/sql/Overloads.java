package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.expr.UserRoutine;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.jspecify.annotations.Nullable;

/**
 * The overloads of a function of the user. A call takes the one whose parameters its operands reach with the least
 * conversion: none, then to a wider type, then to a narrower one.
 *
 * @param name SQL name
 * @param all at least one
 */
record Overloads<R extends UserRoutine>(String name, List<R> all) {
    private static final int NO_FIT = 1_000;
    private static final int NARROWER = 20;
    private static final List<DataType.Kind> BY_WIDTH = List.of(
            DataType.Kind.TINYINT,
            DataType.Kind.SMALLINT,
            DataType.Kind.INTEGER,
            DataType.Kind.BIGINT,
            DataType.Kind.DECIMAL,
            DataType.Kind.REAL,
            DataType.Kind.DOUBLE);

    Overloads {
        all = List.copyOf(all);
    }

    boolean isSingle() {
        return all.size() == 1;
    }

    R first() {
        return all.get(0);
    }

    /** One of them by itself. */
    Overloads<R> only(R one) {
        return new Overloads<>(name, List.of(one));
    }

    /** The overload of a call that is validated. */
    R of(SqlOperatorBinding binding) {
        return of(operandsOf(binding));
    }

    /** The overload for operands that fit one. */
    R of(List<DataType> operands) {
        R found = isSingle() ? first() : find(operands);
        if (found == null) {
            throw new IllegalStateException("no " + name + operands + " after validation");
        }
        return found;
    }

    private @Nullable R find(List<DataType> operands) {
        R best = null;
        R other = null;
        int bestCost = NO_FIT;
        for (R candidate : all) {
            int cost = cost(operands, candidate.parameters());
            if (cost < bestCost) {
                best = candidate;
                other = null;
                bestCost = cost;
            } else if (cost == bestCost && cost < NO_FIT) {
                other = candidate;
            }
        }
        if (best != null && other != null) {
            throw new LaminarException(
                    ErrorCode.VALIDATION_ERROR,
                    "a call of " + name + " with " + UserRoutine.key(operands) + " may be one of " + name + best.key()
                            + " and of " + name + other.key() + "; cast an argument");
        }
        return best;
    }

    private static int cost(List<DataType> operands, List<DataType> parameters) {
        if (operands.size() != parameters.size()) {
            return NO_FIT;
        }
        int cost = 0;
        for (int i = 0; i < operands.size(); i++) {
            cost += cost(operands.get(i), parameters.get(i));
        }
        return Math.min(cost, NO_FIT);
    }

    private static int cost(DataType operand, DataType parameter) {
        if (operand.kind() == DataType.Kind.NULL || (operand.isCharacter() && parameter.isCharacter())) {
            return 0;
        }
        if (operand.isNumeric() && parameter.isNumeric()) {
            int steps = BY_WIDTH.indexOf(parameter.kind()) - BY_WIDTH.indexOf(operand.kind());
            return steps >= 0 ? steps : NARROWER - steps;
        }
        if (operand.kind() == parameter.kind()) {
            return UserRoutine.key(List.of(operand)).equals(UserRoutine.key(List.of(parameter))) ? 0 : 1;
        }
        boolean isOfTime = operand.isTimestamp() || operand.kind() == DataType.Kind.DATE;
        boolean isOfText = operand.isCharacter() || operand.kind() == DataType.Kind.JSON;
        boolean isTaken = (isOfTime && parameter.isTimestamp())
                || (isOfText && (parameter.isCharacter() || parameter.kind() == DataType.Kind.JSON))
                || (operand.kind() == DataType.Kind.BINARY && parameter.kind() == DataType.Kind.VARBINARY);
        return isTaken ? 1 : NO_FIT;
    }

    private static List<DataType> operandsOf(SqlOperatorBinding binding) {
        return binding.collectOperandTypes().stream().map(Types::of).toList();
    }

    /** A {@code ?} or a bare NULL has the type of the parameter where all overloads with as many have the same there. */
    SqlOperandTypeInference inference() {
        return (binding, result, operands) -> {
            List<List<DataType>> candidates = all.stream()
                    .map(UserRoutine::parameters)
                    .filter(parameters -> parameters.size() == operands.length)
                    .toList();
            for (int i = 0; i < operands.length; i++) {
                int operand = i;
                List<DataType> types = candidates.stream()
                        .map(parameters -> parameters.get(operand))
                        .toList();
                long kinds = types.stream()
                        .map(type -> UserRoutine.key(List.of(type)))
                        .distinct()
                        .count();
                if (kinds == 1) {
                    operands[i] = Types.toCalcite(types.get(0));
                }
            }
        };
    }

    /** What each operand of a single signature must be of. */
    static List<SqlTypeFamily> families(List<DataType> parameters) {
        return parameters.stream().map(Overloads::family).toList();
    }

    private static SqlTypeFamily family(DataType type) {
        SqlTypeFamily family = Types.toCalcite(type).getSqlTypeName().getFamily();
        return type.isNumeric() ? SqlTypeFamily.NUMERIC : family == null ? SqlTypeFamily.ANY : family;
    }

    /** Takes what one of several overloads takes. */
    SqlOperandTypeChecker operands() {
        return new Operands(this);
    }

    private record Operands(Overloads<?> overloads) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            boolean fits = overloads.find(operandsOf(binding)) != null;
            if (!fits && throwOnFailure) {
                throw binding.newValidationSignatureError();
            }
            return fits;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            List<Integer> counts = overloads.all.stream()
                    .map(each -> each.parameters().size())
                    .sorted()
                    .toList();
            return SqlOperandCountRanges.between(counts.get(0), counts.get(counts.size() - 1));
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String operatorName) {
            return overloads.all.stream().map(each -> operatorName + each.key()).collect(Collectors.joining(" or "));
        }
    }
}
