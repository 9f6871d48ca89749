package io.laminar.api;

/** What a change does to the relation. An update is the pair UPDATE_BEFORE, UPDATE_AFTER. */
public enum ChangeKind {
    /** A row comes into being. */
    INSERT("+I"),
    /** The old row of an update; the new one follows at once. */
    UPDATE_BEFORE("-U"),
    /** The new row of an update. */
    UPDATE_AFTER("+U"),
    /** A row ceases to be. */
    DELETE("-D");

    private final String symbol;

    ChangeKind(String symbol) {
        this.symbol = symbol;
    }

    /** The short form: {@code +I}, {@code -U}, {@code +U}, {@code -D}. */
    public String symbol() {
        return symbol;
    }

    /** Whether the change adds its row rather than takes it away. */
    public boolean isAddition() {
        return this == INSERT || this == UPDATE_AFTER;
    }
}
