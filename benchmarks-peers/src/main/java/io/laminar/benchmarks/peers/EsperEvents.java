package io.laminar.benchmarks.peers;

/** Events as beans, which is what EPL reads fastest. */
final class EsperEvents {
    private EsperEvents() {}

    /** A bid, as beans are. */
    public static final class Bid {
        private final long auction;
        private final long bidder;
        private final double price;
        private final String channel;
        private final String url;
        private final long time;

        Bid(long auction, long bidder, double price, String channel, String url, long time) {
            this.auction = auction;
            this.bidder = bidder;
            this.price = price;
            this.channel = channel;
            this.url = url;
            this.time = time;
        }

        public long getAuction() {
            return auction;
        }

        public long getBidder() {
            return bidder;
        }

        public double getPrice() {
            return price;
        }

        public String getChannel() {
            return channel;
        }

        public String getUrl() {
            return url;
        }

        public long getTime() {
            return time;
        }
    }

    /** An auction, as beans are. */
    public static final class Auction {
        private final long id;
        private final long seller;
        private final long category;
        private final long time;
        private final long expires;

        Auction(long id, long seller, long category, long time, long expires) {
            this.id = id;
            this.seller = seller;
            this.category = category;
            this.time = time;
            this.expires = expires;
        }

        public long getId() {
            return id;
        }

        public long getSeller() {
            return seller;
        }

        public long getCategory() {
            return category;
        }

        public long getTime() {
            return time;
        }

        public long getExpires() {
            return expires;
        }
    }

    /** A person, as beans are. */
    public static final class Person {
        private final long id;
        private final String name;
        private final String city;
        private final String state;
        private final long time;

        Person(long id, String name, String city, String state, long time) {
            this.id = id;
            this.name = name;
            this.city = city;
            this.state = state;
            this.time = time;
        }

        public long getId() {
            return id;
        }

        public String getName() {
            return name;
        }

        public String getCity() {
            return city;
        }

        public String getState() {
            return state;
        }

        public long getTime() {
            return time;
        }
    }
}
