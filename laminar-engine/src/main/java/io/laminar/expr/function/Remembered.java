package io.laminar.expr.function;

import org.jspecify.annotations.Nullable;

/**
 * What one place of a query made of the last text that came there, such as the regular expression of a column: texts that
 * repeat are read once. Equal by what it makes of which operand, since equal places have the same text. For any thread:
 * both the text and what it is are final fields of one object, and a thread that sees an old one reads the text again.
 */
public final class Remembered {
    private final Object operand;
    private final FallibleCast reader;
    private Entry last = new Entry(null, null);

    private record Entry(@Nullable String text, @Nullable Object value) {}

    /**
     * @param operand where the text comes from
     * @param reader what makes the object of it
     */
    public Remembered(Object operand, FallibleCast reader) {
        this.operand = operand;
        this.reader = reader;
    }

    /** The object that a text is. */
    @SqlFunction(name = "REMEMBERED", internal = true, hidden = true)
    public static @Nullable Object read(String text, Remembered place) {
        Entry entry = place.last;
        if (!text.equals(entry.text)) {
            entry = new Entry(text, place.reader.apply(text));
            place.last = entry;
        }
        return entry.value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Remembered that && that.operand.equals(operand) && that.reader.equals(reader);
    }

    @Override
    public int hashCode() {
        return operand.hashCode() * 31 + reader.hashCode();
    }

    @Override
    public String toString() {
        return reader.toString();
    }
}
