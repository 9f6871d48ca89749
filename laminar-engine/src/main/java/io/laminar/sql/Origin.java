package io.laminar.sql;

import io.laminar.api.SqlPosition;
import java.util.Objects;

/**
 * Where a statement stands.
 *
 * @param sql its text, without the semicolon
 * @param position of its first character in the script
 */
public record Origin(String sql, SqlPosition position) {
    public Origin {
        Objects.requireNonNull(sql, "sql");
        Objects.requireNonNull(position, "position");
    }
}
