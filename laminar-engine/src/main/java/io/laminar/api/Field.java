package io.laminar.api;

import java.util.Objects;

/**
 * A column of a {@link Schema}.
 *
 * @param name as it was written; look-ups ignore case
 * @param type type with nullability
 */
public record Field(String name, DataType type) {
    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
        return name + " " + type;
    }
}
