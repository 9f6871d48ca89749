package io.laminar.nexmark.hand;

import io.laminar.nexmark.Events;
import io.laminar.nexmark.Fold;
import io.laminar.nexmark.Relation;
import java.util.Arrays;

/** q8. The result of a window is given when it has closed, as both sides of the join are. */
final class NewSellers implements HandLoop {
    private static final int PERSON = Relation.PERSON.code();
    private final LongIndex persons = new LongIndex();
    private String[] names = new String[64];
    private final LongIndex sellers = new LongIndex();
    private long window = Long.MIN_VALUE;

    @Override
    public void round(Events events, Fold out) {
        int person = 0;
        int auction = 0;
        for (int i = 0; i < events.count(); i++) {
            if (events.kinds[i] == PERSON) {
                advance(events.persons.time[person], out);
                int index = persons.add(events.persons.id[person]);
                if (index == names.length) {
                    names = Arrays.copyOf(names, index * 2);
                }
                names[index] = events.persons.name[person++];
            } else {
                advance(events.auctions.time[auction], out);
                sellers.add(events.auctions.seller[auction++]);
            }
        }
    }

    private void advance(long time, Fold out) {
        if (time >= window + Times.TEN_SECONDS || window == Long.MIN_VALUE) {
            end(out);
            window = Times.tenSeconds(time);
        }
    }

    @Override
    public void end(Fold out) {
        for (int i = 0; i < persons.size(); i++) {
            if (sellers.find(persons.key(i)) >= 0) {
                out.add(Fold.mix(Fold.mix(Fold.mix(Fold.START, persons.key(i)), names[i]), window), 1);
            }
        }
        persons.clear();
        sellers.clear();
    }
}
