package io.laminar.spi;

import java.util.List;

/** A kind of format, such as {@code csv}. */
public interface FormatFactory {
    /** Name in SQL, in lower case. */
    String name();

    /** One sentence for the reference. */
    String description();

    List<OptionSpec> options();

    /** @throws io.laminar.api.LaminarException with {@code INVALID_OPTION} */
    Format create(Options options);
}
