package io.laminar.nexmark;

import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes the same events for the same seed: of 50 events one is a person, 3 are auctions, 46 are bids, 10,000 events a second.
 * Half of the bids go to the auction that is hot at the moment, most of the others to one of the last hundred; bidders and
 * sellers are likewise. Events of relations that nobody asked for pass by and are not kept.
 */
public final class Generator {
    /** 2026-01-01T00:00Z. */
    public static final long START_MICROS = 1_767_225_600_000_000L;

    private static final long MICROS_PER_EVENT = 100;
    private static final int FIRST_ID = 1000;
    private static final int IN_FLIGHT = 100;
    private static final int ACTIVE_PERSONS = 1000;
    private static final int HOT = 100;
    private static final double HIGHEST_PRICE_LOG = 6;
    private static final int CATEGORIES = 5;
    private static final String[] HOT_CHANNELS = {"Apple", "Google", "Facebook", "Baidu"};
    private static final String[] STATES = {"AZ", "CA", "ID", "OR", "WA", "WY"};
    private static final String[] CITIES = {
        "Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland", "Bend", "Redmond", "Seattle", "Kent", "Cheyenne"
    };
    private static final String[] FIRST_NAMES = {
        "Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter"
    };
    private static final String[] LAST_NAMES = {
        "Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"
    };
    private static final int POOL = 10_000;

    private final SplittableRandom random;
    private final Set<Relation> relations;
    private final String[] channels = pool("channel-", POOL);
    private final String[] urls = pool("https://www.nexmark.com/item.htm?query=1&channel=", POOL);
    private final String[] items = pool("item ", POOL);
    private final String[] names = names();
    private long sequence;
    private long persons;
    private long auctions;

    /** @param relations those that are kept */
    public Generator(long seed, Set<Relation> relations) {
        random = new SplittableRandom(seed);
        this.relations = Set.copyOf(relations);
    }

    /** Room for some events. */
    public Events allocate(int capacity) {
        return new Events(capacity, relations);
    }

    /** Replaces the events by the next ones. */
    public void fill(Events out) {
        out.count = 0;
        out.bids.count = 0;
        out.auctions.count = 0;
        out.persons.count = 0;
        while (out.count < out.kinds.length) {
            Relation relation = relationOf((int) (sequence % Relation.ROUND));
            boolean isKept = relations.contains(relation);
            long time = START_MICROS + sequence * MICROS_PER_EVENT;
            switch (relation) {
                case PERSON -> person(isKept, out.persons, time);
                case AUCTION -> auction(isKept, out.auctions, time);
                case BID -> bid(isKept, out.bids, time);
            }
            sequence++;
            if (isKept) {
                out.kinds[out.count++] = (byte) relation.code();
            }
        }
    }

    private static Relation relationOf(int position) {
        if (position < Relation.PERSON.share()) {
            return Relation.PERSON;
        }
        return position < Relation.PERSON.share() + Relation.AUCTION.share() ? Relation.AUCTION : Relation.BID;
    }

    private void person(boolean isKept, Events.Persons out, long time) {
        long id = FIRST_ID + persons++;
        if (isKept) {
            int row = out.count++;
            out.id[row] = id;
            out.name[row] = names[random.nextInt(names.length)];
            out.city[row] = CITIES[random.nextInt(CITIES.length)];
            out.state[row] = STATES[random.nextInt(STATES.length)];
            out.time[row] = time;
        }
    }

    private void auction(boolean isKept, Events.Auctions out, long time) {
        long id = FIRST_ID + auctions++;
        if (isKept) {
            int row = out.count++;
            out.id[row] = id;
            out.item[row] = items[random.nextInt(POOL)];
            out.seller[row] = person(4);
            out.category[row] = 10L + random.nextInt(CATEGORIES);
            out.time[row] = time;
            out.expires[row] = time + random.nextLong(10_000, 2_000_000);
        }
    }

    private void bid(boolean isKept, Events.Bids out, long time) {
        if (!isKept) {
            return;
        }
        int row = out.count++;
        long newest = auctions - 1;
        out.auction[row] = FIRST_ID
                + (random.nextInt(2) > 0
                        ? newest / HOT * HOT
                        : random.nextLong(Math.max(0, newest - IN_FLIGHT), newest + 1));
        out.bidder[row] = person(2);
        out.price[row] = Math.rint(Math.pow(10, random.nextDouble() * HIGHEST_PRICE_LOG) * 100);
        int channel = random.nextInt(POOL);
        out.channel[row] = random.nextInt(2) > 0 ? HOT_CHANNELS[channel % HOT_CHANNELS.length] : channels[channel];
        out.url[row] = urls[channel];
        out.time[row] = time;
    }

    /** A person of those who are active; all but one of so many times the one that is hot. */
    private long person(int hotRatio) {
        long newest = persons - 1;
        if (random.nextInt(hotRatio) > 0) {
            return FIRST_ID + newest / HOT * HOT;
        }
        return FIRST_ID + random.nextLong(Math.max(0, newest - ACTIVE_PERSONS), newest + 1);
    }

    private static String[] pool(String prefix, int size) {
        String[] pool = new String[size];
        for (int i = 0; i < size; i++) {
            pool[i] = prefix + i;
        }
        return pool;
    }

    private static String[] names() {
        String[] names = new String[FIRST_NAMES.length * LAST_NAMES.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = FIRST_NAMES[i % FIRST_NAMES.length] + " " + LAST_NAMES[i / FIRST_NAMES.length];
        }
        return names;
    }
}
