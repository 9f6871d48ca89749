package io.laminar.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlCastFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** CAST, which here also makes text of arrays, maps and rows, and those of text. Calcite refuses that. */
final class NestedCast extends SqlCastFunction {
    static final NestedCast INSTANCE = new NestedCast();

    private NestedCast() {}

    /** The same cast, or the call itself when it is none or has a format. */
    static SqlCall of(SqlCall call) {
        return call.getKind() == SqlKind.CAST && call.operandCount() == 2
                ? INSTANCE.createCall(call.getParserPosition(), call.getOperandList())
                : call;
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        return isOurs(binding) || super.checkOperandTypes(binding, throwOnFailure);
    }

    @Override
    public RelDataType inferReturnType(SqlOperatorBinding binding) {
        return isOurs(binding)
                ? binding.getTypeFactory()
                        .createTypeWithNullability(
                                binding.getOperandType(1),
                                binding.getOperandType(0).isNullable())
                : super.inferReturnType(binding);
    }

    private static boolean isOurs(SqlOperatorBinding binding) {
        return binding.getOperandCount() == 2 && isTextual(binding.getOperandType(0), binding.getOperandType(1));
    }

    /** Whether one type is an array, a map or a row, and the other one text. */
    static boolean isTextual(RelDataType source, RelDataType target) {
        return (isNested(source) && SqlTypeUtil.inCharFamily(target))
                || (SqlTypeUtil.inCharFamily(source) && isNested(target));
    }

    private static boolean isNested(RelDataType type) {
        SqlTypeName name = type.getSqlTypeName();
        return name == SqlTypeName.ARRAY || name == SqlTypeName.MAP || name == SqlTypeName.ROW;
    }
}
