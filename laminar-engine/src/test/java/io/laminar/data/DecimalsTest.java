package io.laminar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Without the bounds, each of the large exponents takes hours or all memory. */
@Timeout(20)
class DecimalsTest {
    @Test
    void roundsHalfUpToTheScale() {
        assertThat(Decimals.rounded(new BigDecimal("1.005"), 10, 2)).isEqualTo(new BigDecimal("1.01"));
        assertThat(Decimals.rounded(new BigDecimal("-0.005"), 10, 2)).isEqualTo(new BigDecimal("-0.01"));
        assertThat(Decimals.rounded(new BigDecimal("0.0049"), 10, 2)).isEqualTo(new BigDecimal("0.00"));
        assertThat(Decimals.rounded(new BigDecimal("0.00099"), 10, 2)).isEqualTo(new BigDecimal("0.00"));
        assertThat(Decimals.rounded(new BigDecimal("9.994"), 3, 2)).isEqualTo(new BigDecimal("9.99"));
        assertThatThrownBy(() -> Decimals.rounded(new BigDecimal("9.995"), 3, 2))
                .isInstanceOf(ArithmeticException.class);
        assertThat(Decimals.rounded(new BigDecimal("1e7"), 10, 2)).isEqualTo(new BigDecimal("10000000.00"));
    }

    @Test
    void judgesLargeExponentsWithoutWritingThemOut() {
        assertThat(Decimals.rounded(new BigDecimal("-7e-999999999"), 10, 2)).isEqualTo(new BigDecimal("0.00"));
        assertThat(Decimals.rounded(new BigDecimal("0e999999999"), 10, 2)).isEqualTo(new BigDecimal("0.00"));
        assertThatThrownBy(() -> Decimals.rounded(new BigDecimal("1e999999999"), 10, 2))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Decimals.exact(new BigDecimal("1e999999999"), 10, 2))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Decimals.exact(new BigDecimal("1e-999999999"), 10, 2))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void floorsBelowZeroToo() {
        assertThat(Decimals.floor(new BigDecimal("-1e-999999999"), 19)).isEqualTo(new BigDecimal("-1"));
        assertThat(Decimals.floor(new BigDecimal("1e-999999999"), 19)).isEqualTo(new BigDecimal("0"));
        assertThat(Decimals.floor(new BigDecimal("-1.5"), 19)).isEqualTo(new BigDecimal("-2"));
        assertThat(Decimals.floor(new BigDecimal("0.9"), 19)).isEqualTo(new BigDecimal("0"));
        assertThatThrownBy(() -> Decimals.floor(new BigDecimal("1e999999999"), 19))
                .isInstanceOf(ArithmeticException.class);
    }
}
