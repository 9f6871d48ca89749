package io.laminar.ring0;

/** A row raised an error in a pipeline; the cause is the error. Has no stack trace of its own. */
public final class RowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int row;

    /**
     * @param row index of the row in the input batch
     * @param cause what was raised
     */
    public RowException(int row, Throwable cause) {
        super("row " + row + ": " + cause.getMessage(), cause, false, false);
        this.row = row;
    }

    /** Index of the row in the input batch. */
    public int row() {
        return row;
    }
}
