package io.laminar.connector.file;

import io.laminar.api.ErrorCode;
import io.laminar.api.LaminarException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The files that a path means: one, those of a folder, those that a pattern finds, or a resource of the class path. */
abstract class FileSet {
    static final String CLASSPATH = "classpath:";

    private static final String PATTERN_CHARACTERS = "*?[{";

    /**
     * What is to be read at this moment, sorted by name.
     *
     * @throws LaminarException with {@code FILE_NOT_ACCESSIBLE} when something must be there and is not
     */
    abstract List<SourceFile> list();

    /**
     * Reads the option {@code path}.
     *
     * @param isFollowed whether files may appear later, so that none needs to be there yet
     * @throws LaminarException with {@code INVALID_OPTION}
     */
    static FileSet of(String text, boolean isFollowed) {
        if (text.startsWith(CLASSPATH)) {
            if (isFollowed) {
                throw new LaminarException(
                        ErrorCode.INVALID_OPTION, "'" + text + "' never grows; take the option follow away");
            }
            return new Resource(text);
        }
        int pattern = firstPatternCharacter(text);
        if (pattern >= 0 && !Files.exists(absolute(text))) {
            int slash = text.lastIndexOf('/', pattern);
            String glob = text.substring(slash + 1);
            try {
                Path base = absolute(slash < 0 ? "" : text.substring(0, slash + 1));
                return new Matching(base, glob, isFollowed);
            } catch (PatternSyntaxException e) {
                throw new LaminarException(
                        ErrorCode.INVALID_OPTION, "'" + text + "' is no pattern: " + e.getMessage(), e);
            }
        }
        return new Plain(absolute(text), isFollowed);
    }

    /** A path from the working directory on. */
    static Path absolute(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new LaminarException(ErrorCode.INVALID_OPTION, "'" + text + "' is no path: " + e.getReason(), e);
        }
    }

    private static int firstPatternCharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (PATTERN_CHARACTERS.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static LaminarException missing(String what) {
        return new LaminarException(
                ErrorCode.FILE_NOT_ACCESSIBLE,
                what + "; correct the path (a relative one starts at " + absolute("")
                        + "), or declare follow = 'true' to wait for files to come");
    }

    private static SourceFile readable(Path path) {
        if (!Files.isReadable(path)) {
            throw new LaminarException(
                    ErrorCode.FILE_NOT_ACCESSIBLE,
                    "file '" + path + "' cannot be read; give this process the right to");
        }
        return new SourceFile.OnDisk(path);
    }

    private static List<SourceFile> sorted(Stream<Path> paths) {
        return paths.filter(path -> Files.isRegularFile(path) && !isHidden(path))
                .sorted()
                .map(FileSet::readable)
                .toList();
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    /** A file, or the files right in a folder. */
    private static final class Plain extends FileSet {
        private final Path path;
        private final boolean isFollowed;

        Plain(Path path, boolean isFollowed) {
            this.path = path;
            this.isFollowed = isFollowed;
        }

        @Override
        List<SourceFile> list() {
            if (!Files.exists(path)) {
                if (isFollowed) {
                    return List.of();
                }
                throw missing("file '" + path + "' does not exist");
            }
            if (!Files.isDirectory(path)) {
                return List.of(readable(path));
            }
            try (Stream<Path> paths = Files.list(path)) {
                List<SourceFile> files = sorted(paths);
                if (files.isEmpty() && !isFollowed) {
                    throw missing("folder '" + path + "' has no files");
                }
                return files;
            } catch (IOException | UncheckedIOException e) {
                throw new LaminarException(
                        ErrorCode.FILE_NOT_ACCESSIBLE, "folder '" + path + "' cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** Files below a folder whose relative path matches a pattern. */
    private static final class Matching extends FileSet {
        private final Path base;
        private final String glob;
        private final PathMatcher matcher;
        private final int depth;
        private final boolean isFollowed;

        Matching(Path base, String glob, boolean isFollowed) {
            this.base = base;
            this.glob = glob;
            this.isFollowed = isFollowed;
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            depth = glob.contains("**") ? Integer.MAX_VALUE : glob.split("/").length;
        }

        @Override
        List<SourceFile> list() {
            if (!Files.isDirectory(base)) {
                if (isFollowed) {
                    return List.of();
                }
                throw missing("folder '" + base + "' does not exist");
            }
            try (Stream<Path> paths = Files.walk(base, depth)) {
                List<SourceFile> files = sorted(paths.filter(path -> matcher.matches(base.relativize(path))));
                if (files.isEmpty() && !isFollowed) {
                    throw missing("folder '" + base + "' has no file that matches '" + glob + "'");
                }
                return files;
            } catch (IOException | UncheckedIOException e) {
                throw new LaminarException(
                        ErrorCode.FILE_NOT_ACCESSIBLE, "folder '" + base + "' cannot be read: " + e.getMessage(), e);
            }
        }
    }

    /** A resource of the application or of the engine. */
    private static final class Resource extends FileSet {
        private final String text;

        Resource(String text) {
            this.text = text;
        }

        @Override
        List<SourceFile> list() {
            String name = text.substring(CLASSPATH.length());
            SourceFile.OnClassPath file = new SourceFile.OnClassPath(name.startsWith("/") ? name.substring(1) : name);
            if (!file.exists()) {
                throw new LaminarException(
                        ErrorCode.FILE_NOT_ACCESSIBLE,
                        "resource '" + text
                                + "' is not on the class path; correct the name, or add the jar that has it");
            }
            return List.of(file);
        }
    }
}
