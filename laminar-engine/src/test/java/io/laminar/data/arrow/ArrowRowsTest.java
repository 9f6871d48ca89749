package io.laminar.data.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.binding.RowBlock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampMilliVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampSecTZVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

class ArrowRowsTest {
    private static final DataType MILLIS = new DataType(DataType.Kind.TIMESTAMP, 3, 0, true, List.of(), List.of());
    private static final Schema SCHEMA = Schema.of(
            new Field("id", DataType.BIGINT.notNull()),
            new Field("name", DataType.VARCHAR),
            new Field("ts", DataType.TIMESTAMP),
            new Field("count", DataType.INTEGER));

    @Test
    void copiesVectorsByName() {
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
                RowBlock rows = ArrowRows.of(root, SCHEMA);
                Batch first = new Batch(SCHEMA, 2);
                rows.copy(0, 2, first);
                Batch second = new Batch(SCHEMA, 2);
                rows.copy(2, 1, second);

                assertThat(rows.rows()).isEqualTo(3);
                assertThat(first.rows()).isEqualTo(2);
                assertThat(second.rows()).isEqualTo(1);
                assertThat(first.longs(0)).startsWith(10L, 11L);
                assertThat(first.objects(1)[0]).isEqualTo("zürich");
                assertThat(first.isNull(1, 1)).isTrue();
                assertThat(second.longs(0)[0]).isEqualTo(12L);
                assertThat(second.objects(1)[0]).isEqualTo("c");
                assertThat(second.longs(2)[0]).isEqualTo(2_000_000L);
                assertThat(second.longs(3)[0]).isEqualTo(7L);
            }
        }
    }

    @Test
    void timesOfEveryUnitBecomeMicroseconds() {
        Schema times = Schema.of(
                new Field("s", DataType.TIMESTAMP_LTZ), new Field("n", DataType.TIMESTAMP), new Field("u", MILLIS));
        try (RootAllocator allocator = new RootAllocator();
                TimeStampSecTZVector s = new TimeStampSecTZVector("s", allocator, "UTC");
                TimeStampNanoVector n = new TimeStampNanoVector("n", allocator);
                TimeStampMicroVector u = new TimeStampMicroVector("u", allocator)) {
            s.setSafe(0, -2);
            s.setNull(1);
            n.setSafe(0, -1);
            n.setSafe(1, 1_999);
            u.setSafe(0, 1_999);
            u.setSafe(1, -1);
            List<FieldVector> vectors = List.of(s, n, u);
            vectors.forEach(vector -> vector.setValueCount(2));
            try (VectorSchemaRoot root = new VectorSchemaRoot(vectors)) {
                Batch batch = new Batch(times, 2);
                ArrowRows.of(root, times).copy(0, 2, batch);

                assertThat(batch.longs(0)[0]).isEqualTo(-2_000_000);
                assertThat(batch.isNull(0, 1)).isTrue();
                assertThat(batch.longs(1)).containsExactly(-1, 1);
                assertThat(batch.longs(2)).containsExactly(1_000, -1_000);
                s.setSafe(1, Long.MAX_VALUE);
                assertThatThrownBy(() -> ArrowRows.of(root, times)).hasMessageContaining("column s is TIMESTAMP_LTZ");
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
            try (VectorSchemaRoot unknown = VectorSchemaRoot.of(idd);
                    VectorSchemaRoot missing = VectorSchemaRoot.of(id)) {
                assertThatThrownBy(() -> ArrowRows.of(unknown, SCHEMA))
                        .isInstanceOf(LaminarException.class)
                        .hasMessageContaining("LMR-4002")
                        .hasMessageContaining("did you mean id?");
                assertThatThrownBy(() -> ArrowRows.of(missing, SCHEMA))
                        .hasMessageContaining("LMR-4003")
                        .hasMessageContaining("row 1");
            }
        }
    }
}
