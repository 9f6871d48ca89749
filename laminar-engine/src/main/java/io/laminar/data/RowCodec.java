package io.laminar.data;

import io.laminar.api.DataType;
import io.laminar.api.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows as bytes, for what leaves memory. Big-endian; positions count from the start of the row. One thread.
 *
 * <pre>
 *   int    bytes of the row, this included
 *   int    weight
 *   long   null bitmap, one word per 64 columns begun, bit {@code column & 63}
 *   8 byte per column: the long; the bits of the double; or of an object int position and int length in the tail
 *   tail   objects, one after the other
 * </pre>
 *
 * Text is written char by char in one to three bytes, so that any String comes back as it was, unpaired surrogates too.
 */
public final class RowCodec {
    private static final int HEADER = 2 * Integer.BYTES;
    private static final byte NULL = 0;
    private static final byte VALUE = 1;

    private final DataType[] types;
    private final LaneKind[] kinds;
    private final int bitmapWords;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    public RowCodec(Schema schema) {
        types = new DataType[schema.size()];
        kinds = new LaneKind[schema.size()];
        for (int column = 0; column < types.length; column++) {
            types[column] = schema.type(column);
            kinds[column] = LaneKind.of(types[column]);
        }
        bitmapWords = (types.length + Long.SIZE - 1) / Long.SIZE;
    }

    /** The bytes of rows {@code from} (inclusive) to {@code to} (exclusive); good until the next call. */
    public ByteBuffer encode(Batch batch, int from, int to) {
        buffer.clear();
        for (int row = from; row < to; row++) {
            encodeRow(batch, row);
        }
        return buffer.flip();
    }

    /** Appends the next row of the bytes to a batch that has room for it. */
    public void decode(ByteBuffer bytes, Batch out) {
        int start = bytes.position();
        int end = start + bytes.getInt(start);
        int at = out.rows();
        int slots = start + HEADER + bitmapWords * Long.BYTES;
        for (int column = 0; column < types.length; column++) {
            long nulls = bytes.getLong(start + HEADER + (column >> 6) * Long.BYTES);
            int slot = slots + column * Long.BYTES;
            if ((nulls & (1L << column)) != 0) {
                out.setNull(column, at);
                continue;
            }
            switch (kinds[column]) {
                case LONG -> out.longs(column)[at] = bytes.getLong(slot);
                case DOUBLE -> out.doubles(column)[at] = Double.longBitsToDouble(bytes.getLong(slot));
                case OBJECT -> {
                    bytes.position(start + bytes.getInt(slot));
                    out.objects(column)[at] = read(types[column], bytes, bytes.getInt(slot + Integer.BYTES));
                }
            }
        }
        out.setWeight(at, bytes.getInt(start + Integer.BYTES));
        out.rows(at + 1);
        bytes.position(end);
    }

    private void encodeRow(Batch batch, int row) {
        int start = buffer.position();
        int slots = start + HEADER + bitmapWords * Long.BYTES;
        int fixed = HEADER + (bitmapWords + types.length) * Long.BYTES;
        ensure(fixed);
        Arrays.fill(buffer.array(), start, start + fixed, (byte) 0);
        buffer.position(start + fixed);
        for (int column = 0; column < types.length; column++) {
            int slot = slots + column * Long.BYTES;
            if (batch.isNull(column, row)) {
                int word = start + HEADER + (column >> 6) * Long.BYTES;
                buffer.putLong(word, buffer.getLong(word) | (1L << column));
                continue;
            }
            switch (kinds[column]) {
                case LONG -> buffer.putLong(slot, batch.longs(column)[row]);
                case DOUBLE -> buffer.putLong(slot, Double.doubleToRawLongBits(batch.doubles(column)[row]));
                case OBJECT -> {
                    int tail = buffer.position();
                    write(types[column], java.util.Objects.requireNonNull(batch.objects(column)[row]));
                    buffer.putInt(slot, tail - start);
                    buffer.putInt(slot + Integer.BYTES, buffer.position() - tail);
                }
            }
        }
        buffer.putInt(start, buffer.position() - start);
        buffer.putInt(start + Integer.BYTES, batch.weight(row));
    }

    private void ensure(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = Math.addExact(buffer.position(), bytes);
            int size = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(2L * buffer.capacity(), needed));
            ByteBuffer bigger = ByteBuffer.allocate(size);
            bigger.put(buffer.flip());
            buffer = bigger;
        }
    }

    private void write(DataType type, Object value) {
        switch (type.kind()) {
            case CHAR, VARCHAR, JSON -> writeText((String) value);
            case BINARY, VARBINARY -> writeBytes((byte[]) value);
            case UUID -> {
                UUID id = (UUID) value;
                ensure(2 * Long.BYTES);
                buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            }
            case DECIMAL -> {
                BigDecimal decimal = (BigDecimal) value;
                ensure(Integer.BYTES);
                buffer.putInt(decimal.scale());
                writeBytes(decimal.unscaledValue().toByteArray());
            }
            case ARRAY -> {
                List<?> list = (List<?>) value;
                writeCount(list.size());
                list.forEach(element -> writeElement(type.arguments().get(0), element));
            }
            case MAP -> {
                Map<?, ?> map = (Map<?, ?>) value;
                writeCount(map.size());
                map.forEach((key, element) -> {
                    writeElement(type.arguments().get(0), key);
                    writeElement(type.arguments().get(1), element);
                });
            }
            case ROW -> {
                Object[] fields = (Object[]) value;
                for (int i = 0; i < fields.length; i++) {
                    writeElement(type.arguments().get(i), fields[i]);
                }
            }
            default -> throw new IllegalArgumentException("no object is of type " + type);
        }
    }

    private void writeCount(int count) {
        ensure(Integer.BYTES);
        buffer.putInt(count);
    }

    private void writeBytes(byte[] bytes) {
        ensure(bytes.length);
        buffer.put(bytes);
    }

    private void writeText(String text) {
        ensure(Math.multiplyExact(3, text.length()));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                buffer.put((byte) c);
            } else if (c < 0x800) {
                buffer.put((byte) (0xC0 | c >> 6)).put((byte) (0x80 | (c & 0x3F)));
            } else {
                buffer.put((byte) (0xE0 | c >> 12))
                        .put((byte) (0x80 | ((c >> 6) & 0x3F)))
                        .put((byte) (0x80 | (c & 0x3F)));
            }
        }
    }

    /** A value within another: a byte that says whether it is NULL, then 8 bytes, or an int length and the object. */
    private void writeElement(DataType type, @Nullable Object value) {
        ensure(1 + Long.BYTES);
        buffer.put(value == null ? NULL : VALUE);
        if (value == null) {
            return;
        }
        switch (LaneKind.of(type)) {
            case LONG -> buffer.putLong(((Number) value).longValue());
            case DOUBLE -> buffer.putLong(Double.doubleToRawLongBits(((Number) value).doubleValue()));
            case OBJECT -> {
                int lengthAt = buffer.position();
                buffer.putInt(0);
                write(type, value);
                buffer.putInt(lengthAt, buffer.position() - lengthAt - Integer.BYTES);
            }
        }
    }

    private static Object read(DataType type, ByteBuffer bytes, int length) {
        return switch (type.kind()) {
            case CHAR, VARCHAR, JSON -> readText(bytes, length);
            case BINARY, VARBINARY -> readBytes(bytes, length);
            case UUID -> new UUID(bytes.getLong(), bytes.getLong());
            case DECIMAL -> {
                int scale = bytes.getInt();
                yield new BigDecimal(new BigInteger(readBytes(bytes, length - Integer.BYTES)), scale);
            }
            case ARRAY -> {
                int count = bytes.getInt();
                List<@Nullable Object> list = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    list.add(readElement(type.arguments().get(0), bytes));
                }
                yield list;
            }
            case MAP -> {
                int count = bytes.getInt();
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = 0; i < count; i++) {
                    Object key = readElement(type.arguments().get(0), bytes);
                    map.put(key, readElement(type.arguments().get(1), bytes));
                }
                yield map;
            }
            case ROW -> {
                @Nullable Object[] fields = new Object[type.arguments().size()];
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = readElement(type.arguments().get(i), bytes);
                }
                yield fields;
            }
            default -> throw new IllegalArgumentException("no object is of type " + type);
        };
    }

    private static byte[] readBytes(ByteBuffer bytes, int length) {
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    private static String readText(ByteBuffer bytes, int length) {
        char[] chars = new char[length];
        int count = 0;
        int end = bytes.position() + length;
        while (bytes.position() < end) {
            int first = bytes.get();
            if (first >= 0) {
                chars[count++] = (char) first;
            } else if ((first & 0xE0) == 0xC0) {
                chars[count++] = (char) ((first & 0x1F) << 6 | (bytes.get() & 0x3F));
            } else {
                int second = bytes.get() & 0x3F;
                chars[count++] = (char) ((first & 0x0F) << 12 | second << 6 | (bytes.get() & 0x3F));
            }
        }
        return new String(chars, 0, count);
    }

    private static @Nullable Object readElement(DataType type, ByteBuffer bytes) {
        if (bytes.get() == NULL) {
            return null;
        }
        return switch (LaneKind.of(type)) {
            case LONG -> bytes.getLong();
            case DOUBLE -> Double.longBitsToDouble(bytes.getLong());
            case OBJECT -> {
                int length = bytes.getInt();
                yield read(type, bytes, length);
            }
        };
    }
}
