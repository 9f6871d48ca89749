package io.laminar.data.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.Field;
import io.laminar.api.LaminarException;
import io.laminar.api.Row;
import io.laminar.api.Schema;
import io.laminar.api.annotation.Column;
import io.laminar.data.Batch;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowBindingTest {
    private static final Schema TRADES = Schema.of(
            new Field("symbol", DataType.VARCHAR),
            new Field("price", DataType.DOUBLE),
            new Field("volume", DataType.BIGINT),
            new Field("window_end", DataType.TIMESTAMP),
            new Field("is_open", DataType.BOOLEAN));
    private static final Instant NOON = Instant.parse("2001-01-01T12:00:00.123456Z");

    private record Trade(String symbol, double price, int volume, Instant windowEnd, boolean isOpen) {}

    @Test
    void takesRecordsThereAndBack() {
        Trade trade = new Trade("ACME", 1.5, 7, NOON, true);
        assertThat(thereAndBack(Trade.class, trade, TRADES.withTimeColumn(3))).isEqualTo(trade);
    }

    /** Queries may ask at each run; a codec costs a class. Another schema needs another one. */
    @Test
    void aCodecIsMadeOnceForAClassAndASchema() {
        Schema same = Schema.of(TRADES.fields().toArray(Field[]::new));
        Schema other = Schema.of(new Field("number", DataType.BIGINT));
        assertThat(RowEncoder.of(Trade.class, same)).isSameAs(RowEncoder.of(Trade.class, TRADES));
        assertThat(RowDecoder.of(Trade.class, same)).isSameAs(RowDecoder.of(Trade.class, TRADES));
        assertThat(RowDecoder.of(Wide.class, other).getClass())
                .isNotEqualTo(RowDecoder.of(Trade.class, TRADES).getClass());
        for (int i = 0; i < 200; i++) {
            Schema wide = Schema.of(new Field("number", DataType.BIGINT), new Field("column_" + i, DataType.BIGINT));
            assertThat(thereAndBack(Wide.class, new Wide(i), wide)).isEqualTo(new Wide(i));
        }
    }

    record Small(byte a, short b, float c, long d, long at, char e, double f) {}

    @Test
    void takesEveryPrimitive() {
        Schema schema = Schema.of(
                new Field("a", DataType.INTEGER),
                new Field("b", DataType.DOUBLE),
                new Field("c", DataType.of(DataType.Kind.REAL)),
                new Field("d", DataType.decimal(10, 2)),
                new Field("at", DataType.TIMESTAMP),
                new Field("e", DataType.VARCHAR),
                new Field("f", DataType.decimal(4, 1)));
        Small small = new Small((byte) 1, (short) 2, 0.1f, -4, -1500, 'x', 0.5);
        assertThat(thereAndBack(Small.class, small, schema)).isEqualTo(small);
        Batch batch = batchOf(Small.class, small, schema);
        assertThat(ArrayRow.of(batch, 0))
                .hasToString("{a=1, b=2.0, c=0.1, d=-4.00, at=1969-12-31T23:59:58.500, e=x, f=0.5}");
    }

    record Wide(long number) {}

    @Test
    void checksTheRangeOfPrimitives() {
        Schema schema = Schema.of(new Field("number", DataType.INTEGER));
        assertThat(thereAndBack(Wide.class, new Wide(Integer.MIN_VALUE), schema))
                .isEqualTo(new Wide(Integer.MIN_VALUE));
        assertMismatch(() -> batchOf(Wide.class, new Wide(1L << 31), schema), "number", "2147483648", "INTEGER");
        Schema decimal = Schema.of(new Field("number", DataType.decimal(3, 1)));
        assertThat(thereAndBack(Wide.class, new Wide(-99), decimal)).isEqualTo(new Wide(-99));
        assertMismatch(() -> batchOf(Wide.class, new Wide(-100), decimal), "number", "-100");
    }

    record Annotated(
            @Column("window_end") OffsetDateTime closes,
            @Column("symbol") Optional<TimeUnit> unit) {}

    @Test
    void followsAnnotationsOptionalsAndEnums() {
        Annotated full = new Annotated(NOON.atOffset(ZoneOffset.UTC), Optional.of(TimeUnit.DAYS));
        assertThat(thereAndBack(Annotated.class, full, TRADES)).isEqualTo(full);
        Annotated empty = new Annotated(NOON.atOffset(ZoneOffset.UTC), Optional.empty());
        assertThat(thereAndBack(Annotated.class, empty, TRADES)).isEqualTo(empty);
        Batch batch = batchOf(Annotated.class, full, TRADES);
        assertThat(ArrayRow.of(batch, 0).get("volume")).isNull();
        Values.write(batch, 0, 0, "YEARS");
        assertMismatch(() -> RowDecoder.of(Annotated.class, TRADES).decode(batch, 0), "unit", "YEARS", "NANOSECONDS");
    }

    public static final class Bean {
        private @Nullable String symbol;

        @Column("window_end")
        private @Nullable LocalDateTime closing;

        private boolean isOpen;

        public @Nullable String getSymbol() {
            return symbol;
        }

        public void setSymbol(@Nullable String symbol) {
            this.symbol = symbol;
        }

        public @Nullable LocalDateTime getClosing() {
            return closing;
        }

        public void setClosing(@Nullable LocalDateTime closing) {
            this.closing = closing;
        }

        @Column("is_open")
        public boolean isOpen() {
            return isOpen;
        }

        @Column("is_open")
        public void setOpen(boolean open) {
            isOpen = open;
        }

        public String getDescription() {
            return symbol + " at " + closing;
        }
    }

    @Test
    void takesBeansThereAndBackWithoutWhatTheyCompute() {
        Bean bean = new Bean();
        bean.setSymbol("ACME");
        bean.setOpen(true);
        bean.setClosing(LocalDateTime.of(2001, 1, 1, 0, 0));
        Bean copy = thereAndBack(Bean.class, bean, TRADES);
        assertThat(copy.getDescription()).isEqualTo("ACME at 2001-01-01T00:00");
        assertThat(copy.isOpen()).isTrue();
    }

    @Test
    void takesMapsByNameIgnoringCaseAndUnderscores() {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("SYMBOL", "ACME");
        row.put("windowEnd", NOON);
        Batch batch = batchOf(Map.class, row, TRADES);
        assertThat(RowDecoder.of(Map.class, TRADES).decode(batch, 0).toString())
                .isEqualTo(
                        "{symbol=ACME, price=null, volume=null, window_end=2001-01-01T12:00:00.123456, is_open=null}");
        assertMismatch(() -> batchOf(Map.class, Map.of("prize", 1), TRADES), "prize", "did you mean price?");
        assertMismatch(() -> batchOf(Map.class, Map.of("price", 1, "PRICE", 2), TRADES), "both mean column price");
    }

    @Test
    void takesValuesByPosition() {
        @Nullable Object[] values = {"ACME", 2, null, "2001-01-01 00:00:00", false};
        Batch batch = batchOf(Object[].class, values, TRADES);
        assertThat(RowDecoder.of(Object[].class, TRADES).decode(batch, 0))
                .containsExactly("ACME", 2.0, null, LocalDateTime.of(2001, 1, 1, 0, 0), false);
        assertThat(RowDecoder.of(List.class, TRADES).decode(batch, 0).toString())
                .startsWith("[ACME, 2.0, null");
        Row row = RowDecoder.of(Row.class, TRADES).decode(batch, 0);
        assertThat(row)
                .isEqualTo(ArrayRow.of(batch, 0))
                .hasSameHashCodeAs(ArrayRow.of(batch, 0))
                .isNotEqualTo(ArrayRow.of(TRADES, "ACME", 2.5, null, null, null));
        assertThat(ArrayRow.of(batchOf(Row.class, row, TRADES), 0)).isEqualTo(row);
        assertMismatch(() -> batchOf(Object[].class, new Object[] {1}, TRADES), "1 values");
    }

    @Test
    void takesSingleValuesForSingleColumns() {
        Schema count = Schema.of(new Field("n", DataType.BIGINT));
        assertThat(thereAndBack(Long.class, 7L, count)).isEqualTo(7L);
        assertThat(RowDecoder.of(int.class, count).decode(batchOf(Long.class, 7L, count), 0))
                .isEqualTo(7);
        assertThat(RowDecoder.of(BigDecimal.class, count).decode(batchOf(Long.class, 7L, count), 0))
                .isEqualTo(new BigDecimal(7));
        assertThat(thereAndBack(String.class, "x", Schema.of(new Field("s", DataType.VARCHAR))))
                .isEqualTo("x");
        assertMismatch(() -> RowDecoder.of(Long.class, TRADES), "Long is one value");
        assertMismatch(() -> RowDecoder.of(Instant.class, count), "BIGINT", "Instant");
    }

    record Misspelled(String symbl) {}

    record Mistyped(Instant symbol) {}

    @Test
    void refusesWhatDoesNotFitWhenItIsMade() {
        assertMismatch(() -> RowEncoder.of(Misspelled.class, TRADES), "symbl", "did you mean symbol?");
        assertMismatch(() -> RowDecoder.of(Misspelled.class, TRADES), "symbl", "did you mean symbol?");
        assertMismatch(() -> RowDecoder.of(Mistyped.class, TRADES), "symbol", "VARCHAR", "Instant", "String");
        assertMismatch(() -> RowDecoder.of(Thread.State.class.getSuperclass(), TRADES), "java.lang.Enum");
        Schema strict = Schema.of(new Field("number", DataType.BIGINT), new Field("b", DataType.BIGINT.notNull()));
        assertMismatch(() -> RowEncoder.of(Wide.class, strict), "b BIGINT NOT NULL", "Wide");
    }

    @Test
    void namesTheComponentThatCannotBeNull() {
        Batch batch = batchOf(Map.class, Map.of("symbol", "x"), TRADES);
        assertMismatch(() -> RowDecoder.of(Trade.class, TRADES).decode(batch, 0), "price", "NULL", "Double");
    }

    @Test
    void refusesFractionsForWholeNumbers() {
        Schema schema = Schema.of(new Field("number", DataType.DOUBLE));
        Batch batch = batchOf(Double.class, 1.5, schema);
        assertMismatch(() -> RowDecoder.of(Wide.class, schema).decode(batch, 0), "number", "1.5", "long");
    }

    @Test
    void leavesNothingOfARowThatFails() {
        Schema schema = Schema.of(new Field("a", DataType.VARCHAR), new Field("b", DataType.BIGINT));
        Batch batch = new Batch(schema, 2);
        RowEncoder<Object[]> encoder = RowEncoder.of(Object[].class, schema);
        @Nullable Object[] wrong = {null, "no number"};
        assertThatThrownBy(() -> encoder.encode(wrong, batch, 0)).isInstanceOf(LaminarException.class);
        encoder.encode(new Object[] {"x", 1}, batch, 0);
        batch.rows(1);
        assertThat(ArrayRow.of(batch, 0)).hasToString("{a=x, b=1}");
    }

    @Test
    void takesLocalClasses() {
        record Local(String symbol) {}
        assertThat(thereAndBack(Local.class, new Local("x"), TRADES)).isEqualTo(new Local("x"));
    }

    record Refusing(String symbol) {
        Refusing {
            throw new IllegalStateException("not " + symbol);
        }
    }

    @Test
    void saysWhenAConstructorRefuses() {
        Batch batch = batchOf(Map.class, Map.of("symbol", "x"), TRADES);
        assertMismatch(() -> RowDecoder.of(Refusing.class, TRADES).decode(batch, 0), "Refusing", "not x");
    }

    @Test
    void encodesPrimitivesAndStringsWithoutAllocation() {
        Schema schema = Schema.of(
                new Field("symbol", DataType.VARCHAR),
                new Field("price", DataType.DOUBLE),
                new Field("volume", DataType.BIGINT),
                new Field("windowEnd", DataType.TIMESTAMP),
                new Field("isOpen", DataType.BOOLEAN));
        RowEncoder<Trade> encoder = RowEncoder.of(Trade.class, schema);
        Trade trade = new Trade("ACME", 1.5, 1_000_000, NOON, true);
        Batch batch = new Batch(schema, 1);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                encoder.encode(trade, batch, 0);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // Per row that would be at least 16 bytes; what measuring itself needs is a few hundred.
        assertThat(least).isLessThan(10_000);
    }

    private static <T> T thereAndBack(Class<T> type, T row, Schema schema) {
        T back = RowDecoder.of(type, schema).decode(batchOf(type, row, schema), 0);
        assertThat(back).isNotNull();
        return back;
    }

    private static <T> Batch batchOf(Class<T> type, T row, Schema schema) {
        Batch batch = new Batch(schema, 1);
        RowEncoder.of(type, schema).encode(row, batch, 0);
        batch.rows(1);
        return batch;
    }

    private static void assertMismatch(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BINDING_MISMATCH))
                .hasMessageContainingAll(parts);
    }
}
