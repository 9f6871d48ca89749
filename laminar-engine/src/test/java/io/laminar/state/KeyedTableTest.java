package io.laminar.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyedTableTest {
    private static final int ROWS = 64;

    private static Schema schema(DataType... types) {
        return Schema.of(Arrays.stream(types).map(type -> new Field("c", type)).toArray(Field[]::new));
    }

    private static KeyedTable table(Schema schema, List<Integer> keys, long seed) {
        TableLayout layout = TableLayout.keyedBy(schema, keys);
        layout.addLong(100);
        return new KeyedTable(layout, seed);
    }

    private static List<Integer> slotsInOrder(KeyedTable table) {
        List<Integer> slots = new ArrayList<>();
        for (int slot = table.first(); slot != KeyedTable.NONE; slot = table.next(slot)) {
            slots.add(slot);
        }
        return slots;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void behavesLikeALinkedHashMap(long seed) {
        Random random = new Random(seed);
        Schema schema = schema(DataType.BIGINT, DataType.VARCHAR);
        List<Integer> keyList = seed % 2 == 0 ? List.of(0) : List.of(1, 0);
        int[] keys = keyList.stream().mapToInt(Integer::intValue).toArray();
        TableLayout layout = TableLayout.keyedBy(schema, keyList);
        int cell = layout.addLong(100);
        KeyedTable table = new KeyedTable(layout, seed);
        Map<String, Long> model = new LinkedHashMap<>();
        Map<String, Integer> slots = new LinkedHashMap<>();
        RowSelection rows = new RowSelection();
        Batch batch = new Batch(schema, ROWS);
        for (int step = 0; step < 2_000; step++) {
            batch.clear();
            List<String> texts = fill(batch, random, keys.length, step % 3 == 0);
            int choice = random.nextInt(100);
            if (choice == 0) {
                table.clear();
                model.clear();
                slots.clear();
            } else if (choice < 4) {
                KeyedTable read = new KeyedTable(layout, random.nextLong());
                Archives.copy(table::persist, read::persist);
                table = read;
            } else if (choice < 40) {
                for (int row = 0; row < ROWS; row++) {
                    int slot = table.find(batch, keys, row);
                    assertThat(slot).isEqualTo(slots.getOrDefault(texts.get(row), KeyedTable.NONE));
                    if (slot != KeyedTable.NONE) {
                        table.remove(slot);
                        model.remove(texts.get(row));
                        slots.remove(texts.get(row));
                    }
                }
            } else {
                rows.range(0, ROWS);
                table.slotsFor(batch, keys, rows);
                for (int row = 0; row < ROWS; row++) {
                    table.addLong(cell, rows.slots()[row], 1);
                    model.merge(texts.get(row), 1L, Long::sum);
                    slots.put(texts.get(row), rows.slots()[row]);
                    assertThat(table.slotFor(batch, keys, row)).isEqualTo(rows.slots()[row]);
                }
            }
            assertThat(table.size()).isEqualTo(model.size());
            assertThat(slotsInOrder(table))
                    .isEqualTo(model.keySet().stream().map(slots::get).toList());
            KeyedTable current = table;
            model.forEach((key, count) -> assertThat(current.longAt(cell, slots.getOrDefault(key, KeyedTable.NONE)))
                    .isEqualTo(100 + count));
        }
        assertThat(table.bytes()).isPositive();
    }

    private static List<String> fill(Batch batch, Random random, int keys, boolean hasNulls) {
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            long number = random.nextInt(300);
            String text = "text " + random.nextInt(3);
            batch.longs(0)[row] = number;
            batch.objects(1)[row] = text;
            boolean isNull = hasNulls && random.nextInt(50) == 0;
            if (isNull) {
                batch.setNull(0, row);
            }
            texts.add((isNull ? "NULL" : String.valueOf(number)) + (keys == 1 ? "" : text));
        }
        batch.rows(ROWS);
        return texts;
    }

    @Test
    void slotsAndOrderDoNotDependOnTheSeed() {
        Schema schema = schema(DataType.BIGINT);
        Random random = new Random(7);
        Batch batch = new Batch(schema, 1024);
        for (int row = 0; row < 1024; row++) {
            batch.longs(0)[row] = random.nextInt(500);
        }
        batch.rows(1024);
        RowSelection one = new RowSelection();
        RowSelection other = new RowSelection();
        one.range(0, 1024);
        other.range(0, 1024);
        table(schema, List.of(0), 1).slotsFor(batch, new int[] {0}, one);
        table(schema, List.of(0), 2).slotsFor(batch, new int[] {0}, other);
        assertThat(one.slots()).isEqualTo(other.slots());
    }

    @Test
    void contentDecidesWhatIsEqual() {
        Schema schema = schema(DataType.DOUBLE, DataType.of(DataType.Kind.VARBINARY), DataType.array(DataType.BIGINT));
        Batch batch = new Batch(schema, 4);
        double[] doubles = {0.0, -0.0, Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L)};
        for (int row = 0; row < 4; row++) {
            batch.doubles(0)[row] = doubles[row];
            batch.objects(1)[row] = new byte[] {1, 2, 3};
            batch.objects(2)[row] = Arrays.asList(1L, null);
        }
        batch.rows(4);
        KeyedTable table = table(schema, List.of(0, 1, 2), 5);
        RowSelection rows = new RowSelection();
        rows.range(0, 4);
        table.slotsFor(batch, new int[] {0, 1, 2}, rows);
        assertThat(Arrays.copyOf(rows.slots(), 4)).containsExactly(0, 0, 1, 1);
        batch.objects(1)[3] = new byte[] {1, 2, 4};
        assertThat(table.find(batch, new int[] {0, 1, 2}, 3)).isEqualTo(KeyedTable.NONE);
    }

    @Test
    void nullIsNotTheNumberUnderIt() {
        Schema schema = schema(DataType.BIGINT);
        Batch batch = new Batch(schema, 2);
        batch.setNull(0, 0);
        batch.rows(2);
        KeyedTable table = table(schema, List.of(0), 5);
        assertThat(table.slotFor(batch, new int[] {0}, 0)).isZero();
        assertThat(table.slotFor(batch, new int[] {0}, 1)).isEqualTo(1);
        Batch withoutNulls = new Batch(schema, 2);
        withoutNulls.rows(2);
        RowSelection rows = new RowSelection();
        rows.range(0, 2);
        table.slotsFor(withoutNulls, new int[] {0}, rows);
        assertThat(Arrays.copyOf(rows.slots(), 2)).containsExactly(1, 1);
    }

    @Test
    void keysThatPlainHashesConfuseAreSpread() {
        int keys = 1 << 16;
        Set<Integer> longs = new HashSet<>();
        Set<Integer> texts = new HashSet<>();
        for (int i = 0; i < keys; i++) {
            longs.add(Hashing.fold(Hashing.mix(42, (long) i << 40)) & (keys - 1));
            // all of these have the same String.hashCode()
            String bits = Integer.toBinaryString(keys | i).substring(1);
            String text = bits.replace("0", "Aa").replace("1", "BB");
            texts.add(Hashing.fold(Hashing.mixObject(42, text)) & (keys - 1));
        }
        // 63 % of the places are hit when each key falls at random
        assertThat(longs.size()).isGreaterThan(keys * 6 / 10);
        assertThat(texts.size()).isGreaterThan(keys * 6 / 10);
    }
}
