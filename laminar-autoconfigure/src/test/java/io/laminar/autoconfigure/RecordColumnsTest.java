package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.laminar.api.annotation.Column;
import io.laminar.api.annotation.EventTime;
import io.laminar.api.annotation.Watermark;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordColumnsTest {
    enum Side {
        BUY
    }

    record Everything(
            boolean isOpen,
            Integer itemCount,
            BigDecimal amount,
            @Column("the \"day\"") LocalDate day,
            Side side,
            List<String> tags,
            UUID id,
            @EventTime Instant eventTime) {}

    record OnTheComponent(@EventTime @Watermark("PT1M") Instant ts) {}

    record WithoutTime(Instant ts) {}

    record Strange(Period period) {}

    @Test
    void givesEachComponentAColumn() {
        assertThat(Ddl.source("every\"thing", RecordColumns.of(Everything.class)))
                .isEqualTo("""
                        CREATE SOURCE "every""thing" (
                          "is_open" BOOLEAN NOT NULL,
                          "item_count" INTEGER,
                          "amount" DECIMAL(38, 9),
                          "the ""day\""" DATE,
                          "side" VARCHAR,
                          "tags" VARCHAR ARRAY,
                          "id" UUID,
                          "event_time" TIMESTAMP,
                          WATERMARK FOR "event_time")""");
    }

    @Test
    void takesTheDelayFromTheAnnotation() {
        assertThat(RecordColumns.of(OnTheComponent.class).watermark())
                .isEqualTo("\"ts\" - INTERVAL '60' SECOND(10, 3)");
    }

    @Test
    void hasNoWatermarkWithoutEventTime() {
        assertThat(RecordColumns.of(WithoutTime.class).watermark()).isNull();
    }

    @Test
    void saysWhatToDoAboutATypeWithoutColumn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecordColumns.of(Strange.class))
                .withMessageContaining("the component period of " + Strange.class.getName())
                .withMessageContaining("declare the source in a script or under laminar.sources instead");
    }
}
