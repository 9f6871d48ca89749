package io.laminar.benchmarks.peers;

import io.laminar.nexmark.NexmarkQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all contenders at all queries and writes the report.
 *
 * <pre>
 * java -jar benchmarks-peers/target/peers.jar [--queries q0,q1] [--engines hand,laminar,...] [--events n]
 *     [--warm-up seconds] [--measure seconds] [--rounds most] [--out folder]
 * </pre>
 */
public final class Peers {
    private static final List<String> JVM = List.of(
            "-Xmx4g",
            "-XX:+UseParallelGC",
            "-Xms1g",
            "--add-modules=java.se",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.time=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private Peers() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        Arguments given = new Arguments(arguments);
        if (given.has("child")) {
            Engine engine = Engine.of(given.text("child", ""));
            NexmarkQuery query = NexmarkQuery.of(given.text("queries", ""));
            System.out.println(Child.measure(engine, query, given.plan(query)).line());
            System.exit(0); // threads of contenders may still be there
        }
        boolean isRight = run(given);
        System.exit(isRight ? 0 : 1);
    }

    private static boolean run(Arguments given) throws Exception {
        Map<NexmarkQuery, Map<Engine, Outcome>> outcomes = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (NexmarkQuery query : given.queries()) {
            Map<Engine, Outcome> row = new EnumMap<>(Engine.class);
            outcomes.put(query, row);
            for (Engine engine : given.engines()) {
                Outcome outcome = fork(engine, query, given);
                row.put(engine, outcome);
                System.out.printf(
                        "%-4s %-20s %-12s %8s M/cpu-s %8s M/s %7.0f B/event %6d MB  %s%n",
                        query.label(),
                        engine.option(),
                        outcome.state(),
                        Outcome.number(outcome.perCpuSecond()),
                        Outcome.number(outcome.perSecond()),
                        outcome.bytesPerEvent(),
                        outcome.peakMb(),
                        outcome.note());
                if (outcome.state() == Outcome.State.WRONG || outcome.state() == Outcome.State.FAILED) {
                    faults.add(query.label() + ": " + engine.label() + ": " + outcome.note());
                }
            }
        }
        Path folder = Path.of(given.text("out", "docs/benchmarks"));
        Report.write(folder, outcomes, given.engines(), given.describe());
        System.out.println("report in " + folder);
        faults.forEach(fault -> System.out.println("FAULT " + fault));
        return faults.isEmpty();
    }

    private static Outcome fork(Engine engine, NexmarkQuery query, Arguments given)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        if (given.has("jvm")) {
            command.addAll(Arrays.asList(given.text("jvm", "").split(" ")));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Peers.class.getName()));
        command.addAll(given.forChild());
        command.addAll(List.of("--child", engine.option(), "--queries", query.name()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Outcome outcome = Outcome.without(Outcome.State.FAILED, "the process ended without a word");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Outcome.isLine(line)) {
                    outcome = Outcome.ofLine(line);
                }
            }
        }
        process.waitFor();
        return outcome;
    }
}
