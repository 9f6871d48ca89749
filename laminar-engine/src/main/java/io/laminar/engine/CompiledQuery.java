package io.laminar.engine;

import io.laminar.api.QueryMetadata.PipelineInfo;
import io.laminar.bridge.Bridge;
import io.laminar.metrics.Counter;
import io.laminar.ring1.OperatorDriver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan turned into pipelines and operators that are wired up.
 *
 * @param inputs the leaves of the plan, left to right
 * @param output where results leave
 * @param pipelines what is known of each pipeline, in the order of a row's way
 * @param ring1Bridge what carries rows from the pipelines at the leaves to the operators on another worker, or null when one worker
 *     does both
 * @param figures counters that pipelines and operators keep
 */
record CompiledQuery(
        List<StreamingQuery.Leaf> inputs,
        QueryOutput output,
        List<PipelineInfo> pipelines,
        @Nullable Bridge ring1Bridge,
        Figures figures)
        implements Worker.Task, PressureGauge {

    private static final long BRIDGE_ROWS_LIMIT = 65_536;
    private static final int MESSAGES_PER_ROUND = 16;

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

    CompiledQuery {
        inputs = List.copyOf(inputs);
        pipelines = List.copyOf(pipelines);
    }

    /** Takes rows from the bridge into the operators. */
    @Override
    public int doWork() {
        return ring1Bridge == null || output.hub().isUnderPressure() ? 0 : ring1Bridge.drain(MESSAGES_PER_ROUND);
    }

    @Override
    public boolean isUnderPressure() {
        return (ring1Bridge != null && ring1Bridge.pendingRows() > BRIDGE_ROWS_LIMIT)
                || output.hub().isUnderPressure();
    }
}
