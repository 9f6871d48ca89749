package io.laminar.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.Laminar;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArrowTest {
    @Test
    void rowsOfVectorsGoThroughQueries() {
        try (LaminarEngine engine = Laminar.open();
                RootAllocator allocator = new RootAllocator();
                VarCharVector names = new VarCharVector("name", allocator);
                BigIntVector amounts = new BigIntVector("amount", allocator)) {
            engine.execute("CREATE SOURCE s (name VARCHAR, amount BIGINT);"
                    + "CREATE MATERIALIZED VIEW sums AS SELECT name, SUM(amount) AS total FROM s GROUP BY name");
            for (int row = 0; row < 3_000; row++) {
                names.setSafe(row, (row % 2 == 0 ? "even" : "odd").getBytes(StandardCharsets.UTF_8));
                amounts.setSafe(row, row);
            }
            List<FieldVector> vectors = List.of(names, amounts);
            vectors.forEach(vector -> vector.setValueCount(3_000));
            try (VectorSchemaRoot root = new VectorSchemaRoot(vectors)) {
                engine.source("s").pushArrow(root);
            }

            try (QueryResult rows = engine.query("SELECT name, total FROM sums ORDER BY name")) {
                assertThat(rows.toList())
                        .extracting(row -> row.toMap())
                        .containsExactly(
                                Map.of("name", "even", "total", 2_248_500L),
                                Map.of("name", "odd", "total", 2_250_000L));
            }
        }
    }
}
