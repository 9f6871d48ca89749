/**
 * What an application writes against: annotations, {@link io.laminar.spring.LaminarTemplate} and the
 * hooks of the auto-configuration.
 *
 * <p>Nothing here starts anything; the auto-configuration finds the annotations and acts on them.
 */
@NullMarked
package io.laminar.spring;

import org.jspecify.annotations.NullMarked;
