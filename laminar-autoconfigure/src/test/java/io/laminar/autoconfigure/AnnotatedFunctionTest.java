package io.laminar.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.laminar.api.Change;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import io.laminar.spi.AggregateFunction;
import io.laminar.spring.LaminarFunction;
import io.laminar.spring.LaminarTemplate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class AnnotatedFunctionTest {
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(LaminarAutoConfiguration.class))
            .withPropertyValues("laminar.scripts.mode=never");

    /** Wants the engine, which must not make a circle. */
    static class Prices {
        private final LaminarEngine engine;

        Prices(LaminarEngine engine) {
            this.engine = engine;
        }

        @LaminarFunction
        public double withTax(double price) {
            return engine.isClosed() ? 0 : price * 2;
        }

        @LaminarFunction(name = "${name.of.cents}")
        public long inCents(double price) {
            return Math.round(price * 100);
        }
    }

    @LaminarFunction
    static class FirstWord {
        public String of(String text) {
            return text.substring(0, text.indexOf(" "));
        }
    }

    @LaminarFunction("spread_of")
    static class Spread implements AggregateFunction<double[], Double> {
        @Override
        public double[] create() {
            return new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        }

        public void accumulate(double[] range, double value) {
            range[0] = Math.min(range[0], value);
            range[1] = Math.max(range[1], value);
        }

        @Override
        public Double result(double[] range) {
            return range[1] - range[0];
        }
    }

    @Test
    void aBeanThatIsAnAggregateFunctionIsAnAggregate() {
        runner.withBean(Spread.class).run(context -> {
            LaminarEngine engine = context.getBean(LaminarEngine.class);
            try (QueryResult rows = engine.query("SELECT spread_of(x) FROM (VALUES (1.5e0), (4e0), (-1e0)) AS t (x)")) {
                assertThat(rows.toList())
                        .singleElement()
                        .satisfies(row -> assertThat(row.get(0)).isEqualTo(5.0));
            }
        });
    }

    @Test
    void anAggregateOfWhichThereAreManyIsRefused() {
        runner.withBean(Spread.class, Spread::new, definition -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE))
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("must be a singleton"));
    }

    record Line(String word, double taxed, long cents) {}

    @Test
    void areThereForDefinitionsOfProperties() {
        List<Line> lines = new CopyOnWriteArrayList<>();
        runner.withBean(Prices.class)
                .withBean(FirstWord.class)
                .withPropertyValues(
                        "name.of.cents=cents_of",
                        "laminar.sources.items.columns.title=VARCHAR",
                        "laminar.sources.items.columns.price=DOUBLE",
                        "laminar.streams.lines=SELECT first_word(title) AS word, with_tax(price) AS taxed,"
                                + " cents_of(price) AS cents FROM items")
                .run(context -> {
                    LaminarEngine engine = context.getBean(LaminarEngine.class);
                    engine.subscribe("lines", Line.class, (Change<Line> change) -> lines.add(change.row()));
                    engine.source("items").push("two words", 1.25);
                    assertThat(engine.awaitIdle(Duration.ofSeconds(30))).isTrue();
                    assertThat(lines).containsExactly(new Line("two", 2.5, 125));
                    try (QueryResult rows = engine.query("SHOW FUNCTIONS")) {
                        assertThat(rows)
                                .filteredOn(row -> "USER SCALAR".equals(row.get("kind")))
                                .extracting(row -> row.get("name"))
                                .containsExactlyInAnyOrder("with_tax", "cents_of", "first_word");
                    }
                    assertThat(context).hasSingleBean(LaminarTemplate.class);
                });
    }

    record Part(int partNumber, String text) {}

    static class Parts {
        @LaminarFunction
        public Stream<Part> partsOf(String text) {
            String[] parts = text.split("-", -1);
            return IntStream.range(0, parts.length).mapToObj(i -> new Part(i + 1, parts[i]));
        }

        @LaminarFunction
        public List<Part> partsOf(String text, long most) {
            return partsOf(text).limit(most).toList();
        }

        @LaminarFunction
        public Iterable<String> lettersOf(String text) {
            return text.chars().mapToObj(Character::toString).toList();
        }
    }

    record Found(String part, int number) {}

    record First(String part) {}

    @Test
    void giveRowsToFrom() {
        List<String> parts = new CopyOnWriteArrayList<>();
        runner.withBean(Parts.class)
                .withPropertyValues(
                        "laminar.sources.items.columns.title=VARCHAR",
                        "laminar.streams.parts=SELECT p.text AS part, p.part_number AS number FROM items, parts_of(title) AS p",
                        "laminar.streams.firsts=SELECT p.text AS part FROM items, parts_of(title, 1) AS p")
                .run(context -> {
                    LaminarEngine engine = context.getBean(LaminarEngine.class);
                    engine.subscribe(
                            "parts",
                            Found.class,
                            (Change<Found> change) -> parts.add(
                                    change.row().part() + " " + change.row().number()));
                    engine.subscribe(
                            "firsts",
                            First.class,
                            (Change<First> change) -> parts.add(change.row().part() + " first"));
                    engine.source("items").push("a-b");
                    assertThat(engine.awaitIdle(Duration.ofSeconds(30))).isTrue();
                    assertThat(parts).containsExactlyInAnyOrder("a 1", "b 2", "a first");
                    try (QueryResult rows = engine.query("SELECT l.value FROM letters_of('xy') AS l")) {
                        assertThat(rows).extracting(row -> row.get(0)).containsExactly("x", "y");
                    }
                    try (QueryResult rows = engine.query("SHOW FUNCTIONS")) {
                        assertThat(rows)
                                .filteredOn(row -> "USER TABLE".equals(row.get("kind")))
                                .extracting(row -> row.get("name") + " " + row.get("signature"))
                                .containsExactlyInAnyOrder(
                                        "parts_of (VARCHAR) TABLE (part_number INTEGER, text VARCHAR)",
                                        "parts_of (VARCHAR, BIGINT) TABLE (part_number INTEGER, text VARCHAR)",
                                        "letters_of (VARCHAR) TABLE (value VARCHAR)");
                    }
                });
    }

    static class Wrong {
        @LaminarFunction
        public Thread bad(String text) {
            return Thread.currentThread();
        }
    }

    static class Hidden {
        @LaminarFunction
        long hidden(long value) {
            return value;
        }
    }

    @LaminarFunction
    static class Several {
        public long one(long value) {
            return value;
        }

        public long two(long value) {
            return value;
        }
    }

    @Test
    void refusesWhatIsNoFunction() {
        runner.withBean(Hidden.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("AnnotatedFunctionTest.Hidden.hidden: the method must be public"));
        runner.withBean(Several.class)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining(
                                "AnnotatedFunctionTest.Several: the class has several public methods"));
        runner.withBean(
                        FirstWord.class,
                        FirstWord::new,
                        definition -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE))
                .run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining("must be a singleton"));
        runner.withBean("a", FirstWord.class)
                .withBean("b", FirstWord.class)
                .run(context ->
                        assertThat(context.getStartupFailure()).hasStackTraceContaining("FUNCTION first_word exists"));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(LaminarAutoConfiguration.class)
    static class Application {}

    @Test
    void explainsABadSignatureToTheUser(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Application.class, Wrong.class)
                        .web(WebApplicationType.NONE)
                        .properties("laminar.scripts.mode=never", "spring.main.banner-mode=off")
                        .run())
                .isInstanceOf(RuntimeException.class);
        assertThat(output)
                .contains("A declaration for Laminar makes no sense:")
                .contains("@LaminarFunction on AnnotatedFunctionTest.Wrong.bad: LMR-1013: the result of function bad is"
                        + " java.lang.Thread in Java, for which there is no SQL type")
                .contains("Correct the property or annotation that the message names.");
    }
}
