package io.laminar.autoconfigure;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternUtils;

/** Reads SQL from resources, in UTF-8. */
final class ScriptFiles {
    private static final Comparator<Resource> BY_NAME =
            Comparator.comparing(resource -> Objects.requireNonNullElse(resource.getFilename(), ""));

    private final ResourcePatternResolver resolver;

    /**
     * A script.
     *
     * @param origin where it lies, in words
     * @param text its statements
     */
    record Script(String origin, String text) {}

    ScriptFiles(ResourceLoader loader) {
        this.resolver = ResourcePatternUtils.getResourcePatternResolver(loader);
    }

    /**
     * The scripts of the locations, unless they are not to run: those of the first location by file name, then those
     * of the second. A pattern may match nothing; a location without wildcard must exist.
     */
    List<Script> find(LaminarProperties.Scripts settings) {
        List<Script> scripts = new ArrayList<>();
        if (settings.mode() == LaminarProperties.Scripts.Mode.NEVER) {
            return scripts;
        }
        for (String location : settings.locations()) {
            try {
                List<Resource> resources = new ArrayList<>(List.of(resolver.getResources(location)));
                resources.sort(BY_NAME);
                for (Resource resource : resources) {
                    scripts.add(new Script(resource.getDescription(), text(resource)));
                }
            } catch (FileNotFoundException e) {
                if (!location.contains("*")) {
                    throw unreadable("laminar.scripts.locations", location, e);
                }
            } catch (IOException e) {
                throw unreadable("laminar.scripts.locations", location, e);
            }
        }
        return scripts;
    }

    /**
     * The text of one resource.
     *
     * @param origin who wants it, for the error message
     */
    String read(String origin, String location) {
        try {
            return text(resolver.getResource(location));
        } catch (IOException e) {
            throw unreadable(origin, location, e);
        }
    }

    private static String text(Resource resource) throws IOException {
        return resource.getContentAsString(StandardCharsets.UTF_8);
    }

    private static DeclarationException unreadable(String origin, String location, IOException cause) {
        return new DeclarationException(origin + " names " + location + ", which cannot be read", cause);
    }
}
