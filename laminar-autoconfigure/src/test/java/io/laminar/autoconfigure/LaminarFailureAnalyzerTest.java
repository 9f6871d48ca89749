package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.SqlPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class LaminarFailureAnalyzerTest {
    @Test
    void isWhatTheUserSeesWhenTheApplicationDoesNotStart(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class)
                        .web(WebApplicationType.NONE)
                        .properties(
                                "laminar.scripts.mode=never",
                                "laminar.views.bad.sql=SELECT 1 FROM BROKEN",
                                "spring.main.banner-mode=off")
                        .run())
                .isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("A statement of laminar.views.bad was refused:")
                .contains("    2 | SELECT 1 FROM BROKEN\n      |               ^\n")
                .contains("LMR-1001: BROKEN is not SQL")
                .contains("Correct laminar.views.bad as the message says");
    }

    @Test
    void showsAFewLinesAroundThePlace() {
        String sql = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj";
        assertThat(LaminarFailureAnalyzer.excerpt(sql, new SqlPosition(8, 1))).isEqualTo("""
                             6 | f
                             7 | g
                             8 | h
                               | ^
                             9 | i
                            10 | j
                        """);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(LaminarAutoConfiguration.class)
    static class Application {
        @Bean
        FakeEngine engine() {
            return new FakeEngine();
        }
    }
}
