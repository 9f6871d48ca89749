package io.laminar.jdbc;

import io.laminar.api.ChangeKind;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * What a Laminar result set knows of its current row beyond JDBC. Had by {@code
 * resultSet.unwrap(LaminarResultSet.class)}, also through the proxies of a pool. The rows of a bounded SELECT are all
 * INSERT with weight 1; the rows of {@code EMIT CHANGES} say what they do to the result.
 */
public interface LaminarResultSet {
    /**
     * What the current row does to the result.
     *
     * @throws SQLException when the result set is on no row or closed
     */
    ChangeKind changeKind() throws SQLException;

    /**
     * Copies of the row that come (above zero) or go (below zero).
     *
     * @throws SQLException when the result set is on no row or closed
     */
    long weight() throws SQLException;

    /**
     * Event time of the current row, where its relation has one.
     *
     * @throws SQLException when the result set is on no row or closed
     */
    Optional<Instant> eventTime() throws SQLException;

    /** Whether the result goes on until it is closed or cancelled. */
    boolean isContinuous();
}
