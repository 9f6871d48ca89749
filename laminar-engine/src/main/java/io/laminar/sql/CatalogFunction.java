package io.laminar.sql;

import io.laminar.api.DataType;
import io.laminar.expr.FunctionCatalog;
import io.laminar.expr.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/**
 * A function of the {@link FunctionCatalog} that Calcite does not have, or has with other operands: the catalogue alone
 * says which operands it takes and what it gives.
 */
final class CatalogFunction extends SqlFunction {
    /**
     * Names that Calcite knows with fewer operands, with a result that the engine has no type for, or with another meaning: its SUBSTR
     * counts negative positions from the end, as BigQuery does, and ours is SUBSTRING.
     */
    private static final Set<String> REPLACED = Set.of(
            "LTRIM",
            "RTRIM",
            "BTRIM",
            "SUBSTR",
            "TO_DATE",
            "TO_TIMESTAMP",
            "REGEXP_LIKE",
            "REGEXP_CONTAINS",
            "REGEXP_REPLACE",
            "REGEXP_EXTRACT",
            "REGEXP_SUBSTR",
            "REGEXP_INSTR",
            "DATE_TRUNC",
            "DATE_PART",
            "MD5",
            "SHA1",
            "SHA256",
            "SHA512",
            "TO_HEX",
            "FROM_HEX",
            "TO_BASE64",
            "FROM_BASE64",
            "OCTET_LENGTH",
            "LOG",
            "SAFE_ADD",
            "SAFE_SUBTRACT",
            "SAFE_MULTIPLY",
            "SAFE_NEGATE",
            "RAND",
            "RANDOM",
            "RAND_INTEGER",
            "TO_CHAR",
            "TYPEOF",
            "LAST_DAY",
            "DATE",
            "TIME",
            "TIMESTAMP",
            "DATETIME",
            "FORMAT_TIMESTAMP",
            "FORMAT_DATE",
            "FORMAT_DATETIME",
            "FORMAT_TIME",
            "PARSE_TIMESTAMP",
            "PARSE_DATE",
            "PARSE_DATETIME",
            "PARSE_TIME",
            "UNIX_DATE",
            "DATE_FROM_UNIX_DATE",
            "TRANSLATE",
            "TRANSLATE3",
            "CURRENT_TIMESTAMP",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "LOCALTIMESTAMP",
            "LOCALTIME",
            "UNIX_TIMESTAMP");

    private CatalogFunction(String name) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                binding -> resultOf(name, binding),
                (binding, result, operands) -> inferOperands(name, operands),
                new Operands(name),
                SqlFunctionCategory.SYSTEM);
    }

    /** Random functions are evaluated for each row. */
    @Override
    public boolean isDeterministic() {
        return overloads(getName()).stream().allMatch(entry -> entry.function().isDeterministic());
    }

    /** Whether a function of Calcite gives way to one of ours. */
    static boolean isReplaced(SqlOperator operator) {
        return (operator.getSyntax().family == SqlSyntax.FUNCTION && REPLACED.contains(operator.getName()))
                || (operator.getSyntax() == SqlSyntax.FUNCTION
                        && operator.getKind() == SqlKind.OTHER_FUNCTION
                        && signatures(operator.getName()).stream().anyMatch(Signature::isGeneric));
    }

    /** The functions of the catalogue whose names none of these operators has. */
    static List<SqlOperator> missingIn(Iterable<SqlOperator> operators) {
        Set<String> known = new TreeSet<>();
        for (SqlOperator operator : operators) {
            if (operator.getSyntax().family == SqlSyntax.FUNCTION || operator.getKind() == SqlKind.LIKE) {
                known.add(operator.getName());
            }
        }
        Set<String> missing = new TreeSet<>();
        for (FunctionCatalog.Entry entry : FunctionCatalog.functions()) {
            List<String> names = new ArrayList<>(entry.aliases());
            names.add(entry.name());
            names.stream()
                    .filter(name -> Character.isLetter(name.charAt(0)) && !known.contains(name))
                    .forEach(missing::add);
        }
        return missing.stream().<SqlOperator>map(CatalogFunction::new).toList();
    }

    private static List<FunctionCatalog.Entry> overloads(String name) {
        return FunctionCatalog.functions().stream()
                .filter(entry -> entry.name().equals(name) || entry.aliases().contains(name))
                .toList();
    }

    private static List<Signature> signatures(String name) {
        return overloads(name).stream().map(FunctionCatalog.Entry::signature).toList();
    }

    /** The type of a call of a catalogue function. */
    static RelDataType resultOf(String name, SqlOperatorBinding binding) {
        List<DataType> operands = operandsOf(binding);
        FunctionCatalog.Entry entry = FunctionCatalog.resolve(name, operands)
                .orElseThrow(() -> new IllegalStateException("no " + name + operands + " after validation"));
        DataType result = entry.signature().bind(operands).orElseThrow().result();
        boolean isNullable = entry.signature().isGeneric()
                ? entry.mayBeNull(operands)
                : FunctionCatalog.mayGiveNull(entry.function())
                        || operands.stream().anyMatch(DataType::nullable);
        return Types.toCalcite(result.withNullable(isNullable));
    }

    private static List<DataType> operandsOf(SqlOperatorBinding binding) {
        return binding.collectOperandTypes().stream().map(Types::of).toList();
    }

    /** A {@code ?} has the type that the first overload with as many operands wants there. */
    static void inferOperands(String name, RelDataType[] operands) {
        overloads(name).stream()
                .filter(entry -> entry.signature().takes(operands.length))
                .findFirst()
                .ifPresent(entry -> {
                    for (int i = 0; i < operands.length; i++) {
                        DataType type = entry.signature().parameter(i).resolve(Map.of());
                        operands[i] = Types.toCalcite(type.kind() == DataType.Kind.NULL ? DataType.VARCHAR : type);
                    }
                });
    }

    /** Takes what the catalogue takes. */
    record Operands(String name) implements SqlOperandTypeChecker {
        @Override
        public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
            boolean fits = FunctionCatalog.resolve(name, operandsOf(binding)).isPresent();
            if (!fits && throwOnFailure) {
                throw binding.newValidationSignatureError();
            }
            return fits;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            List<Signature> signatures = signatures(name);
            int least =
                    signatures.stream().mapToInt(Signature::minOperands).min().orElse(0);
            boolean isOpen = signatures.stream().anyMatch(Signature::isVariadic);
            int most = isOpen
                    ? -1
                    : signatures.stream()
                            .mapToInt(signature -> signature.parameters().size())
                            .max()
                            .orElse(0);
            return SqlOperandCountRanges.between(least, most);
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String operatorName) {
            return String.join(
                    " or ",
                    overloads(name).stream()
                            .map(entry -> operatorName + entry.signature().parameterList())
                            .toList());
        }
    }
}
