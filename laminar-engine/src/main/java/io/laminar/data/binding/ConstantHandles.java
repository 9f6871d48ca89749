package io.laminar.data.binding;

import io.laminar.data.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Classes with a method handle as their constant. HotSpot compiles what a handle does into its caller only where the handle is
 * constant; a handle in a field is called step by step, at five nanoseconds or so each. So each encoder and decoder of records
 * is an instance of a hidden class of its own, defined from the class file of a template, with the handle as class data.
 */
final class ConstantHandles {
    private ConstantHandles() {}

    /** An encoder that calls a handle of (Object row, Batch out, int at). */
    @SuppressWarnings("unchecked") // the handle takes what the caller says
    static <T> RowEncoder<T> encoder(MethodHandle write) {
        return (RowEncoder<T>) instance(EncoderTemplate.class, write);
    }

    /** A decoder that calls a handle of (Batch, int row) to Object. */
    @SuppressWarnings("unchecked") // the handle gives what the caller says
    static <T> RowDecoder<T> decoder(MethodHandle read) {
        return (RowDecoder<T>) instance(DecoderTemplate.class, read);
    }

    /** One handle that calls all of these, of (Object, Batch, int), in order. */
    static MethodHandle sequence(List<MethodHandle> steps) {
        int size = steps.size();
        // In halves, since the JIT goes down only so far.
        return size == 1
                ? steps.get(0)
                : MethodHandles.foldArguments(
                        sequence(steps.subList(size / 2, size)), sequence(steps.subList(0, size / 2)));
    }

    private static Object instance(Class<?> template, MethodHandle handle) {
        try {
            MethodHandles.Lookup hidden =
                    MethodHandles.lookup().defineHiddenClassWithClassData(classFile(template), handle, true);
            return hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException("no class of " + template, impossible);
        }
    }

    private static byte[] classFile(Class<?> template) throws IOException {
        try (InputStream file = template.getResourceAsStream(template.getSimpleName() + ".class")) {
            if (file == null) {
                throw new IOException("no class file of " + template);
            }
            return file.readAllBytes();
        }
    }

    /** The handle of a class made from a template; null for the template itself, which nobody uses. */
    static MethodHandle handleOf(MethodHandles.Lookup template) {
        try {
            return MethodHandles.classData(template, "_", MethodHandle.class);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What the rows of an encoder are written by. */
    static final MethodType WRITE = MethodType.methodType(void.class, Object.class, Batch.class, int.class);
}
