package io.laminar.benchmarks.peers;

import io.laminar.api.CompilerMode;
import io.laminar.nexmark.Contender;
import io.laminar.nexmark.LaminarEmbedded;
import io.laminar.nexmark.hand.HandWritten;
import java.util.Locale;
import java.util.function.Supplier;

/** The contenders, in the order of the report. */
enum Engine {
    HAND("by hand", "#888888", HandWritten::new),
    LAMINAR("Laminar, columns", "#1f77b4", () -> LaminarEmbedded.ofColumns(CompilerMode.AUTO)),
    LAMINAR_RECORDS("Laminar, records", "#6baed6", () -> LaminarEmbedded.ofRecords(CompilerMode.AUTO)),
    LAMINAR_ARROW("Laminar, Arrow", "#9ecae1", () -> LaminarEmbedded.ofVectors(CompilerMode.AUTO)),
    LAMINAR_INTERPRETED("Laminar, interpreted", "#c6dbef", () -> LaminarEmbedded.ofColumns(CompilerMode.INTERPRETED)),
    ESPER("Esper 9", "#d62728", Esper::new),
    FLINK("Flink 2.3", "#e6550d", Flink::new),
    JET("Hazelcast Jet 5.7", "#2ca02c", Jet::new);

    private final String label;
    private final String color;

    @SuppressWarnings("ImmutableEnumChecker") // constructors
    private final Supplier<Contender> contender;

    Engine(String label, String color, Supplier<Contender> contender) {
        this.label = label;
        this.color = color;
        this.contender = contender;
    }

    String label() {
        return label;
    }

    String color() {
        return color;
    }

    /** As the command line has it. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Engine of(String option) {
        return valueOf(option.trim().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    Contender make() {
        return contender.get();
    }
}
