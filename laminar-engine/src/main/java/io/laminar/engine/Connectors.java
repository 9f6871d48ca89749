package io.laminar.engine;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.api.Schema;
import io.laminar.api.Suggestions;
import io.laminar.catalog.CatalogObject;
import io.laminar.catalog.Watermark;
import io.laminar.spi.ConnectorFactory;
import io.laminar.spi.Format;
import io.laminar.spi.FormatFactory;
import io.laminar.spi.Options;
import io.laminar.spi.SinkConnector;
import io.laminar.spi.SourceConnector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The connectors and formats on the class path, and the way from their options to readers and writers. */
final class Connectors {
    /** {@code ${NAME}} or {@code ${NAME:-default}}. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}:]+)(?::-([^}]*))?}");

    private final Map<String, ConnectorFactory> connectors = new LinkedHashMap<>();
    private final Map<String, FormatFactory> formats = new LinkedHashMap<>();
    private final UnaryOperator<@Nullable String> placeholders;

    Connectors(UnaryOperator<@Nullable String> placeholders) {
        this.placeholders = placeholders;
        ClassLoader loader = Connectors.class.getClassLoader();
        ServiceLoader.load(ConnectorFactory.class, loader).forEach(each -> connectors.put(each.name(), each));
        ServiceLoader.load(FormatFactory.class, loader).forEach(each -> formats.put(each.name(), each));
    }

    Iterable<ConnectorFactory> factories() {
        return connectors.values();
    }

    /** A reader for a source; checks all options. */
    SourceConnector openSource(CatalogObject.Source source) {
        CatalogObject.Options written = java.util.Objects.requireNonNull(source.connector(), "connector");
        ConnectorFactory factory = connector(written.name());
        if (!factory.supportsSource()) {
            throw new LaminarException(
                    ErrorCode.INVALID_OPTION, "connector " + factory.name() + " can only be written to");
        }
        Options options = Options.of("connector " + factory.name(), factory.sourceOptions(), resolved(written));
        SourceConnector connector = factory.createSource(new ConnectorFactory.SourceContext(
                source.name(), source.schema(), options, format(source.format(), factory)));
        requireWatermarks(source, connector);
        return connector;
    }

    /** A watermark that nobody moves would keep every window open to the end. */
    static void requireWatermarks(CatalogObject.Source source, SourceConnector connector) {
        Watermark watermark = source.watermark();
        if (watermark != null && watermark.kind() == Watermark.Kind.FROM_SOURCE && !connector.givesWatermarks()) {
            connector.close();
            throw new LaminarException(
                    ErrorCode.INVALID_WATERMARK,
                    "source " + source.name() + " has SOURCE_WATERMARK(), but its connector gives no watermarks;"
                            + " let them follow the rows, as in WATERMARK FOR ts AS ts - INTERVAL '5' SECOND");
        }
        if (watermark != null && watermark.kind() == Watermark.Kind.COMPUTED && connector.isPartitioned()) {
            connector.close();
            throw new LaminarException(
                    ErrorCode.INVALID_WATERMARK,
                    "source " + source.name()
                            + " reads partitions, and its watermark is computed from rows of all of them;"
                            + " let it follow the time, as in WATERMARK FOR ts AS ts - INTERVAL '5' SECOND");
        }
    }

    /** A writer for a sink; checks all options. */
    SinkConnector openSink(CatalogObject.Sink sink, Schema schema, boolean hasChanges, List<Integer> key) {
        ConnectorFactory factory = connector(sink.connector().name());
        if (!factory.supportsSink()) {
            throw new LaminarException(ErrorCode.INVALID_OPTION, "connector " + factory.name() + " can only be read");
        }
        Options options = Options.of("connector " + factory.name(), factory.sinkOptions(), resolved(sink.connector()));
        SinkConnector writer = factory.createSink(new ConnectorFactory.SinkContext(
                sink.name(), schema, hasChanges, key, options, format(sink.format(), factory)));
        if (hasChanges && !writer.supportsChanges()) {
            throw new LaminarException(
                    ErrorCode.CHANGELOG_NOT_SUPPORTED,
                    "sink " + sink.name()
                            + " takes only rows that stay, and its query changes rows; use EMIT ON WINDOW CLOSE");
        }
        requireKeyForUpsert(writer, sink.name(), key);
        return writer;
    }

    static void requireKeyForUpsert(SinkConnector writer, String name, List<Integer> key) {
        if (writer.isUpsert() && key.isEmpty()) {
            throw new LaminarException(
                    ErrorCode.CHANGELOG_NOT_SUPPORTED,
                    "sink " + name
                            + " keeps the latest row of each key, and its query has none; select all columns of GROUP BY"
                            + " or of a PRIMARY KEY");
        }
    }

    private ConnectorFactory connector(String name) {
        ConnectorFactory factory = connectors.get(name.toLowerCase(Locale.ROOT));
        if (factory == null) {
            throw new LaminarException(
                    ErrorCode.CONNECTOR_NOT_FOUND,
                    "no connector is called " + name + Suggestions.didYouMean(name, List.copyOf(connectors.keySet())));
        }
        return factory;
    }

    private Format format(CatalogObject.@Nullable Options written, ConnectorFactory connector) {
        CatalogObject.Options chosen =
                written == null ? new CatalogObject.Options(connector.defaultFormat(), Map.of()) : written;
        FormatFactory factory = formats.get(chosen.name().toLowerCase(Locale.ROOT));
        if (factory == null) {
            throw new LaminarException(
                    ErrorCode.CONNECTOR_NOT_FOUND,
                    "no format is called " + chosen.name()
                            + Suggestions.didYouMean(chosen.name(), List.copyOf(formats.keySet())));
        }
        return factory.create(Options.of("format " + factory.name(), factory.options(), resolved(chosen)));
    }

    private Map<String, String> resolved(CatalogObject.Options written) {
        Map<String, String> values = new LinkedHashMap<>();
        written.values().forEach((key, value) -> values.put(key, resolve(value)));
        return values;
    }

    private String resolve(String value) {
        Matcher matcher = PLACEHOLDER.matcher(value);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String replacement = placeholders.apply(matcher.group(1));
            if (replacement == null) {
                replacement = matcher.group(2);
            }
            if (replacement == null) {
                throw new LaminarException(
                        ErrorCode.UNRESOLVED_PLACEHOLDER,
                        "nothing is known of ${" + matcher.group(1) + "}; set it, or give a default: ${"
                                + matcher.group(1) + ":-value}");
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        return matcher.appendTail(text).toString();
    }
}
