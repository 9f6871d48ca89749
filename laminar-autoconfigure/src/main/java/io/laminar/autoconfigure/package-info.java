/**
 * Auto-configuration: opens the engine, runs what the application declares, connects annotated methods, and
 * starts and stops all of it with the application context.
 *
 * <p>The order: while the context refreshes, whoever needs the engine first gets it with all declared sources,
 * tables, scripts, streams, views and sinks; when all singletons are there, annotated queries are created and
 * subscribed; then the life cycle starts the sources. Uses the published packages of the engine and Spring.
 */
@NullMarked
package io.laminar.autoconfigure;

import org.jspecify.annotations.NullMarked;
