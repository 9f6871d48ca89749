package io.laminar.state;

import io.laminar.data.LaneKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Many sorted multisets of values in one set of lanes: the values of each group, so that MIN and MAX survive
 * retractions. A group holds the root of its tree; {@link #EMPTY} is the empty one. Each is a treap: a search tree by
 * value that is a heap by a random priority, so that its expected depth is logarithmic.
 *
 * <p>A value may have a negative count for a while, when its retraction came first; it is then as if absent.
 */
public final class OrderedMultiset {
    /** The root of an empty tree; a new LONG column holds it. */
    public static final int EMPTY = 0;

    private static final int INITIAL_CAPACITY = 32;

    private final boolean isLong;
    private long[] longs = {};
    private @Nullable Object[] objects = {};
    private long[] counts = new long[INITIAL_CAPACITY];
    private int[] priorities = new int[INITIAL_CAPACITY];
    private int[] left = new int[INITIAL_CAPACITY];
    private int[] right = new int[INITIAL_CAPACITY];
    private int free = EMPTY;
    private int used = 1;
    private long random;

    OrderedMultiset(LaneKind kind, long seed) {
        if (kind == LaneKind.DOUBLE) {
            throw new IllegalArgumentException("doubles go in as longs, see encode");
        }
        isLong = kind == LaneKind.LONG;
        random = seed;
        resize(INITIAL_CAPACITY);
    }

    /** A long that sorts as the double does, NaN last, the zeros alike. */
    public static long encode(double value) {
        long bits = Hashing.bitsOf(value);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }

    /** The double that {@link #encode} was given. */
    public static double decode(long encoded) {
        return Double.longBitsToDouble(encoded ^ ((encoded >> 63) & Long.MAX_VALUE));
    }

    /** Adds a value with a weight to a tree of longs; returns the new root. */
    public int add(int root, long value, int weight) {
        return add(root, value, null, weight);
    }

    /** Adds a value with a weight to a tree of objects; returns the new root. */
    public int add(int root, Object value, int weight) {
        return add(root, 0, value, weight);
    }

    /** The node of the least value whose count is positive, or {@link #EMPTY}. */
    public int least(int root) {
        if (root == EMPTY) {
            return EMPTY;
        }
        int found = least(left[root]);
        if (found != EMPTY) {
            return found;
        }
        return counts[root] > 0 ? root : least(right[root]);
    }

    /** The node of the greatest value whose count is positive, or {@link #EMPTY}. */
    public int greatest(int root) {
        if (root == EMPTY) {
            return EMPTY;
        }
        int found = greatest(right[root]);
        if (found != EMPTY) {
            return found;
        }
        return counts[root] > 0 ? root : greatest(left[root]);
    }

    /** The value of a node of a tree of longs. */
    public long longValue(int node) {
        return longs[node];
    }

    /** The value of a node of a tree of objects. */
    public Object objectValue(int node) {
        Object value = objects[node];
        if (value == null) {
            throw new IllegalStateException("no value in node " + node);
        }
        return value;
    }

    /** Gives a whole tree back. */
    public void release(int root) {
        if (root != EMPTY) {
            release(left[root]);
            release(right[root]);
            giveBack(root);
        }
    }

    void clear() {
        Arrays.fill(objects, null);
        free = EMPTY;
        used = 1;
    }

    long bytes() {
        long total = 8L * (longs.length + counts.length) + 4L * (objects.length + 3L * counts.length);
        for (Object value : objects) {
            total += StateValues.bytes(value);
        }
        return total;
    }

    private int add(int root, long number, @Nullable Object object, int weight) {
        if (root == EMPTY) {
            return weight == 0 ? EMPTY : newNode(number, object, weight);
        }
        int order = isLong || object == null
                ? Long.compare(number, longs[root])
                : StateValues.compare(object, objectValue(root));
        if (order == 0) {
            counts[root] += weight;
            return counts[root] == 0 ? removeRoot(root) : root;
        }
        if (order < 0) {
            int child = add(left[root], number, object, weight);
            left[root] = child;
            return child != EMPTY && priorities[child] > priorities[root] ? rotateRight(root) : root;
        }
        int child = add(right[root], number, object, weight);
        right[root] = child;
        return child != EMPTY && priorities[child] > priorities[root] ? rotateLeft(root) : root;
    }

    private int removeRoot(int root) {
        int rest = merge(left[root], right[root]);
        giveBack(root);
        return rest;
    }

    /** One tree of two, all values of the lower being less. */
    private int merge(int lower, int upper) {
        if (lower == EMPTY) {
            return upper;
        } else if (upper == EMPTY) {
            return lower;
        } else if (priorities[lower] > priorities[upper]) {
            right[lower] = merge(right[lower], upper);
            return lower;
        }
        left[upper] = merge(lower, left[upper]);
        return upper;
    }

    private int rotateRight(int root) {
        int child = left[root];
        left[root] = right[child];
        right[child] = root;
        return child;
    }

    private int rotateLeft(int root) {
        int child = right[root];
        right[root] = left[child];
        left[child] = root;
        return child;
    }

    private int newNode(long number, @Nullable Object object, int weight) {
        int node = free;
        if (node != EMPTY) {
            free = left[node];
        } else {
            if (used == counts.length) {
                resize(Math.multiplyExact(used, 2));
            }
            node = used++;
        }
        if (isLong) {
            longs[node] = number;
        } else {
            objects[node] = object;
        }
        counts[node] = weight;
        left[node] = EMPTY;
        right[node] = EMPTY;
        random = Hashing.mix(random, node);
        priorities[node] = Hashing.fold(random);
        return node;
    }

    private void giveBack(int node) {
        if (!isLong) {
            objects[node] = null;
        }
        left[node] = free;
        free = node;
    }

    private void resize(int capacity) {
        if (isLong) {
            longs = Arrays.copyOf(longs, capacity);
        } else {
            objects = Arrays.copyOf(objects, capacity);
        }
        counts = Arrays.copyOf(counts, capacity);
        priorities = Arrays.copyOf(priorities, capacity);
        left = Arrays.copyOf(left, capacity);
        right = Arrays.copyOf(right, capacity);
    }

    void persist(StateArchive archive) {
        free = archive.integer(free);
        used = archive.integer(used);
        random = archive.number(random);
        if (used > counts.length) {
            resize(Math.max(used, 2 * counts.length));
        }
        if (isLong) {
            archive.longs(longs, used);
        } else {
            for (int node = 0; node < used; node++) {
                objects[node] = archive.value(objects[node]);
            }
        }
        archive.longs(counts, used);
        archive.ints(priorities, used);
        archive.ints(left, used);
        archive.ints(right, used);
    }
}
