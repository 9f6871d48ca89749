package io.laminar.testing;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.Temporals;
import io.laminar.time.Watermarks;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Rows as words: {@code 7 1.5 ACME 10s NULL}. Times are seconds or milliseconds since the epoch, {@code 10s} or
 * {@code 500ms}; bytes are {@code x} and hexadecimal digits.
 */
public final class TextRows {
    private TextRows() {}

    /** Appends a row to a batch. */
    static void append(Batch batch, String[] words, int firstWord, int weight) {
        int row = batch.rows();
        Schema schema = batch.schema();
        if (words.length - firstWord != schema.size()) {
            throw new IllegalArgumentException("'" + String.join(" ", words) + "' has not the columns of " + schema);
        }
        for (int column = 0; column < schema.size(); column++) {
            set(batch, column, row, words[firstWord + column]);
        }
        batch.setWeight(row, weight);
        batch.rows(row + 1);
    }

    private static void set(Batch batch, int column, int row, String word) {
        if (word.equals("NULL")) {
            batch.setNull(column, row);
            return;
        }
        DataType type = batch.schema().type(column);
        switch (batch.kind(column)) {
            case LONG -> batch.longs(column)[row] = longValue(type, word);
            case DOUBLE -> batch.doubles(column)[row] = Double.parseDouble(word);
            case OBJECT -> batch.objects(column)[row] = objectValue(type, word);
        }
    }

    private static long longValue(DataType type, String word) {
        return switch (type.kind()) {
            case TIMESTAMP, TIMESTAMP_LTZ -> time(word);
            case BOOLEAN -> Boolean.parseBoolean(word) ? 1 : 0;
            case DECIMAL ->
                new BigDecimal(word).setScale(type.scale()).unscaledValue().longValueExact();
            default -> Long.parseLong(word);
        };
    }

    private static Object objectValue(DataType type, String word) {
        return switch (type.kind()) {
            case DECIMAL -> new BigDecimal(word).setScale(type.scale());
            case BINARY, VARBINARY -> HexFormat.of().parseHex(word.substring(1));
            default -> word;
        };
    }

    /** A row of a batch, without its weight. */
    static String format(Batch batch, int row) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < batch.schema().size(); column++) {
            text.append(column == 0 ? "" : " ").append(format(batch, column, row));
        }
        return text.toString();
    }

    private static String format(Batch batch, int column, int row) {
        if (batch.isNull(column, row)) {
            return "NULL";
        }
        DataType type = batch.schema().type(column);
        return switch (batch.kind(column)) {
            case LONG -> format(type, batch.longs(column)[row]);
            case DOUBLE -> String.valueOf(batch.doubles(column)[row]);
            case OBJECT -> format(batch.objects(column)[row]);
        };
    }

    private static String format(DataType type, long value) {
        return switch (type.kind()) {
            case TIMESTAMP, TIMESTAMP_LTZ -> formatTime(value);
            case BOOLEAN -> String.valueOf(value != 0);
            case DECIMAL -> BigDecimal.valueOf(value, type.scale()).toPlainString();
            default -> String.valueOf(value);
        };
    }

    private static String format(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return "x" + HexFormat.of().formatHex(bytes);
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }

    /** Microseconds of {@code 10s}, {@code -500ms} or {@code end}. */
    public static long time(String word) {
        if (word.equals("end")) {
            return Watermarks.END;
        } else if (word.endsWith("ms")) {
            return Long.parseLong(word.substring(0, word.length() - 2)) * Temporals.MICROS_PER_MILLI;
        } else if (word.endsWith("us")) {
            return Long.parseLong(word.substring(0, word.length() - 2));
        } else if (word.endsWith("s")) {
            return Long.parseLong(word.substring(0, word.length() - 1)) * Temporals.MICROS_PER_SECOND;
        }
        throw new IllegalArgumentException("'" + word + "' is no time such as 10s or 500ms");
    }

    /** The opposite of {@link #time}. */
    static String formatTime(long micros) {
        if (micros == Watermarks.END) {
            return "end";
        } else if (micros % Temporals.MICROS_PER_SECOND == 0) {
            return micros / Temporals.MICROS_PER_SECOND + "s";
        }
        return micros % Temporals.MICROS_PER_MILLI == 0 ? micros / Temporals.MICROS_PER_MILLI + "ms" : micros + "us";
    }
}
