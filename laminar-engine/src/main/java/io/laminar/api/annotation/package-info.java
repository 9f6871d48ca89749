/**
 * Annotations for records and beans that are bound to the columns of a relation.
 *
 * <p>The package knows the JDK and nothing else.
 */
@NullMarked
package io.laminar.api.annotation;

import org.jspecify.annotations.NullMarked;
