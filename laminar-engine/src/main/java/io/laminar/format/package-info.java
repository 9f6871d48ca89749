/**
 * Formats of records: CSV and JSON, and the writer that puts what they read into batches.
 *
 * <p>The CSV reader is our own, since a source must go on behind a malformed record and wait for the rest of a file
 * that grows; FastCSV does neither. Uses api, spi and data.
 */
@NullMarked
package io.laminar.format;

import org.jspecify.annotations.NullMarked;
