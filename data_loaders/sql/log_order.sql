-- Whether the rows of a deal run from new to old in the file: more steps down in time than up.
SELECT count(*) FILTER (WHERE step < 0) > count(*) FILTER (WHERE step > 0) AS newest_first
FROM (
    SELECT epoch("at") - lag(epoch("at")) OVER (PARTITION BY coalesce(deal_id, deal_name) ORDER BY row) AS step
    FROM found_events
    WHERE "at" IS NOT NULL AND hash(coalesce(deal_id, deal_name)) % $nth = 0
);
