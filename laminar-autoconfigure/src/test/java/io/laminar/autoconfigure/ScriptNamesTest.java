package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.autoconfigure.ScriptNames.Created;
import org.junit.jupiter.api.Test;

class ScriptNamesTest {
    @Test
    void findsWhatIsCreated() {
        assertThat(ScriptNames.in("""
                        CREATE SOURCE trades (x INT);
                        create or replace stream "odd ""one" AS SELECT 1;
                        CREATE MATERIALIZED  VIEW IF NOT EXISTS `v` AS SELECT 1;
                        CREATE TABLE t (k INT, PRIMARY KEY (k));
                        CREATE TABLE u AS SELECT 1;
                        CREATE SINK s FROM u INTO file (path = 'x');"""))
                .containsExactly(
                        new Created("trades", false),
                        new Created("odd \"one", true),
                        new Created("v", true),
                        new Created("t", false),
                        new Created("u", true));
    }

    @Test
    void overlooksCommentsAndStrings() {
        assertThat(ScriptNames.in("""
                        -- CREATE SOURCE a (x INT);
                        /* CREATE SOURCE b
                         * CREATE SOURCE c */
                        SELECT 'it''s CREATE SOURCE d', "--"; CREATE SOURCE e (x INT)""")).containsExactly(new Created("e", false));
    }
}
