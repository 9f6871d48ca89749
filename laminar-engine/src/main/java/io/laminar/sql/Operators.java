package io.laminar.sql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlHopTableFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSessionTableFunction;
import org.apache.calcite.sql.SqlTumbleTableFunction;
import org.apache.calcite.sql.SqlWindowTableFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;

/** Operators that Calcite does not have, or not as we need them. */
final class Operators {
    static final List<SqlOperator> OURS = withOthers(
            new Tumble(),
            new Hop(),
            new Cumulate(),
            new Session(),
            NestedCast.INSTANCE,
            Difference.MINUS,
            SqlLibraryOperators.TRY_CAST,
            SqlLibraryOperators.RLIKE,
            SqlLibraryOperators.NOT_RLIKE,
            SqlLibraryOperators.DECODE,
            SqlLibraryOperators.NVL,
            SqlLibraryOperators.NVL2,
            SqlLibraryOperators.MIN_BY,
            SqlLibraryOperators.MAX_BY,
            OverFunctions.ZSCORE,
            OverFunctions.MOVING_AVG,
            OverFunctions.EWMA,
            RowStamps.CURRENT_WATERMARK);

    private Operators() {}

    private static List<SqlOperator> withOthers(SqlOperator... others) {
        return Stream.of(
                        Stream.of(others),
                        JsonOperators.ALL.stream(),
                        InfixOperators.ALL.stream(),
                        GroupWindows.OPERATORS.stream(),
                        AggregateOperators.ALL.stream())
                .flatMap(Function.identity())
                .toList();
    }

    /** TUMBLE as a table function, with window_time, and window columns of the type of the time column. */
    private static final class Tumble extends SqlTumbleTableFunction {
        @Override
        public SqlReturnTypeInference getRowTypeInference() {
            return Operators::windowedRow;
        }
    }

    /** HOP, likewise. */
    private static final class Hop extends SqlHopTableFunction {
        @Override
        public SqlReturnTypeInference getRowTypeInference() {
            return Operators::windowedRow;
        }
    }

    /** CUMULATE, which takes what HOP takes. */
    private static final class Cumulate extends SqlWindowTableFunction {
        Cumulate() {
            super("CUMULATE", new SqlHopTableFunction().getOperandTypeChecker());
        }

        @Override
        public SqlReturnTypeInference getRowTypeInference() {
            return Operators::windowedRow;
        }
    }

    /** SESSION, likewise. */
    private static final class Session extends SqlSessionTableFunction {
        @Override
        public SqlReturnTypeInference getRowTypeInference() {
            return Operators::windowedRow;
        }
    }

    private static RelDataType windowedRow(SqlOperatorBinding binding) {
        RelDataType input = binding.getOperandType(0);
        RelDataType time = timeType(binding, input);
        return binding.getTypeFactory()
                .builder()
                .kind(input.getStructKind())
                .addAll(input.getFieldList())
                .add("window_start", time)
                .add("window_end", time)
                .add("window_time", time)
                .build();
    }

    private static RelDataType timeType(SqlOperatorBinding binding, RelDataType input) {
        if (binding instanceof SqlCallBinding call) {
            for (SqlNode operand : call.operands()) {
                SqlNode node =
                        operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT ? ((SqlCall) operand).operand(0) : operand;
                if (node.getKind() == SqlKind.DESCRIPTOR
                        && node instanceof SqlBasicCall descriptor
                        && descriptor.operand(0) instanceof SqlIdentifier column) {
                    RelDataTypeField field = input.getField(column.getSimple(), false, false);
                    if (field != null) {
                        return Types.FACTORY.createTypeWithNullability(field.getType(), false);
                    }
                }
            }
        }
        return Types.FACTORY.createSqlType(SqlTypeName.TIMESTAMP);
    }
}
