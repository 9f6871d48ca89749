package io.laminar.sql;

import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.util.Optionality;

/** Aggregate functions that Calcite does not have, or whose results have another type here. */
final class AggregateOperators {
    private static final SqlReturnTypeInference DOUBLE = ReturnTypes.DOUBLE.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlReturnTypeInference ARRAY = ReturnTypes.TO_ARRAY.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlOperandTypeChecker VALUE_AND_COUNT =
            OperandTypes.family(SqlTypeFamily.ANY, SqlTypeFamily.INTEGER);

    static final SqlAggFunction PERCENTILE_CONT = SqlBasicAggFunction.create(
                    "PERCENTILE_CONT", SqlKind.PERCENTILE_CONT, DOUBLE, OperandTypes.UNIT_INTERVAL_NUMERIC_LITERAL)
            .withGroupOrder(Optionality.MANDATORY)
            .withPercentile(true);

    static final List<SqlOperator> ALL = List.of(
            function("STDDEV_POP", SqlKind.STDDEV_POP, DOUBLE, OperandTypes.NUMERIC),
            function("STDDEV_SAMP", SqlKind.STDDEV_SAMP, DOUBLE, OperandTypes.NUMERIC),
            function("STDDEV", SqlKind.STDDEV_SAMP, DOUBLE, OperandTypes.NUMERIC),
            function("VAR_POP", SqlKind.VAR_POP, DOUBLE, OperandTypes.NUMERIC),
            function("VAR_SAMP", SqlKind.VAR_SAMP, DOUBLE, OperandTypes.NUMERIC),
            function("VARIANCE", SqlKind.VAR_SAMP, DOUBLE, OperandTypes.NUMERIC),
            function("COVAR_POP", SqlKind.COVAR_POP, DOUBLE, OperandTypes.NUMERIC_NUMERIC),
            function("COVAR_SAMP", SqlKind.COVAR_SAMP, DOUBLE, OperandTypes.NUMERIC_NUMERIC),
            function("CORR", SqlKind.OTHER_FUNCTION, DOUBLE, OperandTypes.NUMERIC_NUMERIC),
            function("REGR_COUNT", SqlKind.REGR_COUNT, ReturnTypes.BIGINT, OperandTypes.NUMERIC_NUMERIC),
            function("REGR_SXX", SqlKind.REGR_SXX, DOUBLE, OperandTypes.NUMERIC_NUMERIC),
            function("REGR_SYY", SqlKind.REGR_SYY, DOUBLE, OperandTypes.NUMERIC_NUMERIC),
            function("MEDIAN", SqlKind.OTHER_FUNCTION, DOUBLE, OperandTypes.NUMERIC),
            function(
                    "APPROX_PERCENTILE",
                    SqlKind.OTHER_FUNCTION,
                    DOUBLE,
                    OperandTypes.NUMERIC_UNIT_INTERVAL_NUMERIC_LITERAL),
            function("COLLECT_LIST", SqlKind.OTHER_FUNCTION, ARRAY, OperandTypes.ANY),
            function("COLLECT_SET", SqlKind.OTHER_FUNCTION, ARRAY, OperandTypes.ANY),
            function("TOPK", SqlKind.OTHER_FUNCTION, ARRAY, VALUE_AND_COUNT),
            function("TOPK_DISTINCT", SqlKind.OTHER_FUNCTION, ARRAY, VALUE_AND_COUNT),
            function(
                    "HISTOGRAM",
                    SqlKind.OTHER_FUNCTION,
                    binding -> binding.getTypeFactory()
                            .createTypeWithNullability(
                                    binding.getTypeFactory()
                                            .createMapType(
                                                    binding.getTypeFactory()
                                                            .createTypeWithNullability(
                                                                    binding.getOperandType(0), false),
                                                    binding.getTypeFactory().createSqlType(SqlTypeName.BIGINT)),
                                    true),
                    OperandTypes.ANY),
            function("EARLIEST_BY_OFFSET", SqlKind.OTHER_FUNCTION, ReturnTypes.ARG0_FORCE_NULLABLE, OperandTypes.ANY),
            function("LATEST_BY_OFFSET", SqlKind.OTHER_FUNCTION, ReturnTypes.ARG0_FORCE_NULLABLE, OperandTypes.ANY),
            ofValue("FIRST_VALUE", SqlKind.FIRST_VALUE),
            ofValue("LAST_VALUE", SqlKind.LAST_VALUE),
            PERCENTILE_CONT);

    /** Those of Calcite that these replace. */
    static final Set<SqlOperator> REPLACED = Set.of(
            SqlStdOperatorTable.STDDEV_POP,
            SqlStdOperatorTable.STDDEV_SAMP,
            SqlStdOperatorTable.STDDEV,
            SqlStdOperatorTable.VAR_POP,
            SqlStdOperatorTable.VAR_SAMP,
            SqlStdOperatorTable.VARIANCE,
            SqlStdOperatorTable.COVAR_POP,
            SqlStdOperatorTable.COVAR_SAMP,
            SqlStdOperatorTable.REGR_COUNT,
            SqlStdOperatorTable.REGR_SXX,
            SqlStdOperatorTable.REGR_SYY,
            SqlStdOperatorTable.FIRST_VALUE,
            SqlStdOperatorTable.LAST_VALUE,
            SqlStdOperatorTable.PERCENTILE_CONT);

    private AggregateOperators() {}

    private static SqlAggFunction function(
            String name, SqlKind kind, SqlReturnTypeInference type, SqlOperandTypeChecker operands) {
        return SqlBasicAggFunction.create(name, kind, type, operands);
    }

    private static SqlAggFunction ofValue(String name, SqlKind kind) {
        return SqlBasicAggFunction.create(name, kind, ReturnTypes.ARG0_NULLABLE_IF_EMPTY, OperandTypes.ANY)
                .withAllowsNullTreatment(true);
    }
}
