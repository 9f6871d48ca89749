package io.laminar.api;

/**
 * A place in the text of a statement or script.
 *
 * @param line line, from 1
 * @param column character within the line, from 1
 */
public record SqlPosition(int line, int column) {
    public SqlPosition {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column start at 1 but are " + line + ", " + column);
        }
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
