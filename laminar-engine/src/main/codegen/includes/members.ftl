
    /** A parser of text with quoted identifiers, every character one column wide. */
    public static LaminarSqlParser of(String text, SqlConformance conformance) {
        final LaminarSqlParser parser = new LaminarSqlParser(new SourceStringReader(text));
        parser.jj_input_stream.ReInit(new java.io.StringReader(text), 1, 1, Math.max(text.length(), 16));
        parser.setOriginalSql(text);
        parser.setTabSize(1);
        parser.switchTo(LexicalState.DQID);
        parser.setUnquotedCasing(Casing.UNCHANGED);
        parser.setQuotedCasing(Casing.UNCHANGED);
        parser.setIdentifierMaxLength(SqlParser.DEFAULT_IDENTIFIER_MAX_LENGTH);
        parser.setConformance(conformance);
        return parser;
    }

    /** Starts to count the parameters of a statement. */
    public void startStatement() {
        nDynamicParams = 0;
    }

    /** Parameters of the statement so far. */
    public int parameters() {
        return nDynamicParams;
    }

    /** Whether two signs without a blank between them come next. */
    private boolean atShiftRight() {
        final Token first = getToken(1);
        final Token second = getToken(2);
        return first.kind == GT && second.kind == GT && first.endLine == second.beginLine
            && first.endColumn + 1 == second.beginColumn;
    }

    /** Whether STRUCT<...> comes next, whose first word is no keyword. */
    private boolean atStruct() {
        return getToken(1).image.equalsIgnoreCase("STRUCT") && getToken(2).kind == LT;
    }

    /** Whether a clause such as EMIT or LATE DATA TO comes next, where an alias could stand too. */
    private boolean atClauseOfQuery() {
        final String word = getToken(1).image;
        if (word.equalsIgnoreCase("EMIT")) {
            final String next = getToken(2).image.toUpperCase(Locale.ROOT);
            return next.equals("ON") || next.equals("AFTER") || next.equals("CHANGES") || next.equals("FINAL")
                || next.equals("EVERY") || next.equals("PERIODICALLY");
        }
        return word.equalsIgnoreCase("LATE") && getToken(2).image.equalsIgnoreCase("DATA");
    }
