package io.laminar.benchmarks.peers;

import io.laminar.nexmark.NexmarkQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The report: {@code nexmark.md} and the picture {@code nexmark.svg} beside it. */
final class Report {
    private Report() {}

    static void write(
            Path folder, Map<NexmarkQuery, Map<Engine, Outcome>> outcomes, List<Engine> engines, String measured)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("nexmark.svg"), Chart.draw(outcomes, engines));
        StringBuilder text = new StringBuilder();
        text.append("# Nexmark-like queries\n\n")
                .append("Written by `java -jar benchmarks-peers/target/peers.jar` on ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append(": ")
                .append(machine())
                .append(". ")
                .append(measured)
                .append(
                        ". Each cell is a JVM of its own; the result of each (number of rows, sum of their hashes) was compared with that of the loop by hand.")
                .append(
                        " The queries are in `NexmarkQuery`, how to run this is in [performance.md](../performance.md).\n\n")
                .append("![million events per CPU second](nexmark.svg)\n");
        table(text, "Million events per CPU second, all threads of the process", outcomes, engines, Outcome::cell);
        table(text, "Million events per second", outcomes, engines, outcome -> figure(outcome, outcome.perSecond()));
        table(text, "Bytes allocated per event", outcomes, engines, outcome -> whole(outcome, outcome.bytesPerEvent()));
        table(text, "Peak resident set, MB", outcomes, engines, outcome -> whole(outcome, (double) outcome.peakMb()));
        text.append("\n| query | asks for |\n| --- | --- |\n");
        outcomes.keySet()
                .forEach(query -> text.append("| ")
                        .append(query.label())
                        .append(" | ")
                        .append(query.description())
                        .append(" |\n"));
        reasons(text, outcomes);
        Files.writeString(folder.resolve("nexmark.md"), text);
    }

    /** Why a cell is empty. */
    private static void reasons(StringBuilder text, Map<NexmarkQuery, Map<Engine, Outcome>> outcomes) {
        StringBuilder reasons = new StringBuilder();
        outcomes.forEach((query, row) -> row.forEach((engine, outcome) -> {
            if (outcome.state() != Outcome.State.MEASURED) {
                reasons.append("| ")
                        .append(query.label())
                        .append(" | ")
                        .append(engine.label())
                        .append(" | ")
                        .append(outcome.note())
                        .append(" |\n");
            }
        }));
        if (!reasons.isEmpty()) {
            text.append("\n## Not answered\n\n| query | by | reason |\n| --- | --- | --- |\n")
                    .append(reasons);
        }
    }

    private static void table(
            StringBuilder text,
            String title,
            Map<NexmarkQuery, Map<Engine, Outcome>> outcomes,
            List<Engine> engines,
            Function<Outcome, String> cell) {
        text.append("\n## ").append(title).append("\n\n| query |");
        engines.forEach(engine -> text.append(' ').append(engine.label()).append(" |"));
        text.append("\n| --- |").append(" --: |".repeat(engines.size())).append('\n');
        outcomes.forEach((query, row) -> {
            text.append("| ").append(query.label()).append(" |");
            engines.forEach(engine ->
                    text.append(' ').append(cell.apply(row.get(engine))).append(" |"));
            text.append('\n');
        });
    }

    private static String figure(Outcome outcome, double value) {
        return outcome.state() == Outcome.State.MEASURED ? Outcome.number(value) : "-";
    }

    private static String whole(Outcome outcome, double value) {
        return outcome.state() == Outcome.State.MEASURED ? String.format(Locale.ROOT, "%.0f", value) : "-";
    }

    private static String machine() throws IOException {
        String processor = "";
        Path info = Path.of("/proc/cpuinfo");
        if (Files.exists(info)) {
            processor = Files.readAllLines(info).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> " of " + line.substring(line.indexOf(':') + 1).trim())
                    .orElse("");
        }
        return Runtime.getRuntime().availableProcessors() + " cores" + processor + ", " + System.getProperty("os.name")
                + ", JDK " + System.getProperty("java.runtime.version");
    }
}
