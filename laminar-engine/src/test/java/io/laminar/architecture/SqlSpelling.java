package io.laminar.architecture;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How SQL writes calls that the catalogue shows with plain operands: {@code FLOOR('HOUR', t)} is {@code FLOOR(t TO HOUR)}. */
final class SqlSpelling {
    private record Rule(Pattern call, String sql) {}

    private static final List<Rule> RULES = List.of(
            rule("(FLOOR|CEIL|CEILING)\\('(\\w+)', (.*)\\)", "$1($3 TO $2)"),
            rule("OVERLAY\\(('[^']*'), ('[^']*'), (\\d+)\\)", "OVERLAY($1 PLACING $2 FROM $3)"),
            rule("OVERLAY\\(('[^']*'), ('[^']*'), (\\d+), (\\d+)\\)", "OVERLAY($1 PLACING $2 FROM $3 FOR $4)"),
            rule("EXTRACT\\('(\\w+)', (.*)\\)", "EXTRACT($1 FROM $2)"),
            rule("LIKE\\(('[^']*'), ('[^']*')\\)", "$1 LIKE $2"),
            rule("POSITION\\(('[^']*'), ('[^']*'), (\\d+)\\)", "POSITION($1 IN $2 FROM $3)"),
            rule("POSITION\\(('[^']*'), ('[^']*')\\)", "POSITION($1 IN $2)"),
            rule("(TIMESTAMPADD|TIMESTAMPDIFF)\\('(\\w+)', (.*)\\)", "$1($2, $3)"),
            rule("TRIM\\('(\\w+)', ('[^']*'), ('[^']*')\\)", "TRIM($1 $2 FROM $3)"));

    private SqlSpelling() {}

    private static Rule rule(String call, String sql) {
        return new Rule(Pattern.compile(call), sql);
    }

    /** The call of an example as SQL has it. */
    static String of(String call) {
        for (Rule rule : RULES) {
            Matcher matcher = rule.call.matcher(call);
            if (matcher.matches()) {
                return matcher.replaceFirst(rule.sql);
            }
        }
        return call;
    }
}
