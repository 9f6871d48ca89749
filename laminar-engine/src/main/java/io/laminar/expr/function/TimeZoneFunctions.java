package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.TIMESTAMP;
import static io.laminar.api.DataType.Kind.TIMESTAMP_LTZ;
import static io.laminar.api.DataType.Kind.VARCHAR;

/**
 * Time zones with their rules for summer time. A local time that comes twice is the earlier instant; one that is left
 * out is moved by as much as the clocks are.
 */
public final class TimeZoneFunctions {
    private TimeZoneFunctions() {}

    /** The zone that an operand names; a constant is read once. */
    @SqlFunction(name = "ZONE", internal = true)
    public static Zone zone(String name) {
        return Zone.of(name);
    }

    @SqlFunction(
            name = "TIMEZONE",
            description = "The instant at which clocks of a zone show a time.",
            examples = {
                "EPOCH_SECONDS(TIMEZONE('Europe/Berlin', TIMESTAMP '1970-07-01 01:00:00')) = 15638400",
                "EPOCH_SECONDS(TIMEZONE('+02:00', TIMESTAMP '1970-01-01 02:00:00')) = 0"
            },
            parameters = {VARCHAR, TIMESTAMP},
            result = TIMESTAMP_LTZ)
    public static long instant(Zone zone, long local) {
        return zone.toInstant(local);
    }

    @SqlFunction(
            name = "TIMEZONE",
            description = "The time that clocks of a zone show at an instant.",
            examples = "TIMEZONE('Asia/Tokyo', TIMEZONE('Europe/Berlin', TIMESTAMP '2024-07-01 12:00:00'))"
                    + " = TIMESTAMP '2024-07-01 19:00:00'",
            parameters = {VARCHAR, TIMESTAMP_LTZ},
            result = TIMESTAMP)
    public static long local(Zone zone, long instant) {
        return zone.toLocal(instant);
    }

    @SqlFunction(
            name = "FROM_UTC_TIMESTAMP",
            description = "The time that clocks of a zone show when it is the given time in UTC.",
            examples = {
                "FROM_UTC_TIMESTAMP(TIMESTAMP '2024-01-01 12:00:00', 'Europe/Berlin') = TIMESTAMP '2024-01-01 13:00:00'",
                "FROM_UTC_TIMESTAMP(TIMESTAMP '2024-07-01 12:00:00', 'Europe/Berlin') = TIMESTAMP '2024-07-01 14:00:00'"
            },
            parameters = {TIMESTAMP, VARCHAR},
            result = TIMESTAMP)
    public static long fromUtc(long micros, Zone zone) {
        return zone.toLocal(micros);
    }

    @SqlFunction(
            name = "TO_UTC_TIMESTAMP",
            description = "The time in UTC when clocks of a zone show the given time.",
            examples = {
                "TO_UTC_TIMESTAMP(TIMESTAMP '2024-07-01 14:00:00', 'Europe/Berlin') = TIMESTAMP '2024-07-01 12:00:00'",
                "TO_UTC_TIMESTAMP(TIMESTAMP '2024-03-31 02:30:00', 'Europe/Berlin') = TIMESTAMP '2024-03-31 01:30:00'",
                "TO_UTC_TIMESTAMP(TIMESTAMP '2024-10-27 02:30:00', 'Europe/Berlin') = TIMESTAMP '2024-10-27 00:30:00'"
            },
            parameters = {TIMESTAMP, VARCHAR},
            result = TIMESTAMP)
    public static long toUtc(long local, Zone zone) {
        return zone.toInstant(local);
    }

    @SqlFunction(
            name = "CONVERT_TZ",
            description = "A time of one zone as a time of another.",
            examples = "CONVERT_TZ(TIMESTAMP '2024-07-01 12:00:00', 'Europe/Berlin', 'America/New_York')"
                    + " = TIMESTAMP '2024-07-01 06:00:00'",
            parameters = {TIMESTAMP, VARCHAR, VARCHAR},
            result = TIMESTAMP)
    public static long convert(long local, Zone from, Zone to) {
        return to.toLocal(from.toInstant(local));
    }

    @SqlFunction(
            name = "CONVERT_TZ",
            description = "The same with texts such as 2001-01-31 23:59:59.",
            examples = "CONVERT_TZ('1970-01-01 00:00:00', 'UTC', 'America/Los_Angeles') = '1969-12-31 16:00:00'")
    public static String convert(String local, Zone from, Zone to) {
        return CastFunctions.timestampToText(convert(CastFunctions.parseTimestamp(local), from, to))
                .replace('T', ' ');
    }
}
