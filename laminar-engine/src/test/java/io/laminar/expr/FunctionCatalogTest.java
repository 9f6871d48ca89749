package io.laminar.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.laminar.api.DataType;
import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FunctionCatalogTest {
    @TestFactory
    Stream<DynamicTest> eachExampleGivesWhatItSays() {
        // Those of the clock take operators to say something; they run as SQL in FunctionReferenceTest.
        return FunctionCatalog.functions().stream()
                .filter(entry -> entry.function().isDeterministic())
                .flatMap(entry -> entry.examples().stream())
                .map(example -> dynamicTest(example, () -> check(example)));
    }

    private static void check(String example) {
        int equals = example.lastIndexOf(" = ");
        Interpreter call = Interpreter.of(ExampleParser.parse(example.substring(0, equals)));
        Interpreter expected = Interpreter.of(ExampleParser.parse(example.substring(equals + 3)));
        assertThat(call.evaluate(column -> null)).isEqualTo(expected.evaluate(column -> null));
    }

    @Test
    void everyFunctionIsDescribedAndNoneIsAmbiguous() {
        Set<String> signatures = new HashSet<>();
        for (FunctionCatalog.Entry entry : FunctionCatalog.functions()) {
            assertThat(entry.description()).as(entry.name()).endsWith(".");
            assertThat(signatures.add(entry.name() + entry.signature().parameterList()))
                    .as(entry.name() + entry.signature().parameterList())
                    .isTrue();
            for (String alias : entry.aliases()) {
                assertThat(signatures.add(alias + entry.signature().parameterList()))
                        .as(alias + entry.signature().parameterList())
                        .isTrue();
            }
        }
        assertThat(signatures.size()).isGreaterThan(90);
    }

    @Test
    void theOverloadWithTheFewestConversionsIsChosen() {
        assertThat(FunctionCatalog.resolve("abs", List.of(DataType.INTEGER))
                        .orElseThrow()
                        .signature()
                        .result())
                .isEqualTo(new TypeTemplate.Exact(DataType.Kind.BIGINT));
        assertThat(FunctionCatalog.resolve("abs", List.of(DataType.of(DataType.Kind.REAL)))
                        .orElseThrow()
                        .signature()
                        .result())
                .isEqualTo(new TypeTemplate.Exact(DataType.Kind.DOUBLE));
    }

    @Test
    void aNameThatNobodyHasAndWrongOperandsAreToldApart() {
        Expression text = new Expression.Literal("a", DataType.VARCHAR.notNull());
        assertThatThrownBy(() -> Expressions.call("FROBNICATE", List.of(text), DataType.VARCHAR))
                .isInstanceOfSatisfying(
                        LaminarException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FUNCTION_NOT_FOUND))
                .hasMessageContaining("FROBNICATE(VARCHAR)");
        assertThatThrownBy(() -> Expressions.call("SQRT", List.of(text), DataType.DOUBLE))
                .isInstanceOf(LaminarException.class)
                .hasMessageContaining("it takes (DOUBLE)");
    }

    @Test
    void variablesStandForTheCommonTypeOfTheirOperands() {
        Signature signature = Signature.parse("ARRAY<T>, T... -> MAP<BIGINT, ARRAY<T>>?");
        Signature.Binding binding = signature
                .bind(List.of(DataType.array(DataType.INTEGER.notNull()), DataType.DOUBLE, DataType.BIGINT))
                .orElseThrow();

        assertThat(binding.operands())
                .containsExactly(DataType.array(DataType.DOUBLE), DataType.DOUBLE, DataType.DOUBLE);
        assertThat(binding.result().sqlName()).isEqualTo("MAP<BIGINT, DOUBLE ARRAY>");
        assertThat(signature.mayBeNull()).isTrue();
        assertThat(signature.bind(List.of(DataType.array(DataType.INTEGER), DataType.VARCHAR)))
                .isEmpty();
        assertThat(signature.bind(List.of(DataType.INTEGER))).isEmpty();
        assertThatThrownBy(() -> Signature.parse("ARRAY<T> BIGINT -> T")).hasMessageContaining("is no signature");
    }
}
