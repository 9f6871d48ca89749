package io.laminar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds that the reference of errors and {@link ErrorCode} tell the same. */
class ErrorReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "errors.md");
    private static final Pattern ENTRY = Pattern.compile("(?ms)^### (LMR-\\d{4}) (\\w+)\\R(.*?)(?=^##|\\z)");

    @Test
    void everyCodeHasAnEntryAndEveryEntryACode() throws IOException {
        List<String> codes = Arrays.stream(ErrorCode.values())
                .map(code -> code.id() + " " + code.name())
                .toList();

        assertThat(entries().keySet()).containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void everyEntryTellsStateKindMeaningExampleAndRemedy() throws IOException {
        Map<String, String> entries = entries();
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(entries.getOrDefault(code.id() + " " + code.name(), ""))
                    .contains("- SQLSTATE: `" + code.sqlState() + "`")
                    .containsPattern("- Who can act: .+ \\(" + code.kind() + "\\)")
                    .containsPattern("- Meaning: .{10}")
                    .containsPattern("- Example: `" + code.id() + ": .+`")
                    .containsPattern("- What to do: .{4}");
        }
    }

    @Test
    void numbersAreUniqueAndStatesHaveFiveCharacters() {
        assertThat(ErrorCode.values()).extracting(ErrorCode::number).doesNotHaveDuplicates();
        assertThat(ErrorCode.values()).extracting(ErrorCode::sqlState).allMatch(state -> state.matches("[0-9A-Z]{5}"));
    }

    private static Map<String, String> entries() throws IOException {
        Map<String, String> entries = new TreeMap<>();
        Matcher matcher = ENTRY.matcher(Files.readString(REFERENCE));
        while (matcher.find()) {
            entries.put(matcher.group(1) + " " + matcher.group(2), matcher.group(3));
        }
        return entries;
    }
}
