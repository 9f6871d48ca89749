package io.laminar.connector.file;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Something that can be opened and read. Equal to another one in the same place. */
sealed interface SourceFile {
    /** For messages. */
    String name();

    /** Whether more may be appended to it. */
    boolean canGrow();

    /** Its size now, in bytes. */
    long size() throws IOException;

    InputStream open() throws IOException;

    private static InputStream unpacked(String name, InputStream in) throws IOException {
        if (!name.endsWith(".gz")) {
            return in;
        }
        try {
            return new GZIPInputStream(in, 16 * 1024);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** A file. */
    record OnDisk(Path path) implements SourceFile {
        @Override
        public String name() {
            Path name = path.getFileName();
            return name == null ? path.toString() : name.toString();
        }

        @Override
        public boolean canGrow() {
            return !name().endsWith(".gz");
        }

        @Override
        public long size() throws IOException {
            return Files.size(path);
        }

        @Override
        public InputStream open() throws IOException {
            // A channel would close itself when the engine interrupts the thread, and report that as a failure.
            return unpacked(name(), new FileInputStream(path.toFile()));
        }
    }

    /** A resource, looked for by the thread's class loader first, as the application sees it. */
    record OnClassPath(String name) implements SourceFile {
        @Override
        public boolean canGrow() {
            return false;
        }

        @Override
        public long size() {
            throw new UnsupportedOperationException("a resource does not grow");
        }

        boolean exists() {
            try (InputStream in = find()) {
                return in != null;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public InputStream open() throws IOException {
            InputStream in = find();
            if (in == null) {
                throw new IOException("resource " + name + " is not on the class path any more");
            }
            return unpacked(name, in);
        }

        private @Nullable InputStream find() {
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            InputStream in = application == null ? null : application.getResourceAsStream(name);
            return in != null ? in : SourceFile.class.getClassLoader().getResourceAsStream(name);
        }
    }
}
