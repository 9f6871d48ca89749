package io.laminar.ring1;

import io.laminar.data.Batch;

/** What a pair of rows must fulfil besides the equality of its keys. Implemented by compiled or interpreted expressions. */
@FunctionalInterface
public interface JoinCondition {
    /** Whether the condition is TRUE for a left and a right row; FALSE and NULL are no. The batches are not kept. */
    boolean matches(Batch left, int leftRow, Batch right, int rightRow);
}
