package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.VARBINARY;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Hashes of texts, as UTF-8, and of bytes. MD5 and the SHA functions give small hexadecimal digits. */
public final class HashFunctions {
    private HashFunctions() {}

    @SqlFunction(
            name = "MD5",
            description = "MD5 in hexadecimal digits; not for secrets.",
            examples = "MD5('abc') = '900150983cd24fb0d6963f7d28e17f72'",
            total = true)
    public static String md5(String text) {
        return digest("MD5", utf8(text));
    }

    @SqlFunction(name = "MD5", description = "MD5 of bytes.", total = true)
    public static String md5(byte[] bytes) {
        return digest("MD5", bytes);
    }

    @SqlFunction(
            name = "SHA1",
            aliases = "SHA",
            description = "SHA-1 in hexadecimal digits; not for secrets.",
            examples = "SHA1('abc') = 'a9993e364706816aba3e25717850c26c9cd0d89d'",
            total = true)
    public static String sha1(String text) {
        return digest("SHA-1", utf8(text));
    }

    @SqlFunction(name = "SHA1", aliases = "SHA", description = "SHA-1 of bytes.", total = true)
    public static String sha1(byte[] bytes) {
        return digest("SHA-1", bytes);
    }

    @SqlFunction(
            name = "SHA224",
            description = "SHA-224 in hexadecimal digits.",
            examples = "SHA224('abc') = '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7'",
            total = true)
    public static String sha224(String text) {
        return digest("SHA-224", utf8(text));
    }

    @SqlFunction(name = "SHA224", description = "SHA-224 of bytes.", total = true)
    public static String sha224(byte[] bytes) {
        return digest("SHA-224", bytes);
    }

    @SqlFunction(
            name = "SHA256",
            description = "SHA-256 in hexadecimal digits.",
            examples = "SHA256('abc') = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'",
            total = true)
    public static String sha256(String text) {
        return digest("SHA-256", utf8(text));
    }

    @SqlFunction(name = "SHA256", description = "SHA-256 of bytes.", total = true)
    public static String sha256(byte[] bytes) {
        return digest("SHA-256", bytes);
    }

    @SqlFunction(
            name = "SHA384",
            description = "SHA-384 in hexadecimal digits.",
            examples = "LEFT(SHA384('abc'), 16) = 'cb00753f45a35e8b'",
            total = true)
    public static String sha384(String text) {
        return digest("SHA-384", utf8(text));
    }

    @SqlFunction(name = "SHA384", description = "SHA-384 of bytes.", total = true)
    public static String sha384(byte[] bytes) {
        return digest("SHA-384", bytes);
    }

    @SqlFunction(
            name = "SHA512",
            description = "SHA-512 in hexadecimal digits.",
            examples = "LEFT(SHA512('abc'), 16) = 'ddaf35a193617aba'",
            total = true)
    public static String sha512(String text) {
        return digest("SHA-512", utf8(text));
    }

    @SqlFunction(name = "SHA512", description = "SHA-512 of bytes.", total = true)
    public static String sha512(byte[] bytes) {
        return digest("SHA-512", bytes);
    }

    @SqlFunction(
            name = "CRC32",
            description = "CRC-32, as zip files have it.",
            examples = "CRC32('123456789') = 3421780262",
            total = true)
    public static long crc32(String text) {
        return crc32(utf8(text));
    }

    @SqlFunction(name = "CRC32", description = "CRC-32 of bytes.", total = true)
    public static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @SqlFunction(
            name = "XXHASH64",
            aliases = "HASH",
            description = "xxHash of 64 bits with seed 0; the same in every version.",
            examples = {"XXHASH64('') = -1205034819632174695", "XXHASH64('a') = -3292477735350538661"},
            total = true)
    public static long xxHash64(String text) {
        return XxHash64.of(utf8(text));
    }

    @SqlFunction(name = "XXHASH64", aliases = "HASH", description = "xxHash of bytes.", total = true)
    public static long xxHash64(byte[] bytes) {
        return XxHash64.of(bytes);
    }

    @SqlFunction(
            name = "TO_HEX",
            aliases = "HEX",
            description = "Bytes as small hexadecimal digits.",
            examples = "TO_HEX(FROM_HEX('00fF')) = '00ff'",
            parameters = VARBINARY,
            total = true)
    public static String toHex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
