package io.laminar.format;

import java.io.IOException;
import java.util.Arrays;

/**
 * Cuts text into CSV records and these into fields, as RFC 4180 has it: a field may stand in quotes, and then hold
 * delimiters, line breaks, and quotes written twice. A quote inside of an unquoted field is itself. Empty lines are
 * passed over.
 *
 * <p>A record that breaks the rules costs one line: reading goes on behind the first line break, however far a quote
 * that was never closed would have reached.
 */
final class CsvTokenizer {
    /** What {@link #next} found. */
    enum Outcome {
        RECORD,
        MALFORMED,
        /** Nothing, at least for the moment. */
        END
    }

    private static final int WAITING = -1;
    private static final int BROKEN = -2;
    private static final byte PLAIN = 0;
    private static final byte QUOTED = 1;
    private static final byte QUOTED_WITH_QUOTES = 2;

    private final TextInput input;
    private final char delimiter;
    private final char quote;
    private final CharSlice slice = new CharSlice();
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private byte[] forms = new byte[16];
    private int fields;
    private int recordChars;
    private int recordLines;
    private int breaksInQuotes;
    private long line = 1;
    private String problem = "";
    private boolean isLineUnfinished;

    CsvTokenizer(TextInput input, char delimiter, char quote) {
        this.input = input;
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** Number of fields of the record. */
    int fields() {
        return fields;
    }

    /** Line, from 1, on which the record starts. */
    long line() {
        return line;
    }

    /** What is wrong with a malformed record. */
    String problem() {
        return problem;
    }

    /** The record, as it stands in the text, without its last line break. */
    String record(int maxChars) {
        int length = Math.min(recordChars, input.available());
        while (length > 0 && isLineBreak(input.chars()[input.start() + length - 1])) {
            length--;
        }
        return length <= maxChars ? input.text(0, length) : input.text(0, maxChars) + "...";
    }

    boolean isQuoted(int field) {
        return forms[field] != PLAIN;
    }

    /** The text of a field, valid until the next field or record is asked for. */
    CharSlice field(int field) {
        slice.of(input.chars(), input.start() + starts[field], lengths[field]);
        if (forms[field] == QUOTED_WITH_QUOTES) {
            String single = String.valueOf(quote);
            char[] unescaped = slice.toString().replace(single + single, single).toCharArray();
            slice.of(unescaped, 0, unescaped.length);
        }
        return slice;
    }

    /** Goes on to the next record. */
    Outcome next() throws IOException {
        passRecord();
        passEmptyLines();
        fields = 0;
        breaksInQuotes = 0;
        if (input.at(0) == TextInput.END) {
            return Outcome.END;
        }
        int at = 0;
        while (true) {
            at = input.at(at) == quote ? quotedField(at) : plainField(at);
            if (at < 0) {
                return at == WAITING ? Outcome.END : Outcome.MALFORMED;
            }
            int stop = input.at(at);
            if (stop == delimiter) {
                at++;
                continue;
            }
            if (stop == TextInput.END) {
                if (input.isGrowing()) {
                    return Outcome.END;
                }
                recordChars = at;
                recordLines = breaksInQuotes;
            } else {
                int behind = stop == '\r' ? input.at(at + 1) : 0;
                if (behind == TextInput.END && input.isGrowing()) {
                    return Outcome.END;
                }
                recordChars = at + (behind == '\n' ? 2 : 1);
                recordLines = breaksInQuotes + 1;
            }
            return Outcome.RECORD;
        }
    }

    /** Takes a field without quotes; gives the position behind it. */
    private int plainField(int from) throws IOException {
        int at = from;
        int c = input.at(at);
        while (c != delimiter && c != '\n' && c != '\r' && c != TextInput.END) {
            if (at >= TextInput.MAX_RECORD_CHARS) {
                return broken("the record is longer than " + TextInput.MAX_RECORD_CHARS + " characters");
            }
            c = input.at(++at);
        }
        add(from, at - from, PLAIN);
        return at;
    }

    /** Takes a field in quotes; gives the position behind it, WAITING or BROKEN. */
    private int quotedField(int from) throws IOException {
        byte form = QUOTED;
        int at = from + 1;
        while (true) {
            int c = input.at(at);
            if (c == quote) {
                if (input.at(at + 1) != quote) {
                    break;
                }
                form = QUOTED_WITH_QUOTES;
                at++;
            } else if (c == '\n') {
                breaksInQuotes++;
            } else if (c == TextInput.END) {
                return input.isGrowing() ? WAITING : broken("a quote is opened and never closed");
            }
            if (at >= TextInput.MAX_RECORD_CHARS) {
                return broken("the record is longer than " + TextInput.MAX_RECORD_CHARS
                        + " characters; is a quote not closed?");
            }
            at++;
        }
        int after = input.at(at + 1);
        boolean isEnded = after == delimiter || after == '\n' || after == '\r' || after == TextInput.END;
        if (!isEnded) {
            return broken("there is text behind a closing quote");
        }
        add(from + 1, at - from - 1, form);
        return at + 1;
    }

    private int broken(String what) throws IOException {
        problem = what;
        int at = 0;
        int c = input.at(at);
        while (c != '\n' && c != TextInput.END && at < TextInput.MAX_RECORD_CHARS) {
            c = input.at(++at);
        }
        isLineUnfinished = c != '\n';
        recordChars = isLineUnfinished ? at : at + 1;
        recordLines = isLineUnfinished ? 0 : 1;
        return BROKEN;
    }

    private void add(int start, int length, byte form) {
        if (fields == starts.length) {
            starts = Arrays.copyOf(starts, fields * 2);
            lengths = Arrays.copyOf(lengths, fields * 2);
            forms = Arrays.copyOf(forms, fields * 2);
        }
        starts[fields] = start;
        lengths[fields] = length;
        forms[fields] = form;
        fields++;
    }

    private void passRecord() throws IOException {
        input.consume(recordChars);
        line += recordLines;
        recordChars = 0;
        recordLines = 0;
        if (isLineUnfinished) {
            passRestOfLine();
        }
    }

    private void passRestOfLine() throws IOException {
        int c = input.at(0);
        while (c != '\n' && c != TextInput.END) {
            input.consume(1);
            c = input.at(0);
        }
        isLineUnfinished = c == TextInput.END;
    }

    private void passEmptyLines() throws IOException {
        int c = input.at(0);
        while (isLineBreak(c)) {
            if (c == '\n') {
                line++;
            }
            input.consume(1);
            c = input.at(0);
        }
    }

    private static boolean isLineBreak(int c) {
        return c == '\n' || c == '\r';
    }
}
