/**
 * Laminar beside others, query by query: each contender in a JVM of its own, the same events, results compared with the loop by
 * hand, time of the whole process.
 *
 * <p>Not checked for nullness: the interfaces of the others say nothing about it.
 */
package io.laminar.benchmarks.peers;
