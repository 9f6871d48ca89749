package io.laminar.nexmark.hand;

/** Three ranks of prices. */
final class Ranks {
    static final int COUNT = 3;
    private static final double LOW = 10_000;
    private static final double HIGH = 1_000_000;

    private Ranks() {}

    static int of(double price) {
        return price < LOW ? 0 : price < HIGH ? 1 : 2;
    }
}
