package io.laminar.expr.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final List<Object> read = new ArrayList<>();
    private final Remembered place = new Remembered("column", text -> {
        read.add(text);
        if (text.equals("bad")) {
            throw new IllegalArgumentException("bad");
        }
        return RegularExpression.of((String) text);
    });

    @Test
    void readsATextAgainOnlyBehindAnother() {
        Object first = Remembered.read("a.", place);

        assertThat(Remembered.read("a" + '.', place)).isSameAs(first);
        assertThat(Remembered.read("b.", place)).hasToString("b.");
        assertThat(Remembered.read("a.", place)).hasToString("a.");
        assertThat(read).containsExactly("a.", "b.", "a.");
    }

    @Test
    void remembersNothingOfATextThatFails() {
        Remembered.read("a.", place);

        assertThatThrownBy(() -> Remembered.read("bad", place)).hasMessage("bad");
        assertThatThrownBy(() -> Remembered.read("bad", place)).hasMessage("bad");
        assertThat(Remembered.read("a.", place)).hasToString("a.");
    }
}
