package io.laminar.api;

/** What a continuous query was created as. */
public enum QueryKind {
    STREAM,
    MATERIALIZED_VIEW,
    TABLE,
    SINK,
    /** A {@code SELECT ... EMIT CHANGES} that somebody holds open. */
    AD_HOC
}
