package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.UUID;

import io.laminar.data.Temporals;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** UUIDs and what is in them (RFC 9562). */
public final class UuidFunctions {
    private static final long VERSION_7 = 0x7000;
    private static final long RANDOM_12_BITS = 0xFFF;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_62_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

    /** Units of 100 ns from 1582-10-15 to 1970. */
    private static final long GREGORIAN_OFFSET = 0x01B2_1DD2_1381_4000L;

    private UuidFunctions() {}

    @SqlFunction(
            name = "UUIDV7",
            description =
                    "A UUID of version 7, which begins with the time, so that later ones sort behind, another one for each row.",
            examples = "UUID_EXTRACT_VERSION(UUIDV7()) = 7",
            result = UUID,
            deterministic = false,
            total = true)
    public static java.util.UUID ofTime() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long millis = System.currentTimeMillis();
        return new java.util.UUID(
                millis << 16 | VERSION_7 | (random.nextLong() & RANDOM_12_BITS),
                VARIANT | (random.nextLong() & RANDOM_62_BITS));
    }

    @SqlFunction(
            name = "UUID_EXTRACT_VERSION",
            signature = "UUID -> BIGINT?",
            description = "The version of a UUID; NULL of one of another kind.",
            examples = {
                "UUID_EXTRACT_VERSION(CAST('41db1265-8bc1-4ab3-992f-885799a4af1d' AS UUID)) = 4",
                "UUID_EXTRACT_VERSION(CAST('00000000-0000-0000-0000-000000000000' AS UUID)) = NULL"
            },
            total = true)
    public static @Nullable Long version(java.util.UUID uuid) {
        return uuid.variant() == 2 ? (long) uuid.version() : null;
    }

    @SqlFunction(
            name = "UUID_EXTRACT_TIMESTAMP",
            signature = "UUID -> TIMESTAMP_LTZ?",
            description = "The time in a UUID of version 1 or 7; NULL of others.",
            examples = {
                "UUID_EXTRACT_TIMESTAMP(CAST('019535d9-3df7-79fb-b466-fa907fa17f9e' AS UUID))"
                        + " = CAST(TIMESTAMP '2025-02-24 02:46:24.503' AS TIMESTAMP_LTZ)",
                "UUID_EXTRACT_TIMESTAMP(CAST('41db1265-8bc1-4ab3-992f-885799a4af1d' AS UUID)) = NULL"
            },
            total = true)
    public static @Nullable Long time(java.util.UUID uuid) {
        if (uuid.variant() != 2) {
            return null;
        }
        return switch (uuid.version()) {
            case 1 -> Math.floorDiv(uuid.timestamp() - GREGORIAN_OFFSET, 10);
            case 7 -> (uuid.getMostSignificantBits() >>> 16) * Temporals.MICROS_PER_MILLI;
            default -> null;
        };
    }
}
