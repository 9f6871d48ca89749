package io.laminar.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.data.LaneKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedMultisetTest {
    private static final int TREES = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void behavesLikeTreeMapsOfCounts(long seed) {
        Random random = new Random(seed);
        OrderedMultiset longs = new OrderedMultiset(LaneKind.LONG, seed);
        OrderedMultiset texts = new OrderedMultiset(LaneKind.OBJECT, seed);
        int[] longRoots = new int[TREES];
        int[] textRoots = new int[TREES];
        List<TreeMap<Long, Integer>> models = new ArrayList<>();
        for (int tree = 0; tree < TREES; tree++) {
            models.add(new TreeMap<>());
        }
        for (int step = 0; step < 20_000; step++) {
            int tree = random.nextInt(TREES);
            long value = random.nextInt(100);
            int weight = random.nextInt(5) - 2;
            models.get(tree).merge(value, weight, Integer::sum);
            longRoots[tree] = longs.add(longRoots[tree], value, weight);
            textRoots[tree] = texts.add(textRoots[tree], String.format("%03d", value), weight);
            if (random.nextInt(1000) == 0) {
                longs.release(longRoots[tree]);
                longRoots[tree] = OrderedMultiset.EMPTY;
                texts.release(textRoots[tree]);
                textRoots[tree] = OrderedMultiset.EMPTY;
                models.get(tree).clear();
            }
            List<Long> present = models.get(tree).entrySet().stream()
                    .filter(entry -> entry.getValue() > 0)
                    .map(java.util.Map.Entry::getKey)
                    .toList();
            int least = longs.least(longRoots[tree]);
            int greatest = longs.greatest(longRoots[tree]);
            if (present.isEmpty()) {
                assertThat(least).isEqualTo(OrderedMultiset.EMPTY);
                assertThat(greatest).isEqualTo(OrderedMultiset.EMPTY);
                assertThat(texts.least(textRoots[tree])).isEqualTo(OrderedMultiset.EMPTY);
            } else {
                assertThat(longs.longValue(least)).isEqualTo(present.get(0));
                assertThat(longs.longValue(greatest)).isEqualTo(present.get(present.size() - 1));
                assertThat(texts.objectValue(texts.least(textRoots[tree])))
                        .isEqualTo(String.format("%03d", present.get(0)));
            }
        }
    }

    @Test
    void doublesSortAsLongsWithNanLast() {
        double[] sorted = {
            Double.NEGATIVE_INFINITY,
            -1e300,
            -1.5,
            -Double.MIN_VALUE,
            0.0,
            1e-9,
            2,
            Double.POSITIVE_INFINITY,
            Double.NaN
        };
        for (int i = 0; i < sorted.length; i++) {
            assertThat(OrderedMultiset.decode(OrderedMultiset.encode(sorted[i])))
                    .isEqualTo(Double.valueOf(sorted[i]));
            for (int j = 0; j < i; j++) {
                assertThat(OrderedMultiset.encode(sorted[j])).isLessThan(OrderedMultiset.encode(sorted[i]));
            }
        }
        assertThat(OrderedMultiset.encode(-0.0)).isEqualTo(OrderedMultiset.encode(0.0));
    }
}
