package io.laminar.testing;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A script found something other than it expected. Names file and line. */
public final class ScriptFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    ScriptFailure(Path file, int line, String message, @Nullable Throwable cause) {
        super(file.getFileName() + ":" + line + ": " + message, cause);
    }
}
