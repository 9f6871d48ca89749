package io.laminar.nexmark;

/** What a row is about, with its share of 50 events. */
public enum Relation {
    PERSON(0, 1, """
            CREATE SOURCE person (id BIGINT NOT NULL, name VARCHAR NOT NULL, city VARCHAR NOT NULL, state VARCHAR NOT NULL,
              ts TIMESTAMP_LTZ NOT NULL, WATERMARK FOR ts)"""),
    AUCTION(1, 3, """
            CREATE SOURCE auction (id BIGINT NOT NULL, item VARCHAR NOT NULL, seller BIGINT NOT NULL, category BIGINT NOT NULL,
              ts TIMESTAMP_LTZ NOT NULL, expires TIMESTAMP_LTZ NOT NULL, WATERMARK FOR ts)"""),
    BID(2, 46, """
            CREATE SOURCE bid (auction BIGINT NOT NULL, bidder BIGINT NOT NULL, price DOUBLE NOT NULL, channel VARCHAR NOT NULL,
              url VARCHAR NOT NULL, ts TIMESTAMP_LTZ NOT NULL, WATERMARK FOR ts)""");

    /** Events of a full round of all relations. */
    static final int ROUND = 50;

    private static final Relation[] BY_CODE = {PERSON, AUCTION, BID};

    private final int code;
    private final int share;
    private final String createSource;

    Relation(int code, int share, String createSource) {
        this.code = code;
        this.share = share;
        this.createSource = createSource;
    }

    /** How {@link Events#kinds} names it, from 0. */
    public int code() {
        return code;
    }

    /** The relation with a code. */
    public static Relation ofCode(int code) {
        return BY_CODE[code];
    }

    /** Events of this relation in 50 events of all. */
    int share() {
        return share;
    }

    /** The statement that makes its source. */
    public String createSource() {
        return createSource;
    }

    /** Name of its source. */
    public String source() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
