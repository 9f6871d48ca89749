package io.laminar.ring1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.Laminar;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.LaminarException;
import io.laminar.engine.Restorer;
import io.laminar.spi.AggregateFunction;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The accumulators of users, which Java serializes. */
class UserObjectsTest {
    /** A sum that can be kept. */
    public static final class Kept implements AggregateFunction<Kept.Sum, Long> {
        /** Its accumulator. */
        public static final class Sum implements Serializable {
            private static final long serialVersionUID = 1;
            private long total;
        }

        @Override
        public Sum create() {
            return new Sum();
        }

        public void accumulate(Sum sum, long value) {
            sum.total += value;
        }

        @Override
        public Long result(Sum sum) {
            return sum.total;
        }
    }

    /** A sum that cannot. */
    public static final class Lost implements AggregateFunction<Lost.Open, Long> {
        /** Its accumulator. */
        public static final class Open {
            private long total;
        }

        @Override
        public Open create() {
            return new Open();
        }

        public void accumulate(Open sum, long value) {
            sum.total += value;
        }

        @Override
        public Long result(Open sum) {
            return sum.total;
        }
    }

    private static @Nullable Object total(LaminarEngine engine) {
        return engine.query("SELECT total FROM sums").toList().get(0).get(0);
    }

    private static LaminarEngine engine(AggregateFunction<?, Long> function) {
        LaminarEngine engine = Laminar.builder().name("user-objects").open();
        engine.registerFunction("sum_of_mine", function);
        engine.execute("CREATE SOURCE numbers (n BIGINT NOT NULL);"
                + "CREATE MATERIALIZED VIEW sums AS SELECT sum_of_mine(n) AS total FROM numbers");
        engine.source("numbers").pushBatch(List.of(Map.of("n", 3), Map.of("n", 4)));
        return engine;
    }

    @Test
    void areKeptWhenTheyAreSerializable() {
        try (LaminarEngine engine = engine(new Kept())) {
            assertThat(total(engine)).isEqualTo(7L);
            Restorer.restoreAll(engine);
            engine.source("numbers").push(Map.of("n", 5));
            assertThat(total(engine)).isEqualTo(12L);
        }
    }

    @Test
    void areRefusedByNameOtherwiseAndTheQueryGoesOn() {
        try (LaminarEngine engine = engine(new Lost())) {
            assertThat(total(engine)).isEqualTo(7L);
            assertThatThrownBy(() -> Restorer.restoreAll(engine))
                    .isInstanceOfSatisfying(
                            LaminarException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_NOT_SERIALIZABLE))
                    .hasMessageContaining("the accumulator of sum_of_mine holds a " + Lost.Open.class.getName());
            engine.source("numbers").push(Map.of("n", 5));
            assertThat(total(engine)).isEqualTo(12L);
        }
    }
}
