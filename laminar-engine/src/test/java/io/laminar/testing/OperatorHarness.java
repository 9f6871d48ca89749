package io.laminar.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.data.BatchPool;
import io.laminar.ring1.Operator;
import io.laminar.state.Archives;
import io.laminar.time.Watermarks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs one case of an operator in every way in which a query could run it, and compares what comes out.
 *
 * <pre>
 *   input                                    output
 *   + 7 1s       row of input 0              + 0s 7 1      row
 *   - 7 1s       its retraction              - 0s 7 1      retraction
 *   ~ 8 1s       second half of an update, never cut off
 *   1 + 8 2s     row of input 1              watermark 10s
 *   watermark 10s                            late 7 9s     late row
 *   end          watermark end, then onEnd   untimed 7 NULL
 * </pre>
 *
 * <p>Each case runs straight (rows between two other lines as one batch), in batches of one, in batches of one with the operator restored
 * into a new one before each call, and several times cut at random places, with output batches of various sizes. A batch that is not given back fails the case. A mode is one
 * {@link Cuts}; what all of them share is {@link #run}.
 */
public final class OperatorHarness {
    private static final int RANDOM_RUNS = 8;
    private static final Pattern WORDS = Pattern.compile("\\s+");

    private final Supplier<Operator> operators;
    private final List<Schema> inputs;
    private List<String> lines = List.of();

    private OperatorHarness(Supplier<Operator> operators, List<Schema> inputs) {
        this.operators = operators;
        this.inputs = inputs;
    }

    /**
     * @param operators gives a new operator for each run
     * @param inputs columns of its inputs
     */
    public static OperatorHarness of(Supplier<Operator> operators, Schema... inputs) {
        return new OperatorHarness(operators, List.of(inputs));
    }

    /** The case. */
    public OperatorHarness input(String text) {
        lines = split(text);
        return this;
    }

    /** Every run gives exactly these lines. */
    public void expect(String text) {
        String expected = String.join("\n", split(text));
        assertThat(straight()).as("straight").isEqualTo(expected);
        for (Cuts cuts : Cuts.all()) {
            assertThat(String.join("\n", run(cuts))).as(cuts.toString()).isEqualTo(expected);
        }
    }

    /** The straight run gives exactly these lines, and the others the same changes between any two watermarks. */
    public void expectChanges(String text) {
        List<String> expected = split(text);
        assertThat(straight()).as("straight").isEqualTo(String.join("\n", expected));
        expectFolded(expected);
    }

    /** Every run gives the same changes, folded, between any two watermarks; returns them. */
    public List<String> expectSameChanges() {
        List<String> straight = run(new Cuts("straight", Integer.MAX_VALUE, 1024, 0, false));
        expectFolded(straight);
        return fold(straight);
    }

    /** Every run gives the same lines; returns the changes, folded. */
    public List<String> expectSameLines() {
        List<String> straight = run(new Cuts("straight", Integer.MAX_VALUE, 1024, 0, false));
        expect(String.join("\n", straight));
        return fold(straight);
    }

    /** Every run gives the same lines; returns them. */
    public List<String> sameLines() {
        List<String> straight = run(new Cuts("straight", Integer.MAX_VALUE, 1024, 0, false));
        expect(String.join("\n", straight));
        return straight;
    }

    private void expectFolded(List<String> expected) {
        for (Cuts cuts : Cuts.all()) {
            assertThat(fold(run(cuts))).as(cuts.toString()).isEqualTo(fold(expected));
        }
    }

    private String straight() {
        return String.join("\n", run(new Cuts("straight", Integer.MAX_VALUE, 1024, 0, false)));
    }

    private static List<String> split(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toList());
    }

    /** Sums the weights of equal rows between two watermarks, and sorts them. */
    static List<String> fold(List<String> lines) {
        List<String> folded = new ArrayList<>();
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (String line : lines) {
            char sign = line.charAt(0);
            if (sign == '+' || sign == '-') {
                int blank = line.indexOf(' ');
                int size = blank == 1 ? 1 : Integer.parseInt(line.substring(1, blank));
                weights.merge(line.substring(blank + 1), sign == '+' ? size : -size, Integer::sum);
            } else if (line.startsWith("watermark")) {
                drain(weights, folded);
                folded.add(line);
            } else {
                folded.add(line);
            }
        }
        drain(weights, folded);
        return folded;
    }

    private static void drain(Map<String, Integer> weights, List<String> folded) {
        weights.entrySet().stream()
                .filter(entry -> entry.getValue() != 0)
                .map(entry -> RecordingOutput.sign(entry.getValue()) + " " + entry.getKey())
                .sorted()
                .forEach(folded::add);
        weights.clear();
    }

    private List<String> run(Cuts cuts) {
        Current operator = new Current(operators, cuts.isRestored());
        List<BatchPool> pools =
                inputs.stream().map(schema -> new BatchPool(schema, 4096, 4)).toList();
        RecordingOutput output = new RecordingOutput(operator.get().outputSchema(), cuts.outputRows());
        Random random = new Random(cuts.seed());
        int at = 0;
        while (at < lines.size()) {
            int end = at + 1;
            int input = inputOf(lines.get(at));
            while (input >= 0 && end < lines.size() && inputOf(lines.get(end)) == input) {
                end++;
            }
            if (input < 0) {
                control(operator, lines.get(at), output);
            } else {
                rows(operator, input, lines.subList(at, end), pools.get(input), cuts, random, output);
            }
            at = end;
        }
        List<String> result = output.finish();
        for (BatchPool pool : pools) {
            assertThat(pool.outstanding()).as("batches not given back").isZero();
        }
        return result;
    }

    private static int inputOf(String line) {
        char first = line.charAt(0);
        if (first == '+' || first == '-' || first == '~') {
            return 0;
        }
        return Character.isDigit(first) ? first - '0' : -1;
    }

    /** The operator, which may be another one before each call, with the state of the one before. */
    private static final class Current {
        private final Supplier<Operator> operators;
        private final boolean isRestored;
        private Operator operator;

        Current(Supplier<Operator> operators, boolean isRestored) {
            this.operators = operators;
            this.isRestored = isRestored;
            operator = operators.get();
        }

        Operator get() {
            if (isRestored) {
                Operator before = operator;
                operator = operators.get();
                Archives.copy(before::persist, operator::persist);
            }
            return operator;
        }
    }

    private static void control(Current operator, String line, RecordingOutput output) {
        if (line.equals("end")) {
            operator.get().onWatermark(Watermarks.END, output);
            operator.get().onEnd(output);
        } else if (line.startsWith("watermark ")) {
            operator.get().onWatermark(TextRows.time(line.substring("watermark ".length())), output);
        } else {
            throw new IllegalArgumentException("cannot read '" + line + "'");
        }
        output.endOfCall();
    }

    private static void rows(
            Current operator,
            int input,
            List<String> rows,
            BatchPool pool,
            Cuts cuts,
            Random random,
            RecordingOutput output) {
        int at = 0;
        while (at < rows.size()) {
            int size = uncut(rows, at, Math.min(cuts.nextBatch(random), rows.size() - at));
            Batch batch = pool.take();
            for (String line : rows.subList(at, at + size)) {
                String[] words = WORDS.split(line, -1);
                int sign = Character.isDigit(words[0].charAt(0)) ? 1 : 0;
                TextRows.append(batch, words, sign + 1, weight(words[sign]));
            }
            int from = 0;
            while (from < size) {
                int to = from + uncut(rows, at + from, Math.min(cuts.nextBatch(random), size - from));
                operator.get().onBatch(input, batch, from, to, output);
                output.endOfCall();
                from = to;
            }
            batch.release();
            at += size;
        }
    }

    /** A number of rows, and one more where the last of them is the first half of an update. */
    private static int uncut(List<String> rows, int from, int size) {
        int to = from + size;
        return to < rows.size() && rows.get(to).contains("~") ? size + 1 : size;
    }

    private static int weight(String sign) {
        int size = sign.length() == 1 ? 1 : Integer.parseInt(sign.substring(1));
        return sign.charAt(0) == '-' ? -size : size;
    }

    /** How a run cuts the rows into batches, and the batches into calls. */
    private record Cuts(String name, int mostRows, int outputRows, long seed, boolean isRestored) {
        static List<Cuts> all() {
            List<Cuts> all = new ArrayList<>();
            all.add(new Cuts("batches of one", 1, 1, 0, false));
            all.add(new Cuts("restored", 1, 4, 0, true));
            for (int seed = 1; seed <= RANDOM_RUNS; seed++) {
                all.add(new Cuts("random cuts", 1 + seed * 2, seed, seed, false));
            }
            return all;
        }

        int nextBatch(Random random) {
            return seed == 0 ? mostRows : 1 + random.nextInt(mostRows);
        }
    }
}
