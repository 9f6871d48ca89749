package io.laminar.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.ring1.Operator;
import io.laminar.ring1.Output;
import io.laminar.state.StateArchive;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorHarnessTest {
    private static final Schema SCHEMA = Schema.of(new Field("n", DataType.BIGINT));

    /** Passes rows on, and can do what an operator must not. */
    private record Echo(boolean leaks, boolean countsBatches) implements Operator {
        @Override
        public Schema outputSchema() {
            return SCHEMA;
        }

        @Override
        public void onBatch(int input, Batch in, int from, int to, Output out) {
            if (leaks) {
                in.retain();
            }
            for (int row = from; row < to; row++) {
                out.batch().appendRow(in, row);
            }
            if (countsBatches) {
                out.batch().appendRow(in, from);
            }
        }

        @Override
        public void onWatermark(long watermark, Output out) {
            out.watermark(watermark);
        }

        @Override
        public void persist(StateArchive archive) {}

        @Override
        public long stateRows() {
            return 0;
        }
    }

    private static OperatorHarness echo(boolean leaks, boolean countsBatches) {
        return OperatorHarness.of(() -> new Echo(leaks, countsBatches), SCHEMA).input("""
                + 1
                - 2
                watermark 1s""");
    }

    @Test
    void comparesWhatComesOut() {
        echo(false, false).expect("""
                + 1
                - 2
                watermark 1s""");
        assertThatThrownBy(() -> echo(false, false).expect("+ 1")).isInstanceOf(AssertionError.class);
    }

    @Test
    void batchThatIsNotGivenBackFails() {
        assertThatThrownBy(() -> echo(true, false).expectSameChanges())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not given back");
    }

    @Test
    void operatorThatSeesTheBatchesFails() {
        assertThatThrownBy(() -> echo(false, true).expectSameChanges())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("batches of one");
    }

    @Test
    void foldsBetweenWatermarks() {
        assertThat(OperatorHarness.fold(List.of("+ b", "+ a", "-2 b", "watermark 1s", "+ a", "- a")))
                .containsExactly("+ a", "- b", "watermark 1s");
    }
}
