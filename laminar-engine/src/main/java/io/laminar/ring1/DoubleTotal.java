package io.laminar.ring1;

import io.laminar.state.KeyedTable;

/** A sum of doubles of a group. */
interface DoubleTotal {
    double total(KeyedTable table, int slot);
}
