package io.laminar.sql;

import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/** An operator between two operands that is another spelling of a function of the catalogue. */
final class CatalogOperator extends SqlBinaryOperator {
    private final String call;

    /** An operator that is called as the function whose operands it has. */
    CatalogOperator(String symbol, String function, int precedence) {
        this(symbol, function, function, precedence);
    }

    /**
     * @param function whose operands and result it has
     * @param call name by which the translation of expressions knows it
     */
    CatalogOperator(String symbol, String function, String call, int precedence) {
        super(
                symbol,
                SqlKind.OTHER,
                precedence,
                true,
                binding -> CatalogFunction.resultOf(function, binding),
                (binding, result, operands) -> CatalogFunction.inferOperands(function, operands),
                new CatalogFunction.Operands(function));
        this.call = call;
    }

    /** The name of what an operator calls; its own for all that are no spelling of something else. */
    static String callOf(SqlOperator operator) {
        return operator instanceof CatalogOperator spelling ? spelling.call : operator.getName();
    }
}
