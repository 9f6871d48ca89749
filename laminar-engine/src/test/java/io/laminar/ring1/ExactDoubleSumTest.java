package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.schema;
import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.state.KeyedTable;
import io.laminar.state.RowSelection;
import io.laminar.state.TableLayout;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums of doubles that come and go, beside sums of the same numbers as decimals of any length. */
class ExactDoubleSumTest {
    private static final Schema ROW = schema(DataType.DOUBLE);

    private final TableLayout layout = TableLayout.keyedBy(ROW, List.of());
    private final ExactDoubleSum sum = new ExactDoubleSum(0, layout);
    private final KeyedTable table = new KeyedTable(layout, SEED);
    private final Batch batch = new Batch(ROW, 1);
    private final int slot = table.slotFor(batch, new int[0], 0);
    private final RowSelection rows = new RowSelection();

    private double add(double value, int weight) {
        batch.clear();
        batch.doubles(0)[0] = value;
        batch.rows(1);
        batch.setWeight(0, weight);
        rows.clear();
        rows.add(0, slot);
        sum.add(batch, rows, table);
        return sum.total(table, slot);
    }

    /** Exponents of two from -range to range: near each other, far apart, over all that a double can be. */
    @ParameterizedTest
    @CsvSource({"1, 1", "30, 2", "70, 3", "200, 4", "1000, 5"})
    void isTheSumOfWhatIsThere(int range, long seed) {
        Random random = new Random(seed);
        List<Double> values = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        BigDecimal expected = BigDecimal.ZERO;
        for (int step = 0; step < 3000; step++) {
            double value;
            int weight;
            if (!values.isEmpty() && random.nextInt(5) < 2) {
                int gone = random.nextInt(values.size());
                value = values.remove(gone);
                weight = -weights.remove(gone);
            } else {
                value = Math.scalb(random.nextDouble() * 2 - 1, random.nextInt(2 * range + 1) - range);
                weight = random.nextInt(4) == 0 ? 1 + random.nextInt(9) : 1;
                values.add(value);
                weights.add(weight);
            }
            expected = expected.add(new BigDecimal(value).multiply(BigDecimal.valueOf(weight)));
            assertThat(add(value, weight)).isEqualTo(expected.doubleValue());
        }
        while (!values.isEmpty()) {
            add(values.remove(0), -weights.remove(0));
        }
        assertThat(sum.total(table, slot)).isZero();
    }

    @Test
    void isRoundedOnceAndToTheEvenNeighbour() {
        double ulp = Math.ulp(1.0);
        assertThat(add(1.0, 1)).isEqualTo(1.0);
        assertThat(add(ulp / 2, 1)).isEqualTo(1.0);
        assertThat(add(Double.MIN_VALUE, 1)).isEqualTo(1.0 + ulp);
        assertThat(add(Double.MIN_VALUE, -2)).isEqualTo(1.0);
        assertThat(add(ulp, 1)).isEqualTo(1.0 + ulp);
    }

    @Test
    void isBackFromBeyondWhatADoubleCanBe() {
        assertThat(add(Double.MAX_VALUE, 1)).isEqualTo(Double.MAX_VALUE);
        assertThat(add(Double.MAX_VALUE, 3)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(add(1.5, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(add(Double.MAX_VALUE, -4)).isEqualTo(1.5);
    }

    @Test
    void countsWhatIsNotFiniteApart() {
        assertThat(add(2, 1)).isEqualTo(2);
        assertThat(add(Double.POSITIVE_INFINITY, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(add(Double.NEGATIVE_INFINITY, 1)).isNaN();
        assertThat(add(Double.POSITIVE_INFINITY, -1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(add(Double.NaN, 1)).isNaN();
        assertThat(add(Double.NEGATIVE_INFINITY, -1)).isNaN();
        assertThat(add(Double.NaN, -1)).isEqualTo(2);
    }
}
