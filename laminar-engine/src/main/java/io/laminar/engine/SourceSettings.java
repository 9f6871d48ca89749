package io.laminar.engine;

import io.laminar.codegen.PipelineFactory;
import java.time.InstantSource;

/**
 * What the sources of an engine have in common.
 *
 * @param batchRows rows of a batch at most
 * @param clock tells processing time
 * @param pipelines compile what is computed for each row
 * @param alignments the groups of those that stay close together
 */
record SourceSettings(int batchRows, InstantSource clock, PipelineFactory pipelines, Alignments alignments) {}
