/**
 * The FILE connector, source and sink.
 *
 * <p>Uses api, spi, data and format.
 */
@NullMarked
package io.laminar.connector.file;

import org.jspecify.annotations.NullMarked;
