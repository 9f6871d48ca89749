package io.laminar.plan;

/** Whether rows of a relation may go again. */
public enum ChangelogKind {
    /** Rows only come; every weight is +1. */
    INSERT_ONLY,
    /** Rows come and go; an update is a pair of -1 and +1. */
    CHANGES
}
