package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static io.laminar.ring1.Plans.schema;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.testing.OperatorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpsertOperatorTest {
    private static final Schema SCHEMA = schema(DataType.VARCHAR, DataType.BIGINT, DataType.DOUBLE);

    @Test
    void laterRowReplacesTheRowOfItsKey() {
        OperatorHarness.of(() -> new UpsertOperator(SCHEMA, List.of(1), SEED), SCHEMA)
                .input("""
                    + a 1 1.0
                    + b 2 NULL
                    + a 1 1.0
                    + c 1 1.0
                    + b 2 NULL
                    - x 2 NULL
                    - x 3 NULL
                    + d 2 NaN
                    + d 2 NaN
                    watermark 3s""")
                .expect("""
                    + a 1 1.0
                    + b 2 NULL
                    - a 1 1.0
                    + c 1 1.0
                    - b 2 NULL
                    + d 2 NaN
                    watermark 3s""");
    }
}
