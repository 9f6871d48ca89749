package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.api.PollableSubscription;
import io.laminar.api.QueryResult;
import io.laminar.testing.function.SampleAggregates;
import io.laminar.testing.function.SampleFunctions;
import io.laminar.testing.function.SampleTables;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class BuilderFunctionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    record Three(String a, long b, double c) {}

    public static final class Lists {
        public Map<String, List<Integer>> eval(String key, List<Integer> values) {
            return Map.of(key, values);
        }
    }

    public static final class Two {
        public long one(long value) {
            return value;
        }

        public long two(long value) {
            return value;
        }
    }

    public static final class Nothing {
        public void eval(long value) {}
    }

    public static final class Cents {
        public BigDecimal eval(BigDecimal value) {
            return value.movePointRight(2);
        }
    }

    @Test
    void callsAClassAnObjectAndAMethodInAStream() throws Exception {
        LongUnaryOperator plusOne = value -> value + 1;
        try (LaminarEngine engine = Laminar.builder()
                .function("shout", SampleFunctions.Shout.class)
                .function("plus_one", plusOne)
                .function("mean", SampleFunctions.class.getMethod("mean", double.class, double.class), () -> null)
                .open()) {
            engine.execute("CREATE SOURCE t (k VARCHAR, v INTEGER);"
                    + "CREATE STREAM s AS SELECT shout(k) AS a, plus_one(v) AS b, MEAN(v, 2) AS c FROM t");
            try (PollableSubscription<Three> rows = engine.subscribe("s", Three.class)) {
                engine.source("t").push("x", 4);
                assertThat(rows.poll(PATIENCE).orElseThrow().row()).isEqualTo(new Three("X!", 5, 3));
            }
        }
    }

    @Test
    void takesTypesFromTheMethod() {
        try (LaminarEngine engine = Laminar.builder()
                .function("keyed", new Lists())
                .function("cents", Cents.class)
                .open()) {
            assertThat(first(engine, "SELECT keyed('a', ARRAY[1, 2])")).isEqualTo(Map.of("a", List.of(1, 2)));
            assertThat((BigDecimal) first(engine, "SELECT cents(1.25)")).isEqualByComparingTo("125");
        }
    }

    @Test
    void isListedAndShownAndDropped() {
        try (LaminarEngine engine =
                Laminar.builder().function("shout", SampleFunctions.Shout.class).open()) {
            try (QueryResult rows = engine.query("SHOW FUNCTIONS")) {
                assertThat(rows).anySatisfy(row -> {
                    assertThat(row.get("name")).isEqualTo("shout");
                    assertThat(row.get("signature")).isEqualTo("(VARCHAR) VARCHAR");
                    assertThat(row.get("kind")).isEqualTo("USER SCALAR");
                });
            }
            String statement = first(engine, "SHOW CREATE FUNCTION shout", 1).toString();
            engine.execute("DROP FUNCTION shout");
            assertCode(() -> engine.query("SELECT shout('a')"), ErrorCode.FUNCTION_NOT_FOUND);
            engine.execute(statement);
            assertThat(first(engine, "SELECT shout('a')")).isEqualTo("A!");
        }
    }

    @Test
    void takesAggregatesAsClassesAndObjects() {
        String input = "FROM (VALUES (1.0, 1), (4.0, 2)) AS t (v, w)";
        try (LaminarEngine engine = Laminar.builder()
                .function("weighted_mean", SampleAggregates.WeightedMean.class)
                .function("joined", new SampleAggregates.Joined())
                .open()) {
            assertThat(first(engine, "SELECT weighted_mean(v, w) " + input)).isEqualTo(3.0);
            assertThat(first(engine, "SELECT joined(CAST(w AS VARCHAR)) " + input))
                    .isEqualTo("12");
            String statement =
                    first(engine, "SHOW CREATE FUNCTION weighted_mean", 1).toString();
            engine.execute("DROP FUNCTION weighted_mean");
            engine.execute(statement);
            assertThat(first(engine, "SELECT weighted_mean(v, w) " + input)).isEqualTo(3.0);
        }
        assertCode(
                () -> Laminar.builder()
                        .function("f", SampleAggregates.Closed.class)
                        .open(),
                ErrorCode.INVALID_FUNCTION);
    }

    /** By its return type a table function. */
    public static final class Halves {
        public Iterable<Long> eval(long value) {
            return value % 2 == 0 ? List.of(value / 2, value / 2) : List.of();
        }
    }

    @Test
    void takesTableFunctionsAndOverloads() throws Exception {
        try (LaminarEngine engine = Laminar.builder()
                .function("halves", Halves.class)
                .function("kind", SampleTables.class.getMethod("kind", long.class), () -> SampleTables.class)
                .function("kind", SampleTables.class.getMethod("kind", String.class), () -> SampleTables.class)
                .function("words", SampleTables.class.getMethod("words", String.class), () -> SampleTables.class)
                .open()) {
            assertThat(first(engine, "SELECT SUM(h.value) FROM halves(6) AS h")).isEqualTo(6L);
            assertThat(first(engine, "SELECT kind(1) || kind('a')")).isEqualTo("number 1text a");
            assertThat(first(engine, "SELECT word FROM words('a b') WHERE place_in_text = 2"))
                    .isEqualTo("b");
            String statement = first(engine, "SHOW CREATE FUNCTION words", 1).toString();
            assertThat(statement).contains("RETURNS TABLE (place_in_text INTEGER, word VARCHAR)");
            engine.execute("DROP FUNCTION words; DROP FUNCTION kind (BIGINT)");
            assertCode(() -> engine.query("SELECT * FROM words('a')"), ErrorCode.FUNCTION_NOT_FOUND);
            engine.execute(statement);
            assertThat(first(engine, "SELECT word FROM words('a b')")).isEqualTo("a");
            assertThat(first(engine, "SELECT kind('a')")).isEqualTo("text a");
        }
    }

    @Test
    void anErrorOfAnAggregateFailsItsQuery() {
        try (LaminarEngine engine = Laminar.builder()
                .function("joined", SampleAggregates.Joined.class)
                .open()) {
            engine.execute("CREATE SOURCE t (s VARCHAR); CREATE MATERIALIZED VIEW j AS SELECT joined(s) AS j FROM t");
            engine.source("t").push("bad");
            engine.awaitIdle(PATIENCE);
            assertThat(engine.findQuery("j").orElseThrow().error())
                    .get()
                    .extracting(Throwable::getMessage)
                    .asString()
                    .contains("LMR-4008", "function joined failed with java.lang.IllegalStateException: it is bad");
        }
    }

    @Test
    void refusesWhatIsNoFunction() {
        Function<String, String> erased = text -> text;
        assertCode(() -> Laminar.builder().function("f", erased).open(), ErrorCode.INVALID_FUNCTION);
        assertCode(() -> Laminar.builder().function("f", Two.class), ErrorCode.INVALID_FUNCTION);
        assertCode(() -> Laminar.builder().function("f", new Nothing()).open(), ErrorCode.INVALID_FUNCTION);
        assertCode(() -> Laminar.builder().function("upper", Cents.class).open(), ErrorCode.OBJECT_EXISTS);
        assertCode(
                () -> Laminar.builder()
                        .function("f", Cents.class)
                        .name("refused")
                        .function("F", Cents.class)
                        .open(),
                ErrorCode.OBJECT_EXISTS);
        assertThat(Laminar.find("refused")).isEmpty();
    }

    private static Object first(LaminarEngine engine, String sql) {
        return first(engine, sql, 0);
    }

    private static Object first(LaminarEngine engine, String sql, int column) {
        try (QueryResult rows = engine.query(sql)) {
            return java.util.Objects.requireNonNull(rows.iterator().next().get(column));
        }
    }

    private static void assertCode(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, ErrorCode code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
