package io.laminar.state;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link StateWriter} has written. */
public final class StateReader extends StateArchive {
    private final InputStream in;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);

    /** @param in where the bytes come from; not closed */
    public StateReader(InputStream in) {
        this.in = in;
    }

    /** The error for bytes that are not the state that is asked for. */
    static LaminarException unreadable(String detail) {
        return new LaminarException(
                ErrorCode.STATE_UNREADABLE,
                "the kept state cannot be read: " + detail + "; begin from an older one or anew");
    }

    /** Makes sure that some bytes are in the buffer. */
    private ByteBuffer next(int bytes) {
        if (buffer.remaining() < bytes) {
            buffer.compact();
            try {
                while (buffer.position() < bytes) {
                    int count = in.read(buffer.array(), buffer.position(), buffer.remaining());
                    if (count < 0) {
                        throw unreadable("it ends too early");
                    }
                    buffer.position(buffer.position() + count);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            buffer.flip();
        }
        return buffer;
    }

    @Override
    public boolean isReading() {
        return true;
    }

    @Override
    public long number(long value) {
        return next(Long.BYTES).getLong();
    }

    @Override
    public void longs(long[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = next(Long.BYTES).getLong();
        }
    }

    @Override
    public void ints(int[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = next(Integer.BYTES).getInt();
        }
    }

    @Override
    public void doubles(double[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = Double.longBitsToDouble(next(Double.BYTES).getLong());
        }
    }

    @Override
    public void bytes(byte[] values, int count) {
        int from = 0;
        while (from < count) {
            ByteBuffer bytes = next(1);
            int length = Math.min(count - from, bytes.remaining());
            bytes.get(values, from, length);
            from += length;
        }
    }

    @Override
    public @Nullable Object value(@Nullable Object value) {
        byte tag = next(1).get();
        return switch (tag) {
            case StateWriter.NULL -> null;
            case StateWriter.LONG -> number(0);
            case StateWriter.DOUBLE -> real(0);
            case StateWriter.LATIN_TEXT -> new String(sized(), StandardCharsets.ISO_8859_1);
            case StateWriter.TEXT -> ByteBuffer.wrap(sized()).asCharBuffer().toString();
            case StateWriter.BYTES -> sized();
            case StateWriter.DECIMAL -> {
                int scale = next(Integer.BYTES).getInt();
                yield new BigDecimal(new BigInteger(sized()), scale);
            }
            case StateWriter.ID -> {
                long high = number(0);
                yield new UUID(high, number(0));
            }
            case StateWriter.LIST -> list();
            case StateWriter.MAP -> map();
            case StateWriter.ROW -> list().toArray();
            default -> throw unreadable("no object begins with " + tag);
        };
    }

    private List<@Nullable Object> list() {
        int count = count();
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(value(null));
        }
        return list;
    }

    private Map<@Nullable Object, @Nullable Object> map() {
        int count = count();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Object key = value(null);
            map.put(key, value(null));
        }
        return map;
    }

    private byte[] sized() {
        byte[] bytes = new byte[count()];
        bytes(bytes, bytes.length);
        return bytes;
    }

    private int count() {
        int count = next(Integer.BYTES).getInt();
        if (count < 0) {
            throw unreadable("it has a count of " + count);
        }
        return count;
    }
}
