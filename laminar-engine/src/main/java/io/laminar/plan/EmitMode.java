package io.laminar.plan;

/** When results leave a query. */
public enum EmitMode {
    /** Once, when the watermark has passed the end of the window and the allowed lateness. */
    ON_WINDOW_CLOSE,
    /** First when the watermark has passed the end of the window, then a retraction and an insertion at each change. */
    AFTER_WATERMARK,
    /** A retraction and an insertion at each change. */
    CHANGES
}
