package io.laminar.engine;

import io.laminar.api.RowSource;
import io.laminar.data.binding.RowEncoder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way in for maps and plain values. */
final class PushedRowSource extends PushedSource<Map<String, ? extends @Nullable Object>> implements RowSource {
    private final RowEncoder<Object[]> values;

    @SuppressWarnings("unchecked") // an encoder of maps takes maps with values of any type
    PushedRowSource(SourceRuntime source, Topology topology) {
        super(source.definition(), topology, source.main(), (RowEncoder<Map<String, ? extends @Nullable Object>>)
                (RowEncoder<?>) RowEncoder.of(Map.class, source.definition().schema()));
        values = RowEncoder.of(Object[].class, source.definition().schema());
    }

    @Override
    public void push(@Nullable Object... row) {
        channel().append(values, row);
    }
}
