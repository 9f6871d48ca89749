package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMaximaTest {
    private static final Schema SCHEMA = Schema.of(List.of(new Field("k", DataType.BIGINT)));
    private static final int STEPS = 20_000;

    /** What a map in the order of the last sight tells, and a look at all of it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tellsTheLowestOfTheHighest(long seed) {
        Random random = new Random(seed);
        Map<Long, Long> model = new LinkedHashMap<>();
        KeyMaxima maxima = new KeyMaxima(SCHEMA, List.of(0), seed);
        Batch batch = new Batch(SCHEMA, 1);
        batch.rows(1);
        for (int step = 0; step < STEPS; step++) {
            if (!model.isEmpty() && random.nextInt(10) == 0) {
                model.remove(model.keySet().iterator().next());
                maxima.forgetFirst();
            } else {
                long key = random.nextInt(60);
                long time = step / 10L + random.nextInt(200);
                Long before = model.remove(key);
                model.put(key, before == null ? time : Math.max(before, time));
                batch.longs(0)[0] = key;
                maxima.add(batch, 0, time, step);
            }
            assertThat(maxima.size()).isEqualTo(model.size());
            if (!model.isEmpty()) {
                assertThat(maxima.lowest()).isEqualTo(Collections.min(model.values()));
            }
        }
    }
}
