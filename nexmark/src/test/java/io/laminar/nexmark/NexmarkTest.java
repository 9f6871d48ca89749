package io.laminar.nexmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.laminar.api.CompilerMode;
import io.laminar.nexmark.hand.HandWritten;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class NexmarkTest {
    private static final int ROUNDS = 2;
    private static final int EVENTS = 150_000;

    /** What the dialect does not have yet. A query that is answered must leave this list. */
    private static final Set<NexmarkQuery> NOT_YET = EnumSet.noneOf(NexmarkQuery.class);

    @ParameterizedTest
    @EnumSource
    void vectorsGiveWhatTheLoopByHandGives(NexmarkQuery query) throws Exception {
        check(query, LaminarEmbedded.ofVectors(CompilerMode.AUTO));
    }

    @ParameterizedTest
    @EnumSource
    void columnsGiveWhatTheLoopByHandGives(NexmarkQuery query) throws Exception {
        check(query, LaminarEmbedded.ofColumns(CompilerMode.COMPILED));
    }

    @ParameterizedTest
    @EnumSource
    void recordsGiveWhatTheLoopByHandGives(NexmarkQuery query) throws Exception {
        check(query, LaminarEmbedded.ofRecords(CompilerMode.INTERPRETED));
    }

    private static void check(NexmarkQuery query, Contender laminar) throws Exception {
        Fold expected = new Fold();
        new HandWritten().run(query, new Rounds(query, 1, ROUNDS, EVENTS), expected);
        assertThat(expected.changes()).isPositive();
        Fold actual = new Fold();
        try {
            laminar.run(query, new Rounds(query, 1, ROUNDS, EVENTS), actual);
        } catch (Contender.NotAnswered notYet) {
            assertThat(NOT_YET)
                    .as(query + " was answered before but now " + notYet.getMessage())
                    .contains(query);
            return;
        }
        if (NOT_YET.contains(query)) {
            fail(query + " is answered now; take it off the list");
        }
        assertThat(actual.result()).as(query.description()).isEqualTo(expected.result());
    }
}
