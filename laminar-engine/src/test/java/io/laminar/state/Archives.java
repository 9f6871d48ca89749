package io.laminar.state;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** State as bytes in memory. */
public final class Archives {
    private Archives() {}

    /** Has one object write its state and another one read it. */
    public static void copy(Consumer<StateArchive> from, Consumer<StateArchive> to) {
        read(write(from), to);
    }

    /** What an object writes. */
    public static byte[] write(Consumer<StateArchive> from) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StateWriter writer = new StateWriter(bytes);
        from.accept(writer);
        writer.flush();
        return bytes.toByteArray();
    }

    /** Has an object read. */
    public static void read(byte[] bytes, Consumer<StateArchive> to) {
        to.accept(new StateReader(new ByteArrayInputStream(bytes)));
    }
}
