package io.laminar.sql;

import java.util.List;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlPrefixOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/**
 * PostgreSQL's operators of bits and of regular expressions, and AT TIME ZONE. As there, those of bits and expressions
 * are of one strength, between sums and comparisons, and are put together from the left. For the generated parser.
 */
public final class InfixOperators {
    /** Weaker than + and -, stronger than comparison, BETWEEN, IN and LIKE. */
    private static final int OTHER = 36;

    /** Weaker than a sign alone. */
    private static final int ZONE = 78;

    public static final SqlBinaryOperator BIT_AND = new CatalogOperator("&", "BITAND", OTHER);
    public static final SqlBinaryOperator BIT_OR = new CatalogOperator("|", "BITOR", OTHER);
    public static final SqlBinaryOperator BIT_XOR = new CatalogOperator("#", "BITXOR", OTHER);
    public static final SqlBinaryOperator CARET = new CatalogOperator("^", "BITXOR", OTHER);
    public static final SqlBinaryOperator SHIFT_LEFT = new CatalogOperator("<<", "LEFTSHIFT", OTHER);
    public static final SqlBinaryOperator SHIFT_RIGHT = new CatalogOperator(">>", "RIGHTSHIFT", OTHER);
    public static final SqlPrefixOperator BIT_NOT = new SqlPrefixOperator(
            "~",
            SqlKind.OTHER,
            OTHER + 2,
            binding -> CatalogFunction.resultOf("BITNOT", binding),
            (binding, result, operands) -> CatalogFunction.inferOperands("BITNOT", operands),
            new CatalogFunction.Operands("BITNOT"));

    public static final SqlBinaryOperator MATCHES = new CatalogOperator("~", "REGEXP_LIKE", "~", OTHER);
    public static final SqlBinaryOperator MATCHES_IGNORING_CASE = new CatalogOperator("~*", "REGEXP_LIKE", "~*", OTHER);
    public static final SqlBinaryOperator MATCHES_NOT = new CatalogOperator("!~", "REGEXP_LIKE", "!~", OTHER);
    public static final SqlBinaryOperator MATCHES_NOT_IGNORING_CASE =
            new CatalogOperator("!~*", "REGEXP_LIKE", "!~*", OTHER);

    /** {@code t AT TIME ZONE z}, which {@link Rewrites} makes {@code TIMEZONE(z, t)} of. */
    public static final SqlBinaryOperator AT_TIME_ZONE = new SqlBinaryOperator(
            "AT TIME ZONE", SqlKind.OTHER, ZONE, true, ReturnTypes.ARG0, null, OperandTypes.ANY_ANY);

    static final List<SqlOperator> ALL = List.of(
            BIT_AND,
            BIT_OR,
            BIT_XOR,
            CARET,
            SHIFT_LEFT,
            SHIFT_RIGHT,
            BIT_NOT,
            MATCHES,
            MATCHES_IGNORING_CASE,
            MATCHES_NOT,
            MATCHES_NOT_IGNORING_CASE);

    private InfixOperators() {}
}
