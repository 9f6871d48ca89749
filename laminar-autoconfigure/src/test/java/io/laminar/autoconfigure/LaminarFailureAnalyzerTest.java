package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.SqlPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class LaminarFailureAnalyzerTest {
    @Test
    void isWhatTheUserSeesWhenTheApplicationDoesNotStart(CapturedOutput output) {
        start("laminar.scripts.mode=never", "laminar.views.bad.sql=SELECT x FROM nothing");
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("A statement of laminar.views.bad was refused:")
                .contains("    2 | SELECT x FROM nothing\n      |               ^\n")
                .contains("LMR-1003: ")
                .contains("Check the name, or declare the object under laminar.sources");
    }

    @Test
    void pointsAtAPlaceholderWithoutValue(@TempDir Path folder, CapturedOutput output) throws IOException {
        Files.writeString(
                folder.resolve("a.sql"), "CREATE SOURCE a (x INT);\nCREATE STREAM b AS SELECT ${what} FROM a");
        start("laminar.scripts.locations=file:" + folder + "/*.sql");
        assertThat(output)
                .contains("    2 | CREATE STREAM b AS SELECT ${what} FROM a\n      |                           ^\n")
                .contains("no property is called what")
                .contains("Set the property, or give a default");
    }

    @Test
    void namesAPropertyThatMakesNoSense(CapturedOutput output) {
        start("laminar.scripts.mode=never", "laminar.streams.empty.emit=ON CHANGES");
        assertThat(output)
                .contains("A declaration for Laminar makes no sense:")
                .contains("laminar.streams.empty needs sql or resource");
    }

    private static void start(String... properties) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class)
                        .web(WebApplicationType.NONE)
                        .properties(properties)
                        .properties("spring.main.banner-mode=off")
                        .run())
                .isInstanceOf(RuntimeException.class);
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
    static class Application {}
}
