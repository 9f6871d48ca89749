/** Tests of the FILE connector. */
@NullMarked
package io.laminar.connector.file;

import org.jspecify.annotations.NullMarked;
