package io.laminar.sql;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Leaves casts of constants alone that Calcite would evaluate in another way than a cast of a column is: it fills CHAR
 * with blanks, and keeps all digits of a REAL.
 */
final class LiteralCasts extends RexBuilder {
    LiteralCasts() {
        super(Types.FACTORY);
    }

    @Override
    public RexNode makeCast(
            SqlParserPos position,
            RelDataType type,
            RexNode operand,
            boolean matchesNullability,
            boolean isSafe,
            RexLiteral format) {
        boolean isOurs = operand instanceof RexLiteral literal
                && !literal.isNull()
                && (type.getSqlTypeName() == SqlTypeName.CHAR || type.getSqlTypeName() == SqlTypeName.REAL);
        return isOurs
                ? makeAbstractCast(position, type, operand, isSafe, format)
                : super.makeCast(position, type, operand, matchesNullability, isSafe, format);
    }
}
