-- Open at the start, entered and left in the period, open at the end, by stage.
WITH visits AS (SELECT * FROM visits_until($as_of))

SELECT
    v.stage,
    count(*) FILTER (WHERE v.entered_at < $since AND (v.left_at IS NULL OR v.left_at >= $since)) AS open_at_start,
    count(*) FILTER (WHERE v.entered_at >= $since) AS entered,
    count(*) FILTER (WHERE v.left_at >= $since) AS gone,
    count(*) FILTER (WHERE v.left_at IS NULL) AS open_at_end
FROM visits AS v
INNER JOIN loaded.stages AS s ON v.stage = s.stage
WHERE s.status = 'open'
GROUP BY v.stage;
