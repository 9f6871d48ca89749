package io.laminar.ring1;

import static io.laminar.ring1.Plans.SEED;
import static org.assertj.core.api.Assertions.assertThat;

import io.laminar.api.DataType;
import io.laminar.api.Field;
import io.laminar.api.Schema;
import io.laminar.data.Batch;
import io.laminar.expr.Expression;
import io.laminar.expr.Expressions;
import io.laminar.plan.ChangelogKind;
import io.laminar.plan.EventTime;
import io.laminar.plan.EventTimes;
import io.laminar.plan.JoinHolds;
import io.laminar.plan.PlanNode;
import io.laminar.plan.PlanNode.Join.JoinKind;
import io.laminar.plan.Window;
import io.laminar.testing.OperatorHarness;
import io.laminar.testing.TextRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins that forget give what nested loops over all rows give that are not late, however rows are cut into batches. */
class JoinForgettingTest {
    /** id, key, time, another time. */
    private static final Schema ROWS = new Schema(
            List.of(
                    new Field("id", DataType.BIGINT),
                    new Field("k", DataType.BIGINT),
                    new Field("ts", DataType.TIMESTAMP),
                    new Field("until", DataType.TIMESTAMP)),
            2);

    private static final long SECOND = 1_000_000;
    private static final long WINDOW = 10;

    /** A row of a model; times in seconds, null for NULL. */
    private record Event(
            long id,
            @Nullable Long key,
            @Nullable Long time,
            @Nullable Long until,
            int window) {
        /** As the harness writes it; with the window where it has one. */
        String text(boolean hasWindow) {
            String row = id + " " + text(key, "") + " " + text(time, "s") + " " + text(until, "s");
            return !hasWindow
                    ? row
                    : row + " " + window + "s " + (window + WINDOW) + "s " + ((window + WINDOW) * 1000 - 1) + "ms";
        }

        private static String text(@Nullable Long value, String unit) {
            return value == null ? "NULL" : value + unit;
        }
    }

    /** What a join asks for besides the key, as a plan and as a model. */
    private enum Bounds {
        /** Up to three seconds before, and less than two after. */
        AROUND {
            @Override
            boolean hold(long left, long right, @Nullable Long until) {
                return right >= left - 3 && right < left + 2;
            }

            @Override
            List<Expression> conditions() {
                return List.of(
                        compare(">=", column(true, 2), shifted(column(false, 2), 3, "-")),
                        compare("<", column(true, 2), shifted(column(false, 2), 2, "+")));
            }
        },
        /** Later, and not after an end that the row says. */
        UNTIL {
            @Override
            boolean hold(long left, long right, @Nullable Long until) {
                return until != null && right >= left && right <= until;
            }

            @Override
            List<Expression> conditions() {
                return List.of(
                        compare("<=", column(false, 2), column(true, 2)),
                        compare(">=", column(false, 3), column(true, 2)));
            }
        },
        /** Only the left side forgets. */
        BEFORE {
            @Override
            boolean hold(long left, long right, @Nullable Long until) {
                return right < left;
            }

            @Override
            List<Expression> conditions() {
                return List.of(compare("<", column(true, 2), column(false, 2)));
            }
        };

        /** Whether a time of the right side fits to one of the left side, and to the end that the left row says. */
        abstract boolean hold(long left, long right, @Nullable Long until);

        abstract List<Expression> conditions();

        boolean holds(Event left, Event right) {
            return left.time != null && right.time != null && hold(left.time, right.time, left.until);
        }

        /** Whether rows of a side that are behind the watermark are late, since the other side forgets by their time. */
        boolean isJudged(boolean isLeft) {
            return this != BEFORE || !isLeft;
        }
    }

    private static Expression column(boolean isRight, int column) {
        return new Expression.ColumnReference(
                isRight ? ROWS.size() + column : column, ROWS.field(column).name(), ROWS.type(column));
    }

    private static Expression compare(String operator, Expression left, Expression right) {
        return Expressions.call(operator, List.of(left, right), DataType.BOOLEAN);
    }

    private static Expression shifted(Expression time, long seconds, String operator) {
        DataType interval = DataType.of(DataType.Kind.INTERVAL_DAY);
        return Expressions.call(
                operator, List.of(time, new Expression.Literal(seconds * SECOND, interval)), DataType.TIMESTAMP);
    }

    private static boolean isSmaller(Batch left, int leftRow, Batch right, int rightRow) {
        return left.longs(0)[leftRow] % 3 <= right.longs(0)[rightRow] % 3;
    }

    private static PlanNode.Join join(
            PlanNode left, PlanNode right, JoinKind kind, List<Integer> keys, @Nullable Expression condition) {
        List<Field> fields = new ArrayList<>(left.schema().fields());
        if (kind != JoinKind.SEMI && kind != JoinKind.ANTI) {
            fields.addAll(right.schema().fields());
        }
        return new PlanNode.Join(
                left, right, kind, keys, keys, condition, PlanNode.Join.Strategy.REGULAR, Schema.of(fields), 0);
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void boundsOfTimesForgetNothingThatIsNeeded(JoinKind kind) {
        for (Bounds bounds : Bounds.values()) {
            for (long seed = 0; seed < 4; seed++) {
                boolean hasMore = seed % 2 == 1;
                PlanNode side = Plans.scan(ROWS, ChangelogKind.INSERT_ONLY);
                List<Expression> conditions = bounds.conditions();
                Expression condition = conditions.size() == 1 ? conditions.get(0) : new Expression.And(conditions);
                PlanNode.Join join = join(side, side, kind, List.of(1), condition);
                JoinCondition more = hasMore ? JoinForgettingTest::isSmaller : null;
                Model model = new Model(kind, false, hasMore, bounds);
                String input = model.random(new Random(seed));
                model.check(
                        bounds + ", seed " + seed,
                        OperatorHarness.of(() -> new JoinOperator(join, more, SEED), ROWS, ROWS)
                                .input(input)
                                .expectSameChanges());
            }
        }
    }

    /** A delay of the watermark in microseconds, of the left time and of the right one; null where a time is no event time above. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"AROUND,1999999,3000000", "UNTIL,null,0", "BEFORE,0,null"})
    void timesAboveAreBehindTheWatermarkByWhatTheBoundsSay(
            Bounds bounds, @Nullable Long ofLeft, @Nullable Long ofRight) {
        for (JoinKind kind : JoinKind.values()) {
            boolean isPair = kind == JoinKind.INNER;
            boolean hasLeft = isPair || (kind != JoinKind.RIGHT && kind != JoinKind.FULL);
            checkTime(bounds, kind, 2, hasLeft ? ofLeft : null);
            if (isPair || kind == JoinKind.RIGHT) {
                checkTime(bounds, kind, ROWS.size() + 2, ofRight);
            }
        }
    }

    private static void checkTime(Bounds bounds, JoinKind kind, int time, @Nullable Long delay) {
        PlanNode side = Plans.scan(ROWS, ChangelogKind.INSERT_ONLY);
        List<Expression> conditions = bounds.conditions();
        PlanNode.Join plan = join(
                side,
                side,
                kind,
                List.of(1),
                conditions.size() == 1 ? conditions.get(0) : new Expression.And(conditions));
        String what = bounds + " " + kind + " by column " + time;
        EventTime known = EventTimes.of(plan, time);
        if (delay == null) {
            assertThat(known).as(what).isNull();
            return;
        }
        PlanNode.Join held = (PlanNode.Join) JoinHolds.in(plan, List.of(time));
        assertThat(held.heldMicros()).as(what).isEqualTo(delay);
        long nearest = Long.MAX_VALUE;
        for (long seed = 0; seed < 4; seed++) {
            Model model = new Model(kind, false, false, bounds);
            String input = model.random(new Random(seed));
            List<String> lines = OperatorHarness.of(() -> new JoinOperator(held, null, SEED), ROWS, ROWS)
                    .input(input)
                    .expectSameChanges();
            nearest = Math.min(nearest, nearestToWatermark(lines, time, model.behind));
        }
        assertThat(nearest)
                .as(what + ": none is late, and some would be after a second less")
                .isBetween(0L, SECOND);
    }

    /**
     * The least distance of a time that leaves from the watermark before it, in microseconds.
     *
     * @param behind rows that were behind it when they came
     */
    private static long nearestToWatermark(List<String> lines, int time, Set<Long> behind) {
        long watermark = Long.MIN_VALUE / 2;
        long nearest = Long.MAX_VALUE;
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("watermark")) {
                watermark = TextRows.time(words[1]);
            } else if ((words[0].equals("+") || words[0].equals("-"))
                    && !words[time + 1].equals("NULL")
                    && !behind.contains(Long.parseLong(words[time - 1]))) {
                nearest = Math.min(nearest, TextRows.time(words[time + 1]) - watermark);
            }
        }
        return nearest;
    }

    @ParameterizedTest
    @EnumSource(JoinKind.class)
    void windowsForgetNothingThatIsNeeded(JoinKind kind) {
        for (long seed = 0; seed < 6; seed++) {
            boolean hasMore = seed % 2 == 1;
            ChangelogKind changes = seed % 3 == 0 ? ChangelogKind.CHANGES : ChangelogKind.INSERT_ONLY;
            PlanNode side = windows(changes);
            int window = ROWS.size() + (seed < 3 ? 0 : 1);
            PlanNode.Join join = join(side, side, kind, List.of(1, window), null);
            JoinCondition more = hasMore ? JoinForgettingTest::isSmaller : null;
            Model model = new Model(kind, true, hasMore, null);
            String input = model.random(new Random(seed));
            model.check(
                    "seed " + seed,
                    OperatorHarness.of(() -> new JoinOperator(join, more, SEED), side.schema(), side.schema())
                            .input(input)
                            .expectSameChanges());
        }
    }

    private static PlanNode windows(ChangelogKind changes) {
        List<Field> fields = new ArrayList<>(ROWS.fields());
        for (String name : List.of("window_start", "window_end", "window_time")) {
            fields.add(new Field(name, DataType.TIMESTAMP.notNull()));
        }
        Window window = new Window.Tumble(2, WINDOW * SECOND, 0);
        return new PlanNode.WindowAssign(Plans.scan(ROWS, changes), window, new Schema(fields, 2));
    }

    /** Random rows and watermarks, and what a join makes of them. */
    private static final class Model {
        private final JoinKind kind;
        private final boolean isByWindow;
        private final boolean hasMore;
        private final @Nullable Bounds bounds;
        private final List<List<Event>> sides = List.of(new ArrayList<>(), new ArrayList<>());
        private final List<String> late = new ArrayList<>();
        private final Set<Long> behind = new HashSet<>();

        Model(JoinKind kind, boolean isByWindow, boolean hasMore, @Nullable Bounds bounds) {
            this.kind = kind;
            this.isByWindow = isByWindow;
            this.hasMore = hasMore;
            this.bounds = bounds;
        }

        /** The case, as the harness reads it. */
        String random(Random random) {
            StringBuilder input = new StringBuilder();
            int watermark = -100;
            for (int i = 0; i < 240; i++) {
                int now = i / 4;
                if (random.nextInt(6) == 0 && now - 3 > watermark) {
                    watermark = now - 3;
                    input.append("watermark ").append(watermark).append("s\n");
                }
                int side = random.nextInt(2);
                int time = Math.max(0, now - random.nextInt(8));
                Event event = new Event(
                        i,
                        random.nextInt(10) == 0 ? null : (long) random.nextInt(3),
                        !isByWindow && random.nextInt(10) == 0 ? null : (long) time,
                        random.nextInt(10) == 0 ? null : (long) time + random.nextInt(6),
                        time / 10 * 10);
                input.append(side).append(" + ").append(event.text(isByWindow)).append('\n');
                take(side, event, watermark);
            }
            return input.append("end\n").toString();
        }

        private void take(int side, Event event, int watermark) {
            if (event.time != null && event.time < watermark) {
                behind.add(event.id);
            }
            if (isLate(side == 0, event, watermark)) {
                late.add("late " + event.text(isByWindow));
            } else {
                sides.get(side).add(event);
            }
        }

        private boolean isLate(boolean isLeft, Event event, int watermark) {
            if (bounds == null) {
                return event.window + WINDOW <= watermark;
            }
            return event.key != null
                    && event.time != null
                    && (bounds != Bounds.UNTIL || !isLeft || event.until != null)
                    && bounds.isJudged(isLeft)
                    && event.time < watermark;
        }

        private boolean isPair(Event left, Event right) {
            return left.key != null
                    && left.key.equals(right.key)
                    && (isByWindow ? left.window == right.window : bounds != null && bounds.holds(left, right))
                    && (!hasMore || left.id % 3 <= right.id % 3);
        }

        /** Whether lines are the late rows and, in sum, the result. */
        void check(String what, List<String> lines) {
            assertThat(lines.stream().filter(line -> line.startsWith("late")))
                    .as("late rows, %s", what)
                    .hasSizeGreaterThan(3)
                    .containsExactlyElementsOf(late);
            Map<String, Integer> sums = new TreeMap<>();
            lines.stream()
                    .filter(line -> line.startsWith("+") || line.startsWith("-"))
                    .forEach(line -> {
                        int blank = line.indexOf(' ');
                        int weight = blank == 1 ? 1 : Integer.parseInt(line.substring(1, blank));
                        sums.merge(line.substring(blank + 1), line.startsWith("+") ? weight : -weight, Integer::sum);
                    });
            sums.values().removeIf(sum -> sum == 0);
            assertThat(sums).as("result, %s", what).isEqualTo(nestedLoops());
        }

        private Map<String, Integer> nestedLoops() {
            String nulls = " NULL".repeat(ROWS.size() + (isByWindow ? 3 : 0));
            Map<String, Integer> result = new TreeMap<>();
            for (Event left : sides.get(0)) {
                List<Event> partners = sides.get(1).stream()
                        .filter(right -> isPair(left, right))
                        .toList();
                String row = left.text(isByWindow);
                switch (kind) {
                    case SEMI -> result.merge(row, partners.isEmpty() ? 0 : 1, Integer::sum);
                    case ANTI -> result.merge(row, partners.isEmpty() ? 1 : 0, Integer::sum);
                    default ->
                        partners.forEach(right -> result.merge(row + " " + right.text(isByWindow), 1, Integer::sum));
                }
                if (partners.isEmpty() && (kind == JoinKind.LEFT || kind == JoinKind.FULL)) {
                    result.merge(row + nulls, 1, Integer::sum);
                }
            }
            if (kind == JoinKind.RIGHT || kind == JoinKind.FULL) {
                sides.get(1).stream()
                        .filter(right -> sides.get(0).stream().noneMatch(left -> isPair(left, right)))
                        .forEach(right ->
                                result.merge(nulls.substring(1) + " " + right.text(isByWindow), 1, Integer::sum));
            }
            result.values().removeIf(count -> count == 0);
            return result;
        }
    }
}
