package io.laminar.sql;

import java.util.List;
import org.apache.calcite.sql.SqlOperator;

/** PostgreSQL's operators of JSON, each another spelling of a function of the catalogue. For the generated parser. */
public final class JsonOperators {
    /** Stronger than arithmetic, so that {@code j ->> 'a' || 'b'} means what it does in PostgreSQL. */
    private static final int ACCESS = 70;

    /** Stronger than comparison alone. */
    private static final int TEST = 34;

    public static final SqlOperator GET = new CatalogOperator("->", "JSONB_GET", ACCESS);
    public static final SqlOperator GET_TEXT = new CatalogOperator("->>", "JSONB_GET_TEXT", ACCESS);
    public static final SqlOperator GET_PATH = new CatalogOperator("#>", "JSONB_GET_PATH", ACCESS);
    public static final SqlOperator GET_PATH_TEXT = new CatalogOperator("#>>", "JSONB_GET_PATH_TEXT", ACCESS);
    public static final SqlOperator CONTAINS = new CatalogOperator("@>", "JSONB_CONTAINS", TEST);
    public static final SqlOperator CONTAINED = new CatalogOperator("<@", "JSONB_CONTAINED", TEST);
    public static final SqlOperator EXISTS = new CatalogOperator("?", "JSONB_EXISTS", TEST);
    public static final SqlOperator EXISTS_ANY = new CatalogOperator("?|", "JSONB_EXISTS_ANY", TEST);
    public static final SqlOperator EXISTS_ALL = new CatalogOperator("?&", "JSONB_EXISTS_ALL", TEST);

    static final List<SqlOperator> ALL =
            List.of(GET, GET_TEXT, GET_PATH, GET_PATH_TEXT, CONTAINS, CONTAINED, EXISTS, EXISTS_ANY, EXISTS_ALL);

    private JsonOperators() {}
}
