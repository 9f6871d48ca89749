package io.laminar.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.laminar.Laminar;
import io.laminar.api.CompilerMode;
import io.laminar.api.LaminarEngine;
import io.laminar.api.QueryResult;
import io.laminar.expr.FunctionCatalog;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Holds that the page of functions tells what the catalogue has, and that its examples are so in SQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionReferenceTest {
    private static final Map<String, String> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("ArithmeticFunctions", "Arithmetic");
        GROUPS.put("DecimalFunctions", "Decimals");
        GROUPS.put("MathFunctions", "Mathematics");
        GROUPS.put("StringFunctions", "Text");
        GROUPS.put("TimeFunctions", "Dates and times");
        GROUPS.put("ArrayFunctions", "Arrays");
        GROUPS.put("ArrayLookupFunctions", "Arrays searched");
        GROUPS.put("ArrayShapeFunctions", "Arrays cut and added up");
        GROUPS.put("MapFunctions", "Maps");
        GROUPS.put("JsonFunctions", "JSON");
        GROUPS.put("JsonPathFunctions", "JSON by paths");
        GROUPS.put("SeriesFunctions", "Series");
        GROUPS.put("NumberFunctions", "Numbers and chance");
        GROUPS.put("AngleFunctions", "Hyperbolic functions and logarithms");
        GROUPS.put("DegreeFunctions", "Angles in degrees");
        GROUPS.put("BitFunctions", "Bits");
        GROUPS.put("TextFunctions", "Text, bytes and codes");
        GROUPS.put("CodePointFunctions", "Characters and NULLs");
        GROUPS.put("WordFunctions", "Words");
        GROUPS.put("ByteFunctions", "Bytes");
        GROUPS.put("UuidFunctions", "UUIDs");
        GROUPS.put("QuotingFunctions", "Text put together");
        GROUPS.put("PatternFunctions", "Numbers by patterns");
        GROUPS.put("RegexFunctions", "Regular expressions");
        GROUPS.put("HashFunctions", "Hashes");
        GROUPS.put("UrlFunctions", "Addresses");
        GROUPS.put("CalendarFunctions", "Calendar");
        GROUPS.put("FormatFunctions", "Formats of dates and times");
        GROUPS.put("TimeZoneFunctions", "Time zones");
        GROUPS.put("ClockFunctions", "The clock");
        GROUPS.put("ComparisonFunctions", "Comparison");
        GROUPS.put("CastFunctions", "Conversion");
        GROUPS.put("TypeFunctions", "Types");
    }

    private final List<LaminarEngine> engines = new ArrayList<>();

    @BeforeAll
    void open() {
        for (CompilerMode mode : CompilerMode.values()) {
            engines.add(Laminar.builder().compiler(mode).open());
        }
    }

    @AfterAll
    void close() {
        engines.forEach(LaminarEngine::close);
    }

    @Test
    void thePageTellsWhatTheCatalogueHas() throws IOException {
        ReferencePage page = ReferencePage.read("functions.md");
        page.put("functions", functions());
        page.check();
    }

    @TestFactory
    Stream<DynamicTest> eachExampleGivesThatInSql() {
        return FunctionCatalog.functions().stream()
                .flatMap(entry -> entry.examples().stream())
                .map(example -> dynamicTest(example, () -> check(call(example), result(example))));
    }

    @TestFactory
    Stream<DynamicTest> eachAliasGivesTheSame() {
        return FunctionCatalog.functions().stream()
                .flatMap(entry -> entry.aliases().stream()
                        .flatMap(
                                alias -> entry.examples().stream().map(example -> alias(entry.name(), alias, example))))
                .map(example -> dynamicTest(example, () -> check(call(example), result(example))));
    }

    private static String alias(String name, String alias, String example) {
        if (example.startsWith(alias + "(")) {
            return example;
        }
        if (example.startsWith(name + "(")) {
            return alias + example.substring(name.length());
        }
        String operator = " " + name + " ";
        assertThat(example).contains(operator);
        return alias + "(" + call(example).replace(operator, ", ") + ") = " + result(example);
    }

    private void check(String call, String expected) {
        for (LaminarEngine engine : engines) {
            assertThat(comparable(value(engine, call)))
                    .as(call + " with " + engine.options().compiler())
                    .isEqualTo(comparable(value(engine, expected)));
        }
    }

    private static @Nullable Object value(LaminarEngine engine, String expression) {
        try (QueryResult result = engine.query("SELECT " + expression)) {
            return result.toList().get(0).get(0);
        }
    }

    /** Numbers of all types as decimals without zeros at their end. */
    private static @Nullable Object comparable(@Nullable Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()).stripTrailingZeros() : value;
    }

    private static String call(String example) {
        return SqlSpelling.of(example.substring(0, example.lastIndexOf(" = ")));
    }

    private static String result(String example) {
        return example.substring(example.lastIndexOf(" = ") + 3);
    }

    private static String functions() {
        Map<String, List<FunctionCatalog.Entry>> byHolder = FunctionCatalog.functions().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.function().method().getDeclaringClass().getSimpleName()));
        assertThat(GROUPS.keySet()).containsAll(byHolder.keySet());
        StringBuilder page = new StringBuilder();
        GROUPS.forEach((holder, title) -> {
            List<FunctionCatalog.Entry> entries = byHolder.getOrDefault(holder, List.of());
            if (!entries.isEmpty()) {
                page.append("### ").append(title).append("\n\n");
                page.append("| function | gives | meaning | examples |\n| --- | --- | --- | --- |\n");
                entries.forEach(entry -> page.append(line(entry)).append('\n'));
                page.append('\n');
            }
        });
        return page.toString();
    }

    private static String line(FunctionCatalog.Entry entry) {
        List<String> parameters =
                entry.parameters().stream().map(Object::toString).toList();
        boolean isInfix =
                !Character.isLetter(entry.name().charAt(0)) || entry.name().equals("LIKE");
        String signature = entry.name().equals("[]")
                ? parameters.get(0) + "[" + parameters.get(1) + "]"
                : isInfix
                        ? parameters.size() == 1
                                ? entry.name() + parameters.get(0)
                                : String.join(" " + entry.name() + " ", parameters)
                        : entry.name() + entry.signature().parameterList();
        String aliases = entry.aliases().isEmpty() ? "" : ", also `" + String.join("`, `", entry.aliases()) + "`";
        String examples = entry.examples().stream()
                .map(example -> "`" + call(example) + "` is `" + result(example) + "`")
                .collect(Collectors.joining("<br>"));
        return "| " + ReferencePage.cell("`" + signature + "`" + aliases) + " | "
                + entry.signature().result() + " | " + ReferencePage.cell(entry.description()) + " | "
                + ReferencePage.cell(examples) + " |";
    }
}
