package io.laminar.sql;

import java.util.Arrays;

/** Where the lines of a text start; a line ends with LF, CR LF or CR. */
final class SourceLines {
    private final int[] starts;

    SourceLines(String text) {
        int[] found = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isEnd = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (isEnd) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i + 1;
            }
        }
        starts = Arrays.copyOf(found, count);
    }

    /** The index of a character of a line, both from 1. */
    int offset(int line, int column) {
        return starts[Math.min(line, starts.length) - 1] + column - 1;
    }
}
