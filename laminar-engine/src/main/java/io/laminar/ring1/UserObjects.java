package io.laminar.ring1;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import io.laminar.expr.UserAggregate;
import io.laminar.state.LaneObjects;
import io.laminar.state.StateArchive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the accumulators of an aggregate of the user, as Java serializes them. */
final class UserObjects implements LaneObjects {
    private final UserAggregate function;

    UserObjects(UserAggregate function) {
        this.function = function;
    }

    @Override
    public @Nullable Object persist(StateArchive archive, @Nullable Object object) {
        if (!archive.flag(object != null)) {
            return null;
        }
        if (archive.isReading()) {
            return read((byte[]) Objects.requireNonNull(archive.value(null)));
        }
        archive.value(bytes(Objects.requireNonNull(object)));
        return object;
    }

    private byte[] bytes(Object accumulator) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(accumulator);
        } catch (NotSerializableException e) {
            throw new LaminarException(
                    ErrorCode.STATE_NOT_SERIALIZABLE,
                    "the accumulator of " + function + " holds a " + e.getMessage()
                            + ", which cannot be kept; have the class implement java.io.Serializable, or mark the field transient",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Object read(byte[] bytes) {
        ClassLoader loader = function.factory().get().getClass().getClassLoader();
        try (ObjectInputStream in = new OfLoader(new ByteArrayInputStream(bytes), loader)) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new LaminarException(
                    ErrorCode.STATE_UNREADABLE,
                    "the kept accumulator of " + function + " cannot be read, its class may have changed: " + e
                            + "; begin from an older one or anew",
                    e);
        }
    }

    /** Finds classes where the accumulator's class comes from. */
    private static final class OfLoader extends ObjectInputStream {
        private final @Nullable ClassLoader loader;

        OfLoader(InputStream in, @Nullable ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(described.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(described); // a primitive type
            }
        }
    }
}
