package io.laminar.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaterializedTableTest {
    private static final Schema SCHEMA =
            Schema.of(new Field("key", DataType.BIGINT), new Field("value", DataType.VARCHAR));

    private static Batch changes(Object... weightKeyValue) {
        Batch batch = new Batch(SCHEMA, 32);
        for (int i = 0; i < weightKeyValue.length; i += 3) {
            int row = batch.rows();
            batch.longs(0)[row] = (Integer) weightKeyValue[i + 1];
            batch.objects(1)[row] = weightKeyValue[i + 2];
            batch.setWeight(row, (Integer) weightKeyValue[i]);
            batch.rows(row + 1);
        }
        return batch;
    }

    private static List<String> rows(MaterializedTable table) {
        List<String> rows = new ArrayList<>();
        for (Batch batch : table.snapshot(2)) {
            for (int row = 0; row < batch.rows(); row++) {
                rows.add(batch.longs(0)[row] + "=" + batch.objects(1)[row]);
            }
        }
        return rows;
    }

    private static void inBothCuts(List<Integer> key, Batch changes, String... expected) {
        MaterializedTable whole = new MaterializedTable(SCHEMA, key, 1);
        whole.apply(changes, 0, changes.rows());
        MaterializedTable single = new MaterializedTable(SCHEMA, key, 2);
        for (int row = 0; row < changes.rows(); row++) {
            single.apply(changes, row, row + 1);
        }
        for (MaterializedTable table : List.of(whole, single)) {
            assertThat(rows(table)).containsExactly(expected);
            assertThat(table.size()).isEqualTo(expected.length);
        }
    }

    @Test
    void updateKeepsItsPlace() {
        inBothCuts(
                List.of(0), changes(1, 1, "a", 1, 2, "b", 1, 3, "c", -1, 1, "a", 1, 1, "d", -1, 2, "b"), "1=d", "3=c");
    }

    @Test
    void insertionBeforeTheRetractionOfTheOldRowReplacesIt() {
        inBothCuts(List.of(0), changes(1, 1, "a", 1, 1, "b", -1, 1, "a", 1, 2, "x", -1, 2, "x"), "1=b");
    }

    @Test
    void withoutKeyItIsAMultiset() {
        inBothCuts(
                List.of(),
                changes(1, 1, "a", 1, 2, "b", 1, 1, "a", -1, 2, "b", 2, 1, "a", -1, 1, "a", 1, 2, "b"),
                "1=a",
                "1=a",
                "1=a",
                "2=b");
    }

    @Test
    void isAskedByKey() {
        MaterializedTable table = new MaterializedTable(SCHEMA, List.of(0), 1);
        table.apply(changes(1, 1, "a", 1, 2, "b", -1, 2, "b"), 0, 3);
        Batch key = new Batch(Schema.of(new Field("k", DataType.BIGINT)), 3);
        key.longs(0)[0] = 1;
        key.longs(0)[1] = 2;
        key.longs(0)[2] = 3;
        key.rows(3);
        Batch out = new Batch(SCHEMA, 3);
        assertThat(table.lookup(key, new int[] {0}, 0, out)).isTrue();
        assertThat(table.lookup(key, new int[] {0}, 1, out)).isFalse();
        assertThat(table.lookup(key, new int[] {0}, 2, out)).isFalse();
        assertThat(out.rows()).isEqualTo(1);
        assertThat(out.objects(1)[0]).isEqualTo("a");
    }
}
