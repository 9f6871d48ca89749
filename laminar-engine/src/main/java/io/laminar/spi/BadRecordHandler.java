package io.laminar.spi;

import io.laminar.api.LaminarException;

/** Decides on records that cannot be read. */
@FunctionalInterface
public interface BadRecordHandler {
    /**
     * @param record the record as text, cut to a sensible length
     * @param error what is wrong, with file, line and column
     */
    void onBadRecord(String record, LaminarException error);
}
