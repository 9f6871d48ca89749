/**
 * The FILE connector, source and sink.
 *
 * <p>Uses api, spi and data.
 */
@NullMarked
package io.laminar.connector.file;

import org.jspecify.annotations.NullMarked;
