package io.laminar.expr.function;

import static io.laminar.api.DataType.Kind.DATE;
import static io.laminar.api.DataType.Kind.TIME;
import static io.laminar.api.DataType.Kind.TIMESTAMP;
import static io.laminar.api.DataType.Kind.VARCHAR;

/** Dates and times to and from text by patterns. Names of days and months are English. */
public final class FormatFunctions {
    private FormatFunctions() {}

    /** The pattern that an operand is; a constant is read once. */
    @SqlFunction(name = "STRFTIME", internal = true)
    public static StrftimeFormat strftime(String pattern) {
        return StrftimeFormat.of(pattern);
    }

    @SqlFunction(
            name = "FORMAT_TIMESTAMP",
            aliases = "FORMAT_DATETIME",
            description = "A timestamp as text by a pattern such as %Y-%m-%d %H:%M:%S.",
            examples = {
                "FORMAT_TIMESTAMP('%d.%m.%y %H:%M:%E3S', TIMESTAMP '2024-02-29 13:14:15.25') = '29.02.24 13:14:15.250'",
                "FORMAT_TIMESTAMP('%a %b %e %Y', TIMESTAMP '2024-02-09 13:14:15') = 'Fri Feb  9 2024'"
            },
            parameters = {VARCHAR, TIMESTAMP})
    public static String formatTimestamp(StrftimeFormat pattern, long micros) {
        return pattern.format().format(micros);
    }

    @SqlFunction(
            name = "FORMAT_DATE",
            description = "A date as text by such a pattern.",
            examples = "FORMAT_DATE('%d/%m/%Y', DATE '2024-02-29') = '29/02/2024'",
            parameters = {VARCHAR, DATE})
    public static String formatDate(StrftimeFormat pattern, long days) {
        return pattern.format().format(CastFunctions.dateToTimestamp(days));
    }

    @SqlFunction(
            name = "FORMAT_TIME",
            description = "A time of day as text by such a pattern.",
            examples = "FORMAT_TIME('%I:%M %p', MAKE_TIME(13, 14, 15)) = '01:14 PM'",
            parameters = {VARCHAR, TIME})
    public static String formatTime(StrftimeFormat pattern, long micros) {
        return pattern.format().format(micros);
    }

    @SqlFunction(
            name = "PARSE_TIMESTAMP",
            aliases = "PARSE_DATETIME",
            description = "The timestamp that a text is by such a pattern.",
            examples = {
                "PARSE_TIMESTAMP('%d.%m.%Y %H:%M', '29.02.2024 13:14') = TIMESTAMP '2024-02-29 13:14:00'",
                "PARSE_TIMESTAMP('%F %T%z', '2024-02-29 13:14:15+0100') = TIMESTAMP '2024-02-29 12:14:15'"
            },
            result = TIMESTAMP)
    public static long parseTimestamp(StrftimeFormat pattern, String text) {
        return pattern.format().parse(text);
    }

    @SqlFunction(
            name = "PARSE_DATE",
            description = "The date that a text is by such a pattern.",
            examples = "PARSE_DATE('%d.%m.%Y', '29.02.2024') = DATE '2024-02-29'",
            result = DATE)
    public static long parseDate(StrftimeFormat pattern, String text) {
        return CastFunctions.timestampToDate(pattern.format().parse(text));
    }

    @SqlFunction(
            name = "PARSE_TIME",
            description = "The time of day that a text is by such a pattern.",
            examples = "PARSE_TIME('%H:%M', '13:14') = MAKE_TIME(13, 14, 0)",
            result = TIME)
    public static long parseTime(StrftimeFormat pattern, String text) {
        return pattern.format().parseTime(text);
    }

    @SqlFunction(
            name = "TO_DATE",
            description = "The date that a text is by a pattern of TO_TIMESTAMP.",
            examples = {
                "TO_DATE('29.02.2024', 'dd.MM.yyyy') = DATE '2024-02-29'",
                "TO_DATE('20240229', 'YYYYMMDD') = DATE '2024-02-29'"
            },
            result = DATE)
    public static long toDate(String text, TimePattern pattern) {
        return CastFunctions.timestampToDate(pattern.format().parse(text));
    }

    @SqlFunction(
            name = "FROM_UNIXTIME",
            description = "The timestamp some seconds after 1970-01-01T00:00Z, as text by a pattern of DATE_FORMAT.",
            examples = "FROM_UNIXTIME(60, 'yyyy-MM-dd HH:mm') = '1970-01-01 00:01'")
    public static String fromUnixTime(long seconds, TimeFormat pattern) {
        return pattern.format(TimeFunctions.timestampSeconds(seconds));
    }

    @SqlFunction(
            name = "UNIX_TIMESTAMP",
            description = "Seconds since 1970-01-01T00:00Z of a text such as 2001-01-31 23:59:59.",
            examples = "UNIX_TIMESTAMP('1970-01-01 00:01:00') = 60")
    public static long unixTimestamp(String text) {
        return TimeFunctions.epochSeconds(CastFunctions.parseTimestamp(text));
    }

    @SqlFunction(
            name = "UNIX_TIMESTAMP",
            description = "The same by a pattern of TO_TIMESTAMP.",
            examples = "UNIX_TIMESTAMP('02.01.1970', 'dd.MM.yyyy') = 86400")
    public static long unixTimestamp(String text, TimePattern pattern) {
        return TimeFunctions.epochSeconds(pattern.format().parse(text));
    }
}
