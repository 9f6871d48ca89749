package io.laminar.engine;

import io.laminar.api.QueryMetadata.PipelineInfo;
import io.laminar.codegen.CompiledPipeline;
import io.laminar.metrics.Counter;
import io.laminar.ring1.OperatorDriver;
import java.util.List;

/**
 * A plan turned into pipelines and operators that are wired up.
 *
 * @param inputs the leaves of the plan, left to right
 * @param output where results leave
 * @param pipelines the pipelines, in the order of a row's way
 * @param starts what operators do when a view over them is to show what there is without any row
 * @param figures counters that pipelines and operators keep
 */
record CompiledQuery(
        List<StreamingQuery.Leaf> inputs,
        QueryOutput output,
        List<Stages> pipelines,
        List<Runnable> starts,
        Figures figures)
        implements PressureGauge {

    /** Counters of a query; each pipeline and operator has its own, since each has one writer. */
    record Figures(List<Counter> filtered, List<Counter> failed, List<OperatorDriver.Figures> operators) {
        long rowsFiltered() {
            return sum(filtered);
        }

        long rowsFailed() {
            return sum(failed);
        }

        long rowsLate() {
            return operators.stream().mapToLong(each -> each.late().get()).sum();
        }

        long rowsWithoutTime() {
            return operators.stream()
                    .mapToLong(each -> each.withoutTime().get())
                    .sum();
        }

        long stateRows() {
            return operators.stream().mapToLong(each -> each.stateRows().get()).sum();
        }

        private static long sum(List<Counter> counters) {
            return counters.stream().mapToLong(Counter::get).sum();
        }
    }

    /** A pipeline and its stages, as EXPLAIN prints them. */
    record Stages(List<String> stages, CompiledPipeline pipeline) {}

    CompiledQuery {
        inputs = List.copyOf(inputs);
        pipelines = List.copyOf(pipelines);
        starts = List.copyOf(starts);
    }

    /** How each pipeline runs now. */
    List<PipelineInfo> pipelineInfos() {
        return pipelines.stream()
                .map(each -> {
                    String reason = each.pipeline().reason();
                    return new PipelineInfo(each.stages(), reason == null, reason);
                })
                .toList();
    }

    /** Whether somebody who reads the result has more than he can take. */
    @Override
    public boolean isUnderPressure() {
        return output.hub().isUnderPressure();
    }
}
