package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;
import java.util.Arrays;

/** q3. Sellers come before their auctions, but the loop does not rely on it: auctions wait in lists. */
final class LocalItems implements HandLoop {
    private static final int PERSON = Relation.PERSON.code();
    private final LongIndex sellers = new LongIndex();
    private long[] personHash = new long[64];
    private boolean[] isKnown = new boolean[64];
    private int[] firstAuction = new int[64];
    private final LongIndex auctions = new LongIndex();
    private int[] nextAuction = new int[64];

    @Override
    public void round(Events events, Fold out) {
        int person = 0;
        int auction = 0;
        for (int i = 0; i < events.count(); i++) {
            if (events.kinds[i] == PERSON) {
                person(events.persons, person++, out);
            } else {
                auction(events.auctions, auction++, out);
            }
        }
    }

    private void person(Events.Persons persons, int row, Fold out) {
        String state = persons.state[row];
        if (!state.equals("OR") && !state.equals("ID") && !state.equals("CA")) {
            return;
        }
        int seller = seller(persons.id[row]);
        long hash = Fold.mix(Fold.mix(Fold.mix(Fold.START, persons.name[row]), persons.city[row]), state);
        isKnown[seller] = true;
        personHash[seller] = hash;
        for (int waiting = firstAuction[seller]; waiting != 0; waiting = nextAuction[waiting - 1]) {
            out.add(Fold.mix(hash, auctions.key(waiting - 1)), 1);
        }
    }

    private void auction(Events.Auctions rows, int row, Fold out) {
        if (rows.category[row] != 10) {
            return;
        }
        int seller = seller(rows.seller[row]);
        int auction = auctions.add(rows.id[row]);
        if (auction == nextAuction.length) {
            nextAuction = Arrays.copyOf(nextAuction, auction * 2);
        }
        nextAuction[auction] = firstAuction[seller];
        firstAuction[seller] = auction + 1;
        if (isKnown[seller]) {
            out.add(Fold.mix(personHash[seller], rows.id[row]), 1);
        }
    }

    private int seller(long id) {
        int seller = sellers.add(id);
        if (seller == personHash.length) {
            personHash = Arrays.copyOf(personHash, seller * 2);
            isKnown = Arrays.copyOf(isKnown, seller * 2);
            firstAuction = Arrays.copyOf(firstAuction, seller * 2);
        }
        return seller;
    }

    @Override
    public void end(Fold out) {}
}
