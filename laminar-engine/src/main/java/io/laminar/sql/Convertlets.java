package io.laminar.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/**
 * How calls become expressions of Calcite: as its standard table has it, but calls that would become arithmetic on
 * milliseconds stay calls, with the unit as a string.
 */
final class Convertlets implements SqlRexConvertletTable {
    static final SqlRexConvertletTable INSTANCE = new Convertlets();

    private Convertlets() {}

    @Override
    public SqlRexConvertlet get(SqlCall call) {
        return switch (call.getKind()) {
            case TIMESTAMP_ADD, TIMESTAMP_DIFF -> Convertlets::keep;
            // Aggregates with OVER, which would become a division of sums.
            case AVG, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP -> Convertlets::keep;
            case MINUS ->
                call.getOperator().equals(Difference.MINUS)
                        ? Difference::convert
                        : StandardConvertletTable.INSTANCE.get(call);
            case CAST -> Convertlets::cast;
            default -> StandardConvertletTable.INSTANCE.get(call);
        };
    }

    /** As the standard table has it, which looks for fields and elements on both sides. */
    private static RexNode cast(SqlRexContext context, SqlCall call) {
        // A cast that the validator has put around an element has no type of its own.
        RelDataType type = context.getValidator().getValidatedNodeTypeIfKnown(call);
        RelDataType source = context.getValidator().getValidatedNodeTypeIfKnown(call.operand(0));
        return type != null && source != null && NestedCast.isTextual(source, type)
                ? context.getRexBuilder().makeAbstractCast(type, context.convertExpression(call.operand(0)), false)
                : StandardConvertletTable.INSTANCE
                        .get(SqlStdOperatorTable.CAST.createCall(call.getParserPosition(), call.getOperandList()))
                        .convertCall(context, call);
    }

    /** The call as it stands. */
    static RexNode keep(SqlRexContext context, SqlCall call) {
        RexBuilder builder = context.getRexBuilder();
        List<RexNode> operands = new ArrayList<>();
        for (SqlNode operand : call.getOperandList()) {
            operands.add(
                    operand instanceof SqlIntervalQualifier unit
                            ? builder.makeLiteral(unit.getUnit().name())
                            : context.convertExpression(operand));
        }
        RelDataType type = context.getValidator().getValidatedNodeType(call);
        return builder.makeCall(type, call.getOperator(), operands);
    }
}
