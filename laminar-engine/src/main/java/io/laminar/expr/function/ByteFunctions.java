package io.laminar.expr.function;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/** Bytes and bits of binary values, counted from 0; bit 0 is the lowest of byte 0, as in PostgreSQL. */
public final class ByteFunctions {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private ByteFunctions() {}

    @SqlFunction(
            name = "GET_BYTE",
            description = "A byte, from 0 to 255.",
            examples = "GET_BYTE(FROM_HEX('00ff10'), 1) = 255")
    public static long getByte(byte[] bytes, long index) {
        return bytes[index(bytes.length, index)] & 0xFF;
    }

    @SqlFunction(
            name = "SET_BYTE",
            description = "The bytes with one of them replaced.",
            examples = "TO_HEX(SET_BYTE(FROM_HEX('00ff10'), 1, 16)) = '001010'")
    public static byte[] setByte(byte[] bytes, long index, long value) {
        if (value < 0 || value > 255) {
            throw ValueErrors.invalidArgument("a byte is from 0 to 255 but got " + value);
        }
        byte[] changed = bytes.clone();
        changed[index(bytes.length, index)] = (byte) value;
        return changed;
    }

    @SqlFunction(
            name = "GET_BIT",
            description = "A bit, 0 or 1.",
            examples = {"GET_BIT(FROM_HEX('0180'), 0) = 1", "GET_BIT(FROM_HEX('0180'), 15) = 1"})
    public static long getBit(byte[] bytes, long index) {
        int bit = index(8 * bytes.length, index);
        return (bytes[bit / 8] >> (bit % 8)) & 1;
    }

    @SqlFunction(
            name = "SET_BIT",
            description = "The bytes with a bit replaced.",
            examples = "TO_HEX(SET_BIT(FROM_HEX('0000'), 9, 1)) = '0002'")
    public static byte[] setBit(byte[] bytes, long index, long value) {
        if (value != 0 && value != 1) {
            throw ValueErrors.invalidArgument("a bit is 0 or 1 but got " + value);
        }
        int bit = index(8 * bytes.length, index);
        byte[] changed = bytes.clone();
        int cleared = changed[bit / 8] & ~(1 << (bit % 8));
        changed[bit / 8] = (byte) (cleared | (int) value << (bit % 8));
        return changed;
    }

    private static int index(int length, long index) {
        if (index < 0 || index >= length) {
            throw ValueErrors.invalidArgument("index " + index + " is not from 0 to " + (length - 1));
        }
        return (int) index;
    }

    @SqlFunction(
            name = "BIT_COUNT",
            description = "How many bits of bytes are 1.",
            examples = "BIT_COUNT(FROM_HEX('ff01')) = 9",
            total = true)
    public static long bitCount(byte[] bytes) {
        long count = 0;
        for (byte next : bytes) {
            count += Integer.bitCount(next & 0xFF);
        }
        return count;
    }

    @SqlFunction(
            name = "CRC32C",
            description = "CRC-32C, that of Castagnoli.",
            examples = "CRC32C('123456789') = 3808858755",
            total = true)
    public static long crc32c(String text) {
        return crc32c(text.getBytes(StandardCharsets.UTF_8));
    }

    @SqlFunction(name = "CRC32C", description = "CRC-32C of bytes.", total = true)
    public static long crc32c(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    @SqlFunction(
            name = "SHA2",
            description = "SHA-2 of a text in hexadecimal digits: of 224, 256, 384 or 512 bits.",
            examples = "SHA2('abc', 256) = SHA256('abc')")
    public static String sha2(String text, long bits) {
        return switch ((int) bits) {
            case 224 -> HashFunctions.sha224(text);
            case 0, 256 -> HashFunctions.sha256(text);
            case 384 -> HashFunctions.sha384(text);
            case 512 -> HashFunctions.sha512(text);
            default -> throw ValueErrors.invalidArgument("SHA2 takes 224, 256, 384 or 512 bits but got " + bits);
        };
    }

    @SqlFunction(
            name = "TO_BASE32",
            description = "Bytes as text in Base32 (RFC 4648).",
            examples = {"TO_BASE32(FROM_HEX('666f6f62')) = 'MZXW6YQ='", "TO_BASE32(FROM_HEX('')) = ''"},
            total = true)
    public static String toBase32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        long buffer = 0;
        int bits = 0;
        for (byte next : bytes) {
            buffer = buffer << 8 | (next & 0xFF);
            for (bits += 8; bits >= BITS; bits -= BITS) {
                text.append(BASE32.charAt((int) (buffer >> (bits - BITS)) & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE32.charAt((int) (buffer << (BITS - bits)) & 31));
        }
        while (text.length() % 8 > 0) {
            text.append('=');
        }
        return text.toString();
    }

    @SqlFunction(
            name = "FROM_BASE32",
            description = "The bytes of a text in Base32.",
            examples = "TO_HEX(FROM_BASE32('MZXW6YQ=')) = '666f6f62'")
    public static byte[] fromBase32(String text) {
        String digits = text.stripTrailing().replaceAll("=+$", "");
        byte[] bytes = new byte[digits.length() * BITS / 8];
        long buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = BASE32.indexOf(digits.charAt(i));
            if (digit < 0) {
                throw ValueErrors.invalidArgument("'" + text + "' is no Base32");
            }
            buffer = buffer << BITS | digit;
            bits += BITS;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }

    @SqlFunction(
            name = "CODE_POINTS_TO_BYTES",
            signature = "ARRAY<BIGINT> -> VARBINARY",
            description = "Bytes of their numbers, each from 0 to 255.",
            examples = "TO_HEX(CODE_POINTS_TO_BYTES(ARRAY[CAST(255 AS BIGINT), 1])) = 'ff01'")
    public static byte[] ofCodePoints(List<?> points) {
        byte[] bytes = new byte[points.size()];
        for (int i = 0; i < bytes.length; i++) {
            if (!(points.get(i) instanceof Long point) || point < 0 || point > 255) {
                throw ValueErrors.invalidArgument(points.get(i) + " is no byte from 0 to 255");
            }
            bytes[i] = point.byteValue();
        }
        return bytes;
    }
}
