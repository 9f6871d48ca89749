package io.laminar.nexmark;

import java.util.Set;

/**
 * Some events in the order of their times, column by column, so that making them is no part of what is measured. Row i of a
 * relation is the i-th event of that relation. Times are microseconds since 1970, all different and ascending.
 *
 * <p>Filled again and again by a {@link Generator}; columns are read only.
 */
@SuppressWarnings("MutablePublicArray") // columns that loops read; anything around them would be measured too
public final class Events {
    /** Relation of each event, as {@link Relation#code()}, in the order of time. */
    public final byte[] kinds;

    public final Bids bids;
    public final Auctions auctions;
    public final Persons persons;
    int count;

    /** Room for this many events of these relations. */
    Events(int capacity, Set<Relation> relations) {
        kinds = new byte[capacity];
        bids = new Bids(relations.contains(Relation.BID) ? capacity : 0);
        auctions = new Auctions(relations.contains(Relation.AUCTION) ? capacity : 0);
        persons = new Persons(relations.contains(Relation.PERSON) ? capacity : 0);
    }

    /** Number of events. */
    public int count() {
        return count;
    }

    /** Rows of a relation. */
    public int rows(Relation relation) {
        return switch (relation) {
            case BID -> bids.count;
            case AUCTION -> auctions.count;
            case PERSON -> persons.count;
        };
    }

    /** Columns of bids. Prices are whole numbers, so that sums are exact in any order. */
    public static final class Bids {
        public final long[] auction;
        public final long[] bidder;
        public final double[] price;
        public final String[] channel;
        public final String[] url;
        public final long[] time;
        int count;

        Bids(int capacity) {
            auction = new long[capacity];
            bidder = new long[capacity];
            price = new double[capacity];
            channel = new String[capacity];
            url = new String[capacity];
            time = new long[capacity];
        }
    }

    /** Columns of auctions. */
    public static final class Auctions {
        public final long[] id;
        public final String[] item;
        public final long[] seller;
        public final long[] category;
        public final long[] time;
        public final long[] expires;
        int count;

        Auctions(int capacity) {
            id = new long[capacity];
            item = new String[capacity];
            seller = new long[capacity];
            category = new long[capacity];
            time = new long[capacity];
            expires = new long[capacity];
        }
    }

    /** Columns of persons. */
    public static final class Persons {
        public final long[] id;
        public final String[] name;
        public final String[] city;
        public final String[] state;
        public final long[] time;
        int count;

        Persons(int capacity) {
            id = new long[capacity];
            name = new String[capacity];
            city = new String[capacity];
            state = new String[capacity];
            time = new long[capacity];
        }
    }
}
