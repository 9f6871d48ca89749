CREATE STREAM second AS SELECT '${who}', '${nobody:-none}', '${unknown}' FROM first;
