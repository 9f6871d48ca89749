package io.laminar.sql;

import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlMonotonicBinaryOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/**
 * {@code a - b}, also of two times, which the standard writes {@code (a - b) DAY TO SECOND}. As in PostgreSQL it is an INTERVAL DAY
 * TO SECOND, and of two dates a number of days.
 */
final class Difference extends SqlMonotonicBinaryOperator {
    static final Difference MINUS = new Difference();

    private Difference() {
        super(
                SqlStdOperatorTable.MINUS.getName(),
                SqlKind.MINUS,
                40,
                true,
                Difference::typeOf,
                SqlStdOperatorTable.MINUS.getOperandTypeInference(),
                OperandTypes.or(
                        SqlStdOperatorTable.MINUS.getOperandTypeChecker(),
                        OperandTypes.sequence(
                                "'<DATETIME> - <DATETIME>'", OperandTypes.DATETIME, OperandTypes.DATETIME)));
    }

    private static RelDataType typeOf(SqlOperatorBinding binding) {
        if (!areTimes(binding.getOperandType(0), binding.getOperandType(1))) {
            return SqlStdOperatorTable.MINUS.inferReturnType(binding);
        }
        boolean isNullable = binding.getOperandType(0).isNullable()
                || binding.getOperandType(1).isNullable();
        return Types.FACTORY.createTypeWithNullability(
                isDate(binding.getOperandType(0)) && isDate(binding.getOperandType(1))
                        ? Types.FACTORY.createSqlType(SqlTypeName.INTEGER)
                        : Types.FACTORY.createSqlIntervalType(
                                new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, SqlParserPos.ZERO)),
                isNullable);
    }

    private static boolean areTimes(RelDataType left, RelDataType right) {
        return SqlTypeUtil.isDatetime(left) && SqlTypeUtil.isDatetime(right);
    }

    private static boolean isDate(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.DATE;
    }

    /** As the standard table has it, but that of two times as a call. */
    static RexNode convert(SqlRexContext context, SqlCall call) {
        RelDataType left = context.getValidator().getValidatedNodeType(call.operand(0));
        RelDataType right = context.getValidator().getValidatedNodeType(call.operand(1));
        return areTimes(left, right)
                ? Convertlets.keep(context, call)
                : StandardConvertletTable.INSTANCE
                        .get(SqlStdOperatorTable.MINUS.createCall(call.getParserPosition(), call.getOperandList()))
                        .convertCall(context, call);
    }
}
