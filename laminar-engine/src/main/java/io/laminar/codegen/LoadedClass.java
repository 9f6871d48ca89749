package io.laminar.codegen;

import io.laminar.ring0.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A generated class with its constants, ready to make pipelines. For any thread. */
final class LoadedClass {
    private static final AtomicInteger DUMPED = new AtomicInteger();

    private final GeneratedClass generated;
    private final Constructor<?> constructor;

    private LoadedClass(GeneratedClass generated, Constructor<?> constructor) {
        this.generated = generated;
        this.constructor = constructor;
    }

    /** Defines the hidden class. */
    static LoadedClass define(GeneratedClass generated, List<Object> constants) {
        dump(generated);
        try {
            Lookup lookup = MethodHandles.lookup().defineHiddenClassWithClassData(generated.bytes(), constants, true);
            return new LoadedClass(
                    generated, lookup.lookupClass().getDeclaredConstructor(String.class, int[].class, int[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot define a generated class", e);
        }
    }

    /**
     * A pipeline, for one thread.
     *
     * @param description what its {@code toString} gives
     */
    Pipeline newPipeline(String description) {
        try {
            return (Pipeline) constructor.newInstance(description, generated.columns(), generated.passedOn());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make the pipeline " + description, e);
        }
    }

    private static void dump(GeneratedClass generated) {
        String directory = System.getProperty(PipelineCompiler.DUMP_PROPERTY);
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
