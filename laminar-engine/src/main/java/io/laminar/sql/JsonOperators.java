package io.laminar.sql;

import java.util.List;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/** PostgreSQL's operators of JSON, each another spelling of a function of the catalogue. For the generated parser. */
public final class JsonOperators {
    /** Stronger than arithmetic, so that {@code j ->> 'a' || 'b'} means what it does in PostgreSQL. */
    private static final int ACCESS = 70;

    /** Stronger than comparison alone. */
    private static final int TEST = 34;

    public static final SqlOperator GET = new Operator("->", "JSONB_GET", ACCESS);
    public static final SqlOperator GET_TEXT = new Operator("->>", "JSONB_GET_TEXT", ACCESS);
    public static final SqlOperator GET_PATH = new Operator("#>", "JSONB_GET_PATH", ACCESS);
    public static final SqlOperator GET_PATH_TEXT = new Operator("#>>", "JSONB_GET_PATH_TEXT", ACCESS);
    public static final SqlOperator CONTAINS = new Operator("@>", "JSONB_CONTAINS", TEST);
    public static final SqlOperator CONTAINED = new Operator("<@", "JSONB_CONTAINED", TEST);
    public static final SqlOperator EXISTS = new Operator("?", "JSONB_EXISTS", TEST);
    public static final SqlOperator EXISTS_ANY = new Operator("?|", "JSONB_EXISTS_ANY", TEST);
    public static final SqlOperator EXISTS_ALL = new Operator("?&", "JSONB_EXISTS_ALL", TEST);

    static final List<SqlOperator> ALL =
            List.of(GET, GET_TEXT, GET_PATH, GET_PATH_TEXT, CONTAINS, CONTAINED, EXISTS, EXISTS_ANY, EXISTS_ALL);

    private JsonOperators() {}

    /** The name of the function that an operator stands for; its own for all others. */
    static String functionOf(SqlOperator operator) {
        return operator instanceof Operator json ? json.function : operator.getName();
    }

    private static final class Operator extends SqlBinaryOperator {
        private final String function;

        Operator(String symbol, String function, int precedence) {
            super(
                    symbol,
                    SqlKind.OTHER,
                    precedence,
                    true,
                    binding -> CatalogFunction.resultOf(function, binding),
                    (binding, result, operands) -> CatalogFunction.inferOperands(function, operands),
                    new CatalogFunction.Operands(function));
            this.function = function;
        }
    }
}
