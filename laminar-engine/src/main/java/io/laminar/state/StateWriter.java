package io.laminar.state;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes state as bytes, big-endian, in the order in which it comes. Objects begin with a byte that says what they are, so
 * that no schema is needed to read them; text that has only Latin-1 characters takes a byte for each, other text two, so that any String
 * comes back as it was. What guards the bytes against damage is the matter of whoever keeps them.
 */
public final class StateWriter extends StateArchive {
    static final byte NULL = 0;
    static final byte LONG = 1;
    static final byte DOUBLE = 2;
    static final byte LATIN_TEXT = 3;
    static final byte TEXT = 4;
    static final byte BYTES = 5;
    static final byte DECIMAL = 6;
    static final byte ID = 7;
    static final byte LIST = 8;
    static final byte MAP = 9;
    static final byte ROW = 10;

    private static final int LATIN_LIMIT = 256;

    private final OutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    /** @param out where the bytes go; not closed */
    public StateWriter(OutputStream out) {
        this.out = out;
    }

    /** Hands on what is still here; called last. */
    public void flush() {
        try {
            out.write(buffer.array(), 0, buffer.position());
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.clear();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            try {
                out.write(buffer.array(), 0, buffer.position());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            buffer.clear();
        }
        return buffer;
    }

    @Override
    public boolean isReading() {
        return false;
    }

    @Override
    public long number(long value) {
        room(Long.BYTES).putLong(value);
        return value;
    }

    @Override
    public void longs(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            room(Long.BYTES).putLong(values[i]);
        }
    }

    @Override
    public void ints(int[] values, int count) {
        for (int i = 0; i < count; i++) {
            room(Integer.BYTES).putInt(values[i]);
        }
    }

    @Override
    public void doubles(double[] values, int count) {
        for (int i = 0; i < count; i++) {
            room(Double.BYTES).putLong(Double.doubleToRawLongBits(values[i]));
        }
    }

    @Override
    public void bytes(byte[] values, int count) {
        int from = 0;
        while (from < count) {
            ByteBuffer to = room(1);
            int length = Math.min(count - from, to.remaining());
            to.put(values, from, length);
            from += length;
        }
    }

    @Override
    public @Nullable Object value(@Nullable Object value) {
        if (value == null) {
            tag(NULL);
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof BigDecimal decimal) {
            tag(DECIMAL);
            room(Integer.BYTES).putInt(decimal.scale());
            sized(decimal.unscaledValue().toByteArray());
        } else if (value instanceof Double number) {
            tag(DOUBLE);
            number(Double.doubleToRawLongBits(number));
        } else if (value instanceof Number number) {
            tag(LONG);
            number(number.longValue());
        } else if (value instanceof byte[] bytes) {
            tag(BYTES);
            sized(bytes);
        } else if (value instanceof UUID id) {
            tag(ID);
            number(id.getMostSignificantBits());
            number(id.getLeastSignificantBits());
        } else {
            nested(value);
        }
        return value;
    }

    private void nested(Object value) {
        if (value instanceof List<?> list) {
            tag(LIST);
            room(Integer.BYTES).putInt(list.size());
            list.forEach(this::value);
        } else if (value instanceof Map<?, ?> map) {
            tag(MAP);
            room(Integer.BYTES).putInt(map.size());
            map.forEach((key, element) -> {
                value(key);
                value(element);
            });
        } else if (value instanceof Object[] row) {
            tag(ROW);
            room(Integer.BYTES).putInt(row.length);
            for (Object field : row) {
                value(field);
            }
        } else {
            throw new IllegalArgumentException(
                    "no lane holds a " + value.getClass().getName());
        }
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= LATIN_LIMIT) {
                tag(TEXT);
                sized(chars(text));
                return;
            }
        }
        tag(LATIN_TEXT);
        sized(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] chars(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(2, text.length()));
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    private void tag(byte tag) {
        room(1).put(tag);
    }

    private void sized(byte[] bytes) {
        room(Integer.BYTES).putInt(bytes.length);
        bytes(bytes, bytes.length);
    }
}
