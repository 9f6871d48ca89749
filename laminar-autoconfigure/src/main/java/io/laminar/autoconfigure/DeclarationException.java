package io.laminar.autoconfigure;

import org.jspecify.annotations.Nullable;

/** A property or an annotation that makes no sense; the message says which one, and what to do. */
final class DeclarationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    DeclarationException(String message) {
        super(message);
    }

    DeclarationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
