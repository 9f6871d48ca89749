package io.laminar.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.spi.ConnectorFactory;
import io.laminar.spi.FormatFactory;
import io.laminar.spi.OptionSpec;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Holds that the page of connectors lists the options that their factories declare. */
class ConnectorReferenceTest {
    @Test
    void thePageListsTheOptionsOfEveryConnectorAndFormat() throws IOException {
        ReferencePage page = ReferencePage.read("connectors.md");
        int factories = 0;
        for (ConnectorFactory factory : ServiceLoader.load(ConnectorFactory.class)) {
            if (factory.supportsSource()) {
                page.put(factory.name() + " source", table(factory.sourceOptions()));
            }
            if (factory.supportsSink()) {
                page.put(factory.name() + " sink", table(factory.sinkOptions()));
            }
            factories++;
        }
        for (FormatFactory factory : ServiceLoader.load(FormatFactory.class)) {
            page.put(factory.name() + " format", table(factory.options()));
            factories++;
        }
        assertThat(factories).isGreaterThanOrEqualTo(3);
        page.check();
    }

    private static String table(List<OptionSpec> options) {
        StringBuilder table = new StringBuilder("| option | type | default | meaning |\n| --- | --- | --- | --- |\n");
        for (OptionSpec option : options) {
            String description = option.description();
            table.append("| `")
                    .append(option.key())
                    .append("` | ")
                    .append(option.type().name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(
                            option.isRequired()
                                    ? "required"
                                    : option.defaultValue() == null ? "none" : "`" + option.defaultValue() + "`")
                    .append(" | ")
                    .append(ReferencePage.cell(
                            description.substring(0, 1).toUpperCase(Locale.ROOT) + description.substring(1)))
                    .append(" |\n");
        }
        return table.toString();
    }
}
