package io.laminar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the reference with parts that are made from the code, between {@code <!-- generated: x -->} and {@code <!-- end -->}. */
final class ReferencePage {
    private static final String END = "<!-- end -->";

    private final Path file;
    private String text;

    private ReferencePage(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    static ReferencePage read(String name) throws IOException {
        Path file = Path.of("..", "docs", "reference", name);
        return new ReferencePage(file, Files.readString(file));
    }

    /** Puts a text in place of the generated part of this name. */
    void put(String part, String generated) {
        String begin = "<!-- generated: " + part + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(END, from);
        assertThat(from).as(begin + " in " + file).isNotNegative();
        assertThat(to).as(END + " after " + begin).isGreaterThan(from);
        text = text.substring(0, from + begin.length()) + "\n\n" + generated.strip() + "\n\n" + text.substring(to);
    }

    /** Holds that the file says what the code says; with {@code -Dlaminar.update=true} writes it. */
    void check() throws IOException {
        if (Boolean.getBoolean("laminar.update")) {
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as("%s is behind the code; run this test with -Dlaminar.update=true and look at the difference", file)
                .isEqualTo(text);
    }

    /** A text for a cell of a table. */
    static String cell(String content) {
        return content.replace("|", "\\|");
    }
}
