package io.laminar.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import sqlline.SqlLine;

/** A command line client that asks much of the metadata. */
final class SqlLineTest {
    @Test
    void sqllineConnectsListsAndQueries() throws IOException {
        try (LaminarEngine engine = Laminar.open()) {
            String output = run(
                    "!connect jdbc:laminar:" + engine.name() + " user password",
                    "CREATE TABLE prices (symbol VARCHAR, price DOUBLE, PRIMARY KEY (symbol));",
                    "INSERT INTO prices VALUES ('ACME', 10.5);",
                    "!tables",
                    "!columns prices",
                    "!primarykeys prices",
                    "!metadata getTypeInfo",
                    "SELECT symbol, price FROM prices;",
                    "!dbinfo",
                    "!quit");
            assertThat(output)
                    .contains("TABLE_NAME", "prices", "COLUMN_NAME", "10.5")
                    .doesNotContain("Error", "Exception");
        }
    }

    private static String run(String... lines) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        SqlLine client = new SqlLine();
        try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
            client.setOutputStream(out);
            client.setErrorStream(out);
            byte[] input = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
            client.begin(new String[] {"--silent=false"}, new ByteArrayInputStream(input), false);
        }
        return output.toString(StandardCharsets.UTF_8);
    }
}
