package io.laminar.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.DataType;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class TextValuesTest {
    @Test
    void splitsAtBlanksAndKeepsQuotedText() {
        assertThat(TextValues.split("7  'a b' NULL 'it''s'")).containsExactly("7", "'a b'", "NULL", "'it''s'");
    }

    @Test
    void splitsAtBarsAndKeepsBlanksAndBarsWithinQuotes() {
        assertThat(TextValues.split("7 | 2001-01-01 00:00:10 | 'a|b' | NULL"))
                .containsExactly("7", "2001-01-01 00:00:10", "'a|b'", "NULL");
    }

    @Test
    void readsTimesOfDayAsTimesOfTheFirstDay() {
        assertThat(TextValues.parse("00:00:10", DataType.TIMESTAMP)).isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 0, 10));
        assertThat(TextValues.parse("1969-12-31T23:59:50", DataType.TIMESTAMP))
                .isEqualTo(LocalDateTime.of(1969, 12, 31, 23, 59, 50));
    }

    @Test
    void tellsNullFromTheTextNull() {
        assertThat(TextValues.parse("NULL", DataType.VARCHAR)).isNull();
        assertThat(TextValues.parse("'NULL'", DataType.VARCHAR)).isEqualTo("NULL");
        assertThat(TextValues.format("NULL")).isEqualTo("'NULL'");
    }

    @Test
    void writesWhatItReads() {
        for (String text : new String[] {"1.5", "-0.0", "NaN", "1.0E20"}) {
            assertThat(TextValues.format(TextValues.parse(text, DataType.DOUBLE)))
                    .isEqualTo(text);
        }
        assertThat(TextValues.format(0.1 + 0.2)).isEqualTo("0.3");
        assertThat(TextValues.format(TextValues.parse("'a b'", DataType.VARCHAR)))
                .isEqualTo("'a b'");
    }

    @Test
    void refusesTextThatIsNoBoolean() {
        assertThatThrownBy(() -> TextValues.parse("yes", DataType.BOOLEAN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
