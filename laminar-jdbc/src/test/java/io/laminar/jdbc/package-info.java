/** Tests of the driver: its mechanics against a fake engine that answers as told, and its SQL against the real one. */
@NullMarked
package io.laminar.jdbc;

import org.jspecify.annotations.NullMarked;
