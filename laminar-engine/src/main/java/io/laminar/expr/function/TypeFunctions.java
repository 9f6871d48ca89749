package io.laminar.expr.function;

import org.jspecify.annotations.Nullable;

/** Types of values. */
public final class TypeFunctions {
    private TypeFunctions() {}

    /** The name is that of the expression's type, so that the translation puts it there and nothing calls this. */
    @SqlFunction(
            name = "TYPEOF",
            aliases = "PG_TYPEOF",
            signature = "T -> VARCHAR",
            description = "The name of the type that an expression has, also where its value is NULL.",
            examples = {
                "TYPEOF('a') = 'VARCHAR'",
                "TYPEOF(1.5e0) = 'DOUBLE'",
                "TYPEOF(INTERVAL '1' DAY) = 'INTERVAL DAY TO SECOND'",
                "TYPEOF(CAST(NULL AS BIGINT)) = 'BIGINT'"
            },
            calledWithNull = true)
    public static String typeOf(@Nullable Object value) {
        throw new IllegalStateException("TYPEOF is constant but was called with " + value);
    }
}
