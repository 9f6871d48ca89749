package io.laminar.benchmarks.peers;

import io.laminar.nexmark.Contender.NotAnswered;
import io.laminar.nexmark.NexmarkQuery;
import java.util.List;

/**
 * A query in EPL. The statement that is named {@code result} gives the rows.
 *
 * @param epl the statements
 * @param columns of the result, in the order in which they are hashed
 */
record EsperQuery(String epl, List<String> columns) {
    private static final String TENS =
            "create context Tens start @now end after 10 sec;\n@name('result') context Tens ";
    private static final String AT_THE_END = " output snapshot when terminated";
    private static final String BID = "auction, bidder, price, channel, url, time";
    private static final String RANKS = """
            count(*) as n, count(*, price < 10000) as low, count(*, price >= 10000 and price < 1000000) as middle,
            count(*, price >= 1000000) as high""";
    private static final String BIDDERS = """
            , count(distinct bidder) as bidders, count(distinct bidder, price < 10000) as lowBidders,
            count(distinct auction) as auctions""";
    /** Auctions with the highest bid so far; below zero as long as there is none. */
    private static final String WINNING = """
            create window Auctions#keepall as (id long, seller long, category long, opened long, expires long, final double);
            create unique index ById on Auctions(id);
            insert into Auctions select id, seller, category, time as opened, expires, -1d as final from Auction;
            on Bid as b update Auctions as a set final = b.price
            where a.id = b.auction and b.time between a.opened and a.expires and b.price > a.final;
            """;

    EsperQuery {
        columns = List.copyOf(columns);
    }

    private static EsperQuery of(String columns, String epl) {
        return new EsperQuery(epl, List.of(columns.split(", ")));
    }

    static EsperQuery of(NexmarkQuery query) throws NotAnswered {
        return switch (query) {
            case Q0 -> of(BID, "@name('result') select auction, bidder, price, channel, url, time from Bid");
            case Q1 ->
                of(BID, "@name('result') select auction, bidder, 0.908 * price as price, channel, url, time from Bid");
            case Q2 -> of("auction, price", "@name('result') select auction, price from Bid(auction % 123 = 0)");
            case Q3 -> of("name, city, state, id", """
                    @name('result') select p.name as name, p.city as city, p.state as state, a.id as id
                    from Auction(category = 10)#keepall as a, Person(state in ('OR', 'ID', 'CA'))#keepall as p
                    where a.seller = p.id""");
            case Q4 -> of("category, mean", WINNING + """
                    @name('result') select irstream category, avg(final) as mean from Auctions(final >= 0) group by category""");
            case Q5 -> of("auction, startTime, n", """
                    create context Hops initiated @now and pattern [every timer:interval(2 sec)] terminated after 10 sec;
                    @name('result') context Hops
                    select auction, context.startTime as startTime, count(*) as n from Bid group by auction""" + AT_THE_END);
            case Q6 -> of("seller, mean", WINNING + """
                    on pattern [every o=Auction -> timer:schedule(date: o.expires)]
                    insert into Closed select and delete a.seller as seller, a.final as final from Auctions as a where a.id = o.id;
                    @name('result') select seller, avg(final) as mean from Closed(final >= 0)#groupwin(seller)#length(10)
                    group by seller""");
            case Q7 ->
                of(
                        "startTime, price",
                        TENS + "select context.startTime as startTime, max(price) as price from Bid having count(*) > 0"
                                + AT_THE_END);
            case QT -> of("auction, startTime, n, total, mean, low, high", TENS + """
                                select auction, context.startTime as startTime, count(*) as n, sum(price) as total,
                                  avg(price) as mean, min(price) as low, max(price) as high
                                from Bid group by auction""" + AT_THE_END);
            case Q8 -> of("id, name, startTime", TENS + """
                                select p.id as id, p.name as name, context.startTime as startTime
                                from Person#unique(id) as p, Auction#unique(seller) as a where p.id = a.seller""" + AT_THE_END);
            case Q11 -> of("bidder, n, startTime, endTime", """
                    create table Open(bidder long primary key, n long, opened long, latest long);
                    on Bid as b merge Open as o where o.bidder = b.bidder
                    when not matched then insert select b.bidder as bidder, 1L as n, b.time as opened, b.time as latest
                    when matched and b.time <= o.latest + 10000000 then update set n = o.n + 1, latest = b.time
                    when matched
                    then insert into Ended
                      select o.bidder as bidder, o.n as n, o.opened as startTime, o.latest + 10000000 as endTime
                    then update set n = 1L, opened = b.time, latest = b.time;
                    on pattern [every timer:interval(10 sec)]
                    insert into Ended
                    select and delete o.bidder as bidder, o.n as n, o.opened as startTime, o.latest + 10000000 as endTime
                    from Open as o where o.latest + 10000000 < current_timestamp();
                    @name('result') select bidder, n, startTime, endTime from Ended""");
            case Q12 -> of("bidder, n", TENS + "select bidder, count(*) as n from Bid group by bidder" + AT_THE_END);
            case Q15 ->
                of(
                        "startTime, n, low, middle, high, bidders, lowBidders, auctions",
                        TENS + "select context.startTime as startTime, " + RANKS + BIDDERS
                                + " from Bid having count(*) > 0" + AT_THE_END);
            case Q16 ->
                of(
                        "channel, startTime, n, low, middle, high, bidders, lowBidders, auctions",
                        TENS + "select channel, context.startTime as startTime, " + RANKS + BIDDERS
                                + " from Bid group by channel" + AT_THE_END);
            case Q17 ->
                of(
                        "auction, startTime, n, low, middle, high, lowest, highest, mean, total",
                        TENS + "select auction, context.startTime as startTime, " + RANKS
                                + ", min(price) as lowest, max(price) as highest, avg(price) as mean, sum(price) as total"
                                + " from Bid group by auction" + AT_THE_END);
            case Q18 -> of(BID, "@name('result') select irstream " + BID + " from Bid#unique(bidder, auction)");
            case Q19 ->
                of(
                        BID,
                        "@name('result') select irstream " + BID
                                + " from Bid#groupwin(auction)#sort(10, price desc, time asc)");
        };
    }
}
