package io.laminar.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.GroupLoop;
import io.laminar.state.GroupLoopSpec;
import io.laminar.state.GroupLoopSpec.Change;
import io.laminar.state.GroupLoopSpec.Concern;
import io.laminar.state.GroupLoopSpec.Update;
import io.laminar.state.KeyedTable;
import io.laminar.state.OrderedDoubles;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

class GroupLoopTest {
    private static final Schema SCHEMA = Schema.of(
            new Field("k", DataType.BIGINT.notNull()),
            new Field("n", DataType.BIGINT),
            new Field("x", DataType.DOUBLE),
            new Field("f", DataType.BOOLEAN));

    private static final GroupLoopSpec SPEC = new GroupLoopSpec(
            0,
            List.of(
                    new Concern(GroupLoopSpec.NONE, GroupLoopSpec.NONE, List.of(new Update(Change.COUNT, 1))),
                    new Concern(
                            1,
                            GroupLoopSpec.NONE,
                            List.of(
                                    new Update(Change.COUNT, 2),
                                    new Update(Change.ADD_LONG, 3),
                                    new Update(Change.LEAST_LONG, 4),
                                    new Update(Change.GREATEST_LONG, 5))),
                    new Concern(
                            2,
                            3,
                            List.of(
                                    new Update(Change.ADD_DOUBLE, 6),
                                    new Update(Change.LEAST_DOUBLE, 7),
                                    new Update(Change.GREATEST_DOUBLE, 8)))));

    /** A group, counted with other means. */
    private static final class Group {
        long rows;
        final List<Long> numbers = new ArrayList<>();
        final List<Double> doubles = new ArrayList<>();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void groupsAreWhatALoopOverObjectsSays(boolean isFinding) {
        KeyedTable table = table();
        Map<Integer, BigInteger> carried = new HashMap<>();
        GroupLoop loop = GroupLoopClass.of(SPEC)
                .newLoop(List.of((groups, slot, carry) ->
                        carried.merge(slot, BigInteger.valueOf(carry).shiftLeft(64), BigInteger::add)));
        Map<Long, Group> expected = new HashMap<>();
        SplittableRandom random = new SplittableRandom(7);
        RowSelection rows = new RowSelection();
        for (int round = 0; round < 50; round++) {
            Batch batch = randomBatch(random, expected);
            rows.range(0, batch.rows());
            if (isFinding) {
                loop.findAndAdd(batch, rows, table);
            } else {
                table.slotsFor(batch, new int[] {0}, rows);
                loop.add(batch, rows, table);
            }
        }

        assertThat(table.size()).isEqualTo(expected.size());
        expected.forEach((key, group) -> {
            int slot = table.slotOf(key);
            assertThat(table.longAt(1, slot)).isEqualTo(group.rows);
            assertThat(table.longAt(2, slot)).isEqualTo(group.numbers.size());
            BigInteger sum = BigInteger.valueOf(table.longAt(3, slot)).add(carried.getOrDefault(slot, BigInteger.ZERO));
            assertThat(sum)
                    .isEqualTo(
                            group.numbers.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add));
            if (!group.numbers.isEmpty()) {
                assertThat(table.longAt(4, slot)).isEqualTo(Collections.min(group.numbers));
                assertThat(table.longAt(5, slot)).isEqualTo(Collections.max(group.numbers));
            }
            double total = 0;
            for (double added : group.doubles) {
                total += added;
            }
            assertThat(Double.valueOf(table.doubleAt(6, slot))).isEqualTo(Double.valueOf(total));
            if (!group.doubles.isEmpty()) {
                assertThat(Double.valueOf(OrderedDoubles.toDouble(table.longAt(7, slot))))
                        .isEqualTo(Collections.min(group.doubles));
                assertThat(Double.valueOf(OrderedDoubles.toDouble(table.longAt(8, slot))))
                        .isEqualTo(Collections.max(group.doubles));
            }
        });
    }

    private static KeyedTable table() {
        TableLayout layout = TableLayout.keyedBy(SCHEMA, List.of(0));
        layout.addLong(0);
        layout.addLong(0);
        layout.addLong(0);
        layout.addLong(Long.MAX_VALUE);
        layout.addLong(Long.MIN_VALUE);
        layout.addDouble(0);
        layout.addLong(Long.MAX_VALUE);
        layout.addLong(Long.MIN_VALUE);
        return new KeyedTable(layout, 3);
    }

    private static Batch randomBatch(SplittableRandom random, Map<Long, Group> expected) {
        int count = random.nextInt(1, 200);
        Batch batch = new Batch(SCHEMA, count);
        for (int row = 0; row < count; row++) {
            long key = random.nextInt(100) - 50L;
            Group group = expected.computeIfAbsent(key, absent -> new Group());
            group.rows++;
            batch.longs(0)[row] = key;
            if (random.nextInt(4) == 0) {
                batch.setNull(1, row);
            } else {
                long number = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(-9, 10);
                batch.longs(1)[row] = number;
                group.numbers.add(number);
            }
            boolean isNull = random.nextInt(5) == 0;
            double x = new double[] {random.nextInt(-9, 10), -0.0, 0.0, Double.NaN, Double.POSITIVE_INFINITY}
                    [random.nextInt(20) > 0 ? 0 : random.nextInt(5)];
            int filter = random.nextInt(3);
            if (isNull) {
                batch.setNull(2, row);
            } else {
                batch.doubles(2)[row] = x;
            }
            if (filter == 2) {
                batch.setNull(3, row);
            } else {
                batch.longs(3)[row] = filter;
            }
            if (!isNull && filter == 1) {
                group.doubles.add(x);
            }
            batch.rows(row + 1);
        }
        return batch;
    }

    @Test
    void theBytecodeIsValid() {
        StringWriter problems = new StringWriter();
        CheckClassAdapter.verify(
                new ClassReader(GroupLoopClass.bytes(SPEC)),
                getClass().getClassLoader(),
                false,
                new PrintWriter(problems));
        CheckClassAdapter.verify(
                new ClassReader(GroupLoopClass.bytes(new GroupLoopSpec(GroupLoopSpec.NONE, SPEC.concerns()))),
                getClass().getClassLoader(),
                false,
                new PrintWriter(problems));

        assertThat(problems.toString()).isEmpty();
    }

    @Test
    void equalLoopsShareTheirClass() {
        CompilerCache cache = new CompilerCache(4);
        GroupLoopSpec equal = new GroupLoopSpec(0, List.copyOf(SPEC.concerns()));

        assertThat(cache.groupLoop(SPEC)).isSameAs(cache.groupLoop(equal));
        assertThat(cache.hits()).isEqualTo(1);
        assertThat(cache.misses()).isEqualTo(1);
    }

    @Test
    void tooManyAccumulatorsAreNotCompiled() {
        List<Update> many = IntStream.range(0, 65)
                .mapToObj(cell -> new Update(Change.COUNT, cell))
                .toList();
        GroupLoopSpec spec = new GroupLoopSpec(0, List.of(new Concern(GroupLoopSpec.NONE, GroupLoopSpec.NONE, many)));

        assertThatThrownBy(() -> GroupLoopClass.of(spec))
                .isInstanceOf(NotCompilableException.class)
                .hasMessageContaining("65 accumulators");
    }

    @Test
    void aLoopOfTheMostAccumulatorsIsShortEnough() {
        List<Update> many = IntStream.range(0, 64)
                .mapToObj(cell -> new Update(Change.ADD_LONG, cell))
                .toList();
        GroupLoopSpec spec = new GroupLoopSpec(0, List.of(new Concern(1, 3, many)));

        assertThat(GroupLoopClass.bytes(spec)).isNotEmpty();
    }
}
