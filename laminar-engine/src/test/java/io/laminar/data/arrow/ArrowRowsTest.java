package io.laminar.data.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

class ArrowRowsTest {
    private static final Schema SCHEMA = Schema.of(
            new Field("id", DataType.BIGINT.notNull()),
            new Field("name", DataType.VARCHAR),
            new Field("ts", DataType.TIMESTAMP),
            new Field("count", DataType.INTEGER));

    @Test
    void copiesVectorsByNameInBatchesOfThePool() {
        try (RootAllocator allocator = new RootAllocator();
                BigIntVector id = new BigIntVector("ID", allocator);
                VarCharVector name = new VarCharVector("name", allocator);
                TimeStampMilliVector ts = new TimeStampMilliVector("ts", allocator);
                IntVector count = new IntVector("count", allocator)) {
            for (int row = 0; row < 3; row++) {
                id.setSafe(row, row + 10L);
                ts.setSafe(row, 1000L * row);
                count.setSafe(row, 7);
            }
            name.setSafe(0, "zürich".getBytes(StandardCharsets.UTF_8));
            name.setNull(1);
            name.setSafe(2, "c".getBytes(StandardCharsets.UTF_8));
            List<FieldVector> vectors = List.of(id, name, ts, count);
            vectors.forEach(vector -> vector.setValueCount(3));
            try (VectorSchemaRoot root = new VectorSchemaRoot(vectors)) {
                List<Batch> batches = ArrowRows.copy(root, SCHEMA, new BatchPool(SCHEMA, 2, 1));

                assertThat(batches).extracting(Batch::rows).containsExactly(2, 1);
                assertThat(batches.get(0).longs(0)).startsWith(10L, 11L);
                assertThat(batches.get(0).objects(1)[0]).isEqualTo("zürich");
                assertThat(batches.get(0).isNull(1, 1)).isTrue();
                assertThat(batches.get(1).longs(2)[0]).isEqualTo(2_000_000L);
                assertThat(batches.get(1).longs(3)[0]).isEqualTo(7L);
            }
        }
    }

    @Test
    void refusesUnknownVectorsAndMissingValues() {
        try (RootAllocator allocator = new RootAllocator();
                BigIntVector idd = new BigIntVector("idd", allocator);
                BigIntVector id = new BigIntVector("id", allocator)) {
            id.setSafe(0, 1);
            id.setNull(1);
            id.setValueCount(2);
            BatchPool pool = new BatchPool(SCHEMA, 8, 1);
            try (VectorSchemaRoot unknown = VectorSchemaRoot.of(idd);
                    VectorSchemaRoot missing = VectorSchemaRoot.of(id)) {
                assertThatThrownBy(() -> ArrowRows.copy(unknown, SCHEMA, pool))
                        .isInstanceOf(LaminarException.class)
                        .hasMessageContaining("LMR-4002")
                        .hasMessageContaining("did you mean id?");
                assertThatThrownBy(() -> ArrowRows.copy(missing, SCHEMA, pool))
                        .hasMessageContaining("LMR-4003")
                        .hasMessageContaining("row 1");
            }
            assertThat(pool.outstanding()).isZero();
        }
    }
}
