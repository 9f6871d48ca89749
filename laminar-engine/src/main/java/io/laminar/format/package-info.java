/**
 * Formats of records: CSV and JSON.
 *
 * <p>Uses api, spi and data.
 */
@NullMarked
package io.laminar.format;

import org.jspecify.annotations.NullMarked;
