package io.laminar.format;

/** Part of an array of characters as text; moved rather than made anew for each value. */
final class CharSlice implements CharSequence {
    private char[] chars = new char[0];
    private int from;
    private int length;

    CharSlice of(char[] array, int start, int count) {
        chars = array;
        from = start;
        length = count;
        return this;
    }

    /** Leaves out blanks at both ends. */
    CharSlice trimmed() {
        while (length > 0 && chars[from] <= ' ') {
            from++;
            length--;
        }
        while (length > 0 && chars[from + length - 1] <= ' ') {
            length--;
        }
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException(index);
        }
        return chars[from + index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    @Override
    public String toString() {
        return new String(chars, from, length);
    }
}
