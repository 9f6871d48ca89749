package io.laminar.spi;

import io.laminar.api.Schema;
import java.util.List;

/** A kind of connector, such as {@code file}. */
public interface ConnectorFactory {
    /** Name in SQL, in lower case. */
    String name();

    /** One sentence for the reference. */
    String description();

    /** Options of a source; empty with {@link #supportsSource()} false. */
    List<OptionSpec> sourceOptions();

    /** Options of a sink. */
    List<OptionSpec> sinkOptions();

    default boolean supportsSource() {
        return true;
    }

    default boolean supportsSink() {
        return true;
    }

    /** The format that is meant when none is given, or the empty text when the connector needs none. */
    String defaultFormat();

    /**
     * Makes a reader. Does no I/O but checks what can be checked, so that CREATE SOURCE fails where it must.
     *
     * @throws io.laminar.api.LaminarException with {@code INVALID_OPTION} or {@code FILE_NOT_ACCESSIBLE}
     */
    SourceConnector createSource(SourceContext context);

    /**
     * Makes a writer, likewise.
     *
     * @throws io.laminar.api.LaminarException with {@code INVALID_OPTION}
     */
    SinkConnector createSink(SinkContext context);

    /**
     * What a source is to be.
     *
     * @param name name of the source
     * @param schema its columns
     * @param options checked options of the connector
     * @param format how records are written
     */
    record SourceContext(String name, Schema schema, Options options, Format format) {}

    /**
     * What a sink is to be.
     *
     * @param name name of the sink
     * @param schema columns that it gets
     * @param hasChanges whether rows may go again, so that the sink must be able to say so
     * @param key columns that identify a row, in ascending order; empty when none are known
     * @param options checked options of the connector
     * @param format how records are written
     */
    record SinkContext(
            String name, Schema schema, boolean hasChanges, List<Integer> key, Options options, Format format) {
        public SinkContext {
            key = List.copyOf(key);
        }

        /** Without a key. */
        public SinkContext(String name, Schema schema, boolean hasChanges, Options options, Format format) {
            this(name, schema, hasChanges, List.of(), options, format);
        }
    }
}
