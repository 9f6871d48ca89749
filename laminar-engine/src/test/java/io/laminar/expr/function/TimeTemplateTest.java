package io.laminar.expr.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.LaminarException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The results in the tables are those that PostgreSQL's documentation of its templates gives or follows from. */
class TimeTemplateTest {
    private static long micros(String text) {
        LocalDateTime time = LocalDateTime.parse(text);
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getLong(ChronoField.MICRO_OF_SECOND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "YYYY-MM-DD HH24:MI:SS.US | 2024-02-09 13:04:05.123456",
                "yyyy-mm-dd hh24:mi:ss.ms | 2024-02-09 13:04:05.123",
                "HH:MI:SS AM              | 01:04:05 PM",
                "FMHH12:FMMI p.m.         | 1:4 p.m.",
                "MONTH|                    FEBRUARY ",
                "DAY, Dy dy DY, Month mon | FRIDAY   , Fri fri FRI, February  feb",
                "YYY YY Y Q WW W IW IYYY  | 024 24 4 1 06 2 06 2024",
                "DDD D ID J SSSSS         | 040 6 5 2460350 47045",
                "YYYY\"YYYY\"BC A.D. TZ OF | 2024YYYYAD A.D. UTC +00",
                "FF1 FF3                  | 1 123",
            })
    void aTimeIsWrittenByATemplate(String template, String expected) {
        String actual = TimeTemplate.of(template).format().format(micros("2024-02-09T13:04:05.123456"));

        assertThat(actual.strip()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "YYYY-MM-DD HH24:MI:SS.US | 2024-02-09 13:04:05.5    | 2024-02-09T13:04:05.500",
                "YYYYMMDDHH24MI           | 202402091304             | 2024-02-09T13:04:00",
                "DD Mon YYYY HH12:MI PM   | 09 feb 2024 01:04 pm     | 2024-02-09T13:04:00",
                "FMDD. FMMonth YY         | 9. February 69           | 2069-02-09T00:00:00",
                "MM/DD/YY                 | 02/09/70                 | 1970-02-09T00:00:00",
                "YYYY                     | 2024                     | 2024-01-01T00:00:00",
                "YYYY-MM                  | 2024-02                  | 2024-02-01T00:00:00",
                "YYYY DDD                 | 2024 366                 | 2024-12-31T00:00:00",
                "IYYY-IW-ID               | 2025-01-1                | 2024-12-30T00:00:00",
                "YYYY-MM-DD HH12:MI       | 2024-02-09 12:30         | 2024-02-09T00:30:00",
                "yyyy-MM-dd HH:mm         | 2024-02-09 13:04         | 2024-02-09T13:04:00",
                "dd MMM yyyy              | 09 Feb 2024              | 2024-02-09T00:00:00",
            })
    void aTextIsReadByATemplateOrAPatternOfJava(String template, String text, String expected) {
        assertThat(TimePattern.of(template).format().parse(text)).isEqualTo(micros(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "yyyy-MM-DD               | mixes letters of Java",
                "YYYY-mm-dd               | mixes letters of Java",
                "YYYY-MM-DD x             | has 'x'",
                "YYYY-MMth                | mixes letters of Java",
                "YYYY-MM-DDTH             | has 'T'",
            })
    void aPatternThatIsNeitherIsRefused(String pattern, String message) {
        assertThatThrownBy(() -> TimePattern.of(pattern))
                .isInstanceOf(LaminarException.class)
                .hasMessageContaining(message);
    }

    @Test
    void lettersOfJavaThatLookLikeTheYearOrTheDayAreRefused() {
        assertThatThrownBy(() -> TimeFormat.of("YYYY-MM-dd")).hasMessageContaining("write yyyy");
        assertThatThrownBy(() -> TimeFormat.of("yyyy-MM-DD")).hasMessageContaining("write dd");
        assertThat(TimeFormat.of("YYYY-'W'ww").format(micros("2024-06-05T00:00:00")))
                .isEqualTo("2024-W23");
        assertThat(TimeFormat.of("yyyy DDD").format(micros("2024-06-05T00:00:00")))
                .isEqualTo("2024 157");
    }

    @Test
    void aYearBeforeOurEraHasItsEra() {
        assertThat(TimeTemplate.of("YYYY BC").format().format(micros("-0043-03-15T00:00:00")))
                .isEqualTo("0044 BC");
        assertThat(TimeTemplate.of("YYYY-MM-DD BC").format().parse("0044-03-15 BC"))
                .isEqualTo(micros("-0043-03-15T00:00:00"));
    }
}
