package io.laminar.testing.function;

import io.laminar.api.annotation.Column;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Table functions, and overloads, that scripts make known to SQL. */
public final class SampleTables {
    private SampleTables() {}

    /** A word of a text. */
    public record Word(int placeInText, @Column("word") String text) {}

    /** Fails at an empty word, which is found when the stream is read. */
    public static Stream<Word> words(String text) {
        String[] words = text.split(" ", -1);
        return IntStream.range(0, words.length).mapToObj(i -> new Word(i + 1, required(words[i])));
    }

    private static String required(String word) {
        if (word.isEmpty()) {
            throw new IllegalStateException("nothing between two blanks");
        }
        return word;
    }

    /** The text in pieces of a length. */
    public static List<Word> words(String text, int length) {
        return IntStream.range(0, (text.length() + length - 1) / length)
                .mapToObj(i -> new Word(i + 1, text.substring(i * length, Math.min(text.length(), (i + 1) * length))))
                .toList();
    }

    public static @Nullable Iterable<Map<String, Object>> sides(@Nullable Double length) {
        return length == null
                ? List.of(Map.of("name", "unknown"))
                : length < 0 ? null : List.of(Map.of("name", "side", "size", length), Map.of("size", 2 * length));
    }

    public static IntStream countdown(int from) {
        return IntStream.iterate(from, value -> value > 0, value -> value - 1);
    }

    public static Iterator<@Nullable Object[]> pairs(long value) {
        return Arrays.<@Nullable Object[]>asList(new Object[] {value, null}, null, new Object[] {value + 1, "x"})
                .iterator();
    }

    public static Stream<Integer> endless() {
        return Stream.generate(() -> 1);
    }

    public static String kind(long value) {
        return "number " + value;
    }

    public static String kind(String value) {
        return "text " + value;
    }

    public static String kind(long value, long other) {
        return "numbers " + value + " " + other;
    }
}
