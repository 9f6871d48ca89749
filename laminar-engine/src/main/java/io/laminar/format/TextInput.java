package io.laminar.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Characters of a stream of bytes, from the start of the current record on. Positions are counted from that start and
 * stay valid while more is read.
 *
 * <p>The end of the stream need not be the last word: while a file grows, {@link #at} says END now and a character
 * later, and half a character waits for its other bytes. Bytes that are none in the charset become U+FFFD. A byte order
 * mark at the start is passed over.
 */
final class TextInput implements Closeable {
    /** No character is there, at least for the moment. */
    static final int END = -1;

    /** Longest record; a quote that nobody closes must not pull all of a big file into memory. */
    static final int MAX_RECORD_CHARS = 16 * 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final boolean isGrowing;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024).flip();
    private char[] chars = new char[16 * 1024];
    private int start;
    private int end;
    private boolean isStarted;
    private boolean isFinished;

    TextInput(InputStream in, Charset charset, boolean isGrowing) {
        this.in = in;
        this.isGrowing = isGrowing;
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** Whether bytes may follow after the end. */
    boolean isGrowing() {
        return isGrowing;
    }

    /** The character at a position, or {@link #END}. */
    int at(int position) throws IOException {
        int index = start + position;
        return index < end ? chars[index] : atAfterReading(position);
    }

    private int atAfterReading(int position) throws IOException {
        while (position >= end - start) {
            if (!more()) {
                return END;
            }
        }
        return chars[start + position];
    }

    /** The characters, valid until more is read; the record starts at {@link #start()}. */
    char[] chars() {
        return chars;
    }

    int start() {
        return start;
    }

    /** Passes over characters that were read. */
    void consume(int count) {
        start += count;
    }

    /** Characters that are there without reading. */
    int available() {
        return end - start;
    }

    /** The characters between two positions. */
    String text(int from, int to) {
        return new String(chars, start + from, to - from);
    }

    private boolean more() throws IOException {
        if (isFinished) {
            return false;
        }
        makeRoom();
        CharBuffer out = CharBuffer.wrap(chars, end, chars.length - end);
        while (true) {
            decoder.decode(bytes, out, false);
            if (out.position() > end) {
                return took(out);
            }
            bytes.compact();
            int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
            bytes.position(bytes.position() + Math.max(count, 0)).flip();
            if (count < 0) {
                return !isGrowing && finish(out);
            }
        }
    }

    private boolean finish(CharBuffer out) {
        isFinished = true;
        decoder.decode(bytes, out, true);
        decoder.flush(out);
        return out.position() > end && took(out);
    }

    private boolean took(CharBuffer out) {
        end = out.position();
        if (!isStarted) {
            isStarted = true;
            if (chars[start] == BYTE_ORDER_MARK) {
                start++;
            }
        }
        return true;
    }

    private void makeRoom() {
        int used = end - start;
        char[] target = used > chars.length / 2 ? new char[chars.length * 2] : chars;
        if (start > 0 || target.length > chars.length) {
            System.arraycopy(chars, start, target, 0, used);
            chars = target;
            start = 0;
            end = used;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
