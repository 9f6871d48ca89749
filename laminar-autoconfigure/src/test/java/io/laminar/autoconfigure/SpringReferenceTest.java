package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.spring.LaminarQuery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds that the reference page names every property, every meter and every attribute, and no others. */
class SpringReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "spring.md");

    @Test
    void everyPropertyIsThere() throws IOException {
        Set<String> properties = new TreeSet<>();
        String metadata = metadata();
        metadata = metadata.substring(metadata.indexOf("\"properties\""));
        Pattern.compile("\"name\":\\s*\"(laminar\\.[a-z.-]+)\"")
                .matcher(metadata)
                .results()
                .forEach(match -> properties.add(match.group(1)));

        assertThat(properties).contains("laminar.enabled", "laminar.sources");
        assertThat(inBackticks("laminar\\.[a-z.-]+", section("## Properties")))
                .containsExactlyInAnyOrderElementsOf(properties);
    }

    @Test
    void everyMeterIsThere() throws IOException {
        String code = Files.readString(Path.of("src/main/java/io/laminar/autoconfigure/metrics/LaminarMetrics.java"));
        Set<String> meters = new TreeSet<>();
        Pattern.compile("\"(laminar\\.[a-z.]+[a-z])\"")
                .matcher(code)
                .results()
                .forEach(match -> meters.add(match.group(1)));
        Pattern.compile("rows\\(\\s*meters,\\s*registry,\\s*\"([a-z]+)\"")
                .matcher(code)
                .results()
                .forEach(match -> meters.add("laminar.query.rows." + match.group(1)));

        assertThat(meters).contains("laminar.query.rows.dropped", "laminar.sink.rows");
        assertThat(inBackticks("laminar\\.[a-z.]+", section("## Metrics"))).containsExactlyInAnyOrderElementsOf(meters);
    }

    @Test
    void everyAttributeOfAQueryIsThere() throws IOException {
        assertThat(inBackticks("[a-zA-Z]+", section("## Annotations")))
                .containsAll(Arrays.stream(LaminarQuery.class.getDeclaredMethods())
                        .map(Method::getName)
                        .toList());
    }

    private static String metadata() {
        try (InputStream in =
                LaminarProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(in).as("metadata of the configuration processor").isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text from a heading to the next one of its rank. */
    private static String section(String heading) throws IOException {
        String text = Files.readString(PAGE);
        int from = text.indexOf(heading + "\n");
        assertThat(from).as(heading).isNotNegative();
        int to = text.indexOf("\n## ", from + 1);
        return text.substring(from, to < 0 ? text.length() : to);
    }

    private static Set<String> inBackticks(String name, String text) {
        return Pattern.compile("`(" + name + ")`")
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
