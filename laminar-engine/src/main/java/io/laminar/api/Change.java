package io.laminar.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of a continuous result, and what it does to it.
 *
 * @param kind what the change does
 * @param row the row
 * @param weight its weight in the Z-set: above zero that many copies come, below zero they go
 * @param eventTime event time of the row, or null when the relation has none
 * @param epoch number of the round of the engine in which the change was made, from 1; changes that several relations make of
 *     the same rows have the same, and later ones no lower one
 * @param <T> what a row is delivered as
 */
public record Change<T extends @Nullable Object>(
        ChangeKind kind, T row, long weight, @Nullable Instant eventTime, long epoch) {}
