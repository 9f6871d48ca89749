package io.laminar.engine;

import io.laminar.api.LaminarException;
import io.laminar.api.SourceInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What DESCRIBE EXTENDED tells of a source, by name. */
final class SourceDescription {
    private SourceDescription() {}

    static Map<String, @Nullable Object> of(SourceInfo source) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("source_state", source.state());
        facts.put(
                "source_error", source.error().map(LaminarException::getMessage).orElse(null));
        facts.put("rows", source.rows());
        facts.put("errors", source.errors());
        facts.put("pending_rows", source.pendingRows());
        facts.put("dropped_rows", source.rowsDropped());
        facts.put("spilled_rows", source.spill().rows());
        facts.put("spilled_bytes", source.spill().bytes());
        facts.put("spill_waiting_rows", source.spill().waitingRows());
        facts.put("spill_waiting_bytes", source.spill().waitingBytes());
        facts.put(
                "spill_error",
                source.spill().error().map(LaminarException::getMessage).orElse(null));
        facts.put("watermark", Listing.watermark(source.watermark()));
        facts.put("max_event_time", Listing.watermark(source.maxEventTime()));
        facts.put("idle", source.eventTime().isIdle());
        facts.put("ahead", source.eventTime().isAhead());
        facts.put("source_rows_without_time", source.eventTime().rowsWithoutTime());
        facts.put("rows_from_future", source.eventTime().rowsFromFuture());
        facts.put("watermarks_failed", source.eventTime().rowsFailed());
        facts.put("watermark_keys", source.eventTime().keys());
        facts.put("watermark_keys_forgotten", source.eventTime().keysForgotten());
        return facts;
    }
}
