package io.laminar.codegen;

import io.laminar.plan.PipelineSpec;
import io.laminar.ring0.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a hidden class for a pipeline. With the system property {@code laminar.compiler.dump} set to a directory,
 * each class is also written there. For any thread.
 */
public final class PipelineCompiler {
    /** System property: directory to which classes are written. */
    public static final String DUMP_PROPERTY = "laminar.compiler.dump";

    private static final AtomicInteger DUMPED = new AtomicInteger();

    private PipelineCompiler() {}

    /**
     * A pipeline that runs as bytecode of its own; it belongs to one thread.
     *
     * @throws NotCompilableException when the code would be too large
     */
    public static Pipeline compile(PipelineSpec spec) {
        GeneratedClass generated = GeneratedClass.of(spec);
        dump(generated);
        try {
            Lookup lookup = MethodHandles.lookup()
                    .defineHiddenClassWithClassData(generated.bytes(), generated.constants(), true);
            return (Pipeline) lookup.lookupClass()
                    .getDeclaredConstructor(String.class, int[].class)
                    .newInstance(spec.stages().toString(), generated.columns());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define the class of " + spec.stages(), e);
        }
    }

    private static void dump(GeneratedClass generated) {
        String directory = System.getProperty(DUMP_PROPERTY);
        if (directory == null) {
            return;
        }
        try {
            Path folder = Files.createDirectories(Path.of(directory));
            Files.write(folder.resolve("PipelineLoop" + DUMPED.getAndIncrement() + ".class"), generated.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
