-- What the deals of each stage show of an end, where neither words nor a status column tell: dates of closing, reasons
-- for loss, and the lowest and highest probability. A plain close date says nothing: open deals have one too.
SELECT
    d.stage,
    count(*) AS deals,
    count(d.won_at) AS win_dates,
    count(d.lost_at) AS loss_dates,
    count(d.lost_reason) AS loss_reasons,
    count(d.probability) AS probabilities,
    min(d.probability) AS lowest,
    max(d.probability) AS highest
FROM stated_deals AS d
ANTI JOIN dropped_deals AS x ON d.sheet = x.sheet AND d.row = x.row
WHERE d.stage IS NOT NULL
GROUP BY d.stage
ORDER BY d.stage;
