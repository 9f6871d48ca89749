package io.laminar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.SqlPosition;
import org.junit.jupiter.api.Test;

class PartlyAppendedTest {
    private static final SqlPosition PLACE = new SqlPosition(3, 8);

    private final LaminarException error =
            new LaminarException(ErrorCode.INTERRUPTED, "interrupted" + PartlyAppended.NOTHING, PLACE, null);

    @Test
    void tellsTheNumberInThePlaceOfNothingAndKeepsTheRest() {
        LaminarException after = PartlyAppended.after(5, error);

        assertThat(after.rowsTaken()).isEqualTo(5);
        assertThat(after.code()).isEqualTo(ErrorCode.INTERRUPTED);
        assertThat(after.position()).contains(PLACE);
        assertThat(after.detail())
                .isEqualTo("interrupted; the first 5 rows of the call were taken, the others were not");
        assertThat(after.getMessage()).containsOnlyOnce("line 3").containsOnlyOnce("LMR-");
        assertThat(after).hasCause(error);
    }

    @Test
    void anErrorBeforeTheFirstRowStaysAsItIs() {
        assertThat(PartlyAppended.after(0, error)).isSameAs(error);
        assertThat(error.rowsTaken()).isZero();
    }

    @Test
    void anEndTellsWhyAndWhere() {
        LaminarException reason = new LaminarException(ErrorCode.ENGINE_CLOSED, "the engine is closed", PLACE, null);

        LaminarException ended = PartlyAppended.ended("s", reason);

        assertThat(ended.code()).isEqualTo(ErrorCode.ENGINE_CLOSED);
        assertThat(ended.detail()).isEqualTo("the engine is closed; nothing was appended");
        assertThat(ended.position()).contains(PLACE);
        assertThat(PartlyAppended.ended("s", null).code()).isEqualTo(ErrorCode.SOURCE_ENDED);
    }
}
