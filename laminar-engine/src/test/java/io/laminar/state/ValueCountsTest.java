package io.laminar.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueCountsTest {
    private static final int GROUPS = 5;
    private static final int VALUES = 300;

    /** Types with counts of their own each. */
    enum Kind {
        LONG(DataType.BIGINT),
        TEXT(DataType.VARCHAR);

        @SuppressWarnings("ImmutableEnumChecker") // a schema does not change
        final Schema schema;

        Kind(DataType type) {
            schema = Schema.of(List.of(new Field("v", type)));
        }

        void put(Batch batch, int row, int value) {
            if (value == 0) {
                batch.setNull(0, row);
            } else if (this == LONG) {
                batch.longs(0)[row] = value;
            } else {
                batch.objects(0)[row] = "t" + value;
            }
        }

        int read(Batch batch) {
            if (batch.isNull(0, 0)) {
                return 0;
            }
            return this == LONG
                    ? (int) batch.longs(0)[0]
                    : Integer.parseInt(((String) java.util.Objects.requireNonNull(batch.objects(0)[0])).substring(1));
        }
    }

    /** What is to be there: for each group the counts that are not 0. */
    private final Map<Integer, Map<Integer, Long>> expected = new HashMap<>();

    private final Random random = new Random(7);

    @ParameterizedTest
    @EnumSource
    void countsAreThoseOfAMapWhateverIsAddedReleasedAndWrittenInBetween(Kind kind) {
        ValueCounts counts = ValueCounts.of(kind.schema.type(0), 42);
        for (int step = 0; step < 3_000; step++) {
            switch (random.nextInt(20)) {
                case 0 -> {
                    int group = random.nextInt(GROUPS);
                    counts.release(group);
                    expected.remove(group);
                }
                case 1 -> counts = restored(counts, kind);
                case 2 -> {
                    counts.clear();
                    expected.clear();
                }
                case 3, 4, 5 -> addAll(counts, kind);
                default -> add(counts, kind);
            }
            counts.tidy();
            if (step % 10 == 0) {
                assertThat(read(counts, kind)).isEqualTo(expected);
            }
        }
        assertThat(expected).isNotEmpty();
    }

    private void add(ValueCounts counts, Kind kind) {
        Batch one = new Batch(kind.schema, 1);
        int group = random.nextInt(GROUPS);
        int value = random.nextInt(VALUES);
        long added = random.nextLong(-1, 2);
        if (added == 0) {
            added = -expected.getOrDefault(group, Map.of()).getOrDefault(value, -2L);
        }
        kind.put(one, 0, value);
        one.rows(1);
        assertThat(counts.add(group, one, 0, 0, added)).isEqualTo(note(group, value, added));
    }

    private void addAll(ValueCounts counts, Kind kind) {
        int rows = 1 + random.nextInt(400);
        boolean hasNulls = random.nextBoolean();
        Batch batch = new Batch(kind.schema, rows);
        RowSelection selection = new RowSelection();
        Map<Integer, @Nullable Integer> appeared = new HashMap<>();
        for (int row = 0; row < rows; row++) {
            int group = random.nextInt(GROUPS);
            int value = random.nextInt(VALUES - 1) + (hasNulls ? 0 : 1);
            kind.put(batch, row, value);
            if (row % 3 != 0) {
                selection.add(row, group);
                if (note(group, value, 1) == 0) {
                    appeared.put(row, group);
                }
            }
        }
        batch.rows(rows);
        RowSelection told = new RowSelection();
        counts.addAll(batch, 0, selection, told);
        Map<Integer, @Nullable Integer> actual = new HashMap<>();
        for (int i = 0; i < told.count(); i++) {
            actual.put(told.rows()[i], told.slots()[i]);
        }
        assertThat(actual).isEqualTo(appeared);
    }

    /** Tells the count before. */
    private long note(int group, int value, long added) {
        Map<Integer, Long> values = expected.computeIfAbsent(group, ignored -> new HashMap<>());
        long before = values.getOrDefault(value, 0L);
        if (before + added == 0) {
            values.remove(value);
        } else {
            values.put(value, before + added);
        }
        if (values.isEmpty()) {
            expected.remove(group);
        }
        return before;
    }

    private static Map<Integer, Map<Integer, Long>> read(ValueCounts counts, Kind kind) {
        Map<Integer, Map<Integer, Long>> actual = new HashMap<>();
        for (int group = 0; group < GROUPS; group++) {
            for (int entry = counts.first(group); entry != ValueCounts.NONE; entry = counts.next(entry)) {
                Batch one = new Batch(kind.schema, 1);
                counts.copyValue(entry, one, 0, 0);
                Long before = actual.computeIfAbsent(group, ignored -> new HashMap<>())
                        .put(kind.read(one), counts.count(entry));
                assertThat(before).isNull();
            }
        }
        return actual;
    }

    private static ValueCounts restored(ValueCounts counts, Kind kind) {
        ValueCounts read = ValueCounts.of(kind.schema.type(0), 43);
        Archives.copy(counts::persist, read::persist);
        return read;
    }
}
