package io.laminar.api;

/** How pipelines run. All ways give the same answers. */
public enum CompilerMode {
    /** Interpreted at first, so that a query runs at once, and as bytecode as soon as that is ready. */
    AUTO,
    /** As bytecode from the first row; what cannot be bytecode is interpreted, and EXPLAIN tells why. */
    COMPILED,
    /** Always interpreted. */
    INTERPRETED
}
