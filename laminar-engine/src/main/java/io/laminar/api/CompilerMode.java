package io.laminar.api;

/** How pipelines run. Both ways give the same answers. */
public enum CompilerMode {
    /** As bytecode where possible, interpreted otherwise. */
    AUTO,
    /** Always interpreted. */
    INTERPRETED
}
