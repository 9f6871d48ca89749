package io.laminar.autoconfigure;

import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.QueryResult;
import io.laminar.api.StatementResult;
import io.laminar.spring.LaminarDefinitionException;

/**
 * Text that the application wants executed, and where it stands.
 *
 * @param origin where it stands, in words
 * @param sql one statement or a script
 */
record Statement(String origin, String sql) {

    /**
     * A statement with the values of its placeholders.
     *
     * @throws LaminarDefinitionException that shows the place when one has no value
     */
    static Statement resolved(String origin, String sql, Placeholders placeholders) {
        try {
            return new Statement(origin, placeholders.resolve(sql));
        } catch (LaminarException e) {
            throw new LaminarDefinitionException(origin, sql, e);
        }
    }

    /**
     * Runs the text.
     *
     * @throws LaminarDefinitionException that tells where it stands when the engine refuses it
     */
    void executeOn(LaminarEngine engine) {
        try {
            for (StatementResult result : engine.execute(sql)) {
                QueryResult rows = result.rows();
                if (rows != null) {
                    rows.close();
                }
            }
        } catch (LaminarException e) {
            throw new LaminarDefinitionException(origin, sql, e);
        }
    }
}
