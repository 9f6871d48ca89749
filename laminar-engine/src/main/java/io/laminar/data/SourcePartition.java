package io.laminar.data;

/**
 * Where the rows of a batch come from, among the partitions of a source that has several.
 *
 * @param index which one, from 0
 * @param count how many there are
 * @param isAtEnd whether it gives no rows after these
 */
public record SourcePartition(int index, int count, boolean isAtEnd) {}
