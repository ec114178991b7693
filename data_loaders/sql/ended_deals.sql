-- Deals that a word ends without saying how, and nothing else in the file does: the word, their stage, how many.
SELECT
    coalesce(w.text, stage) AS word,
    stage,
    count(*) AS deals
FROM judged_deals
LEFT JOIN status_words AS w ON judged_deals.status = w.text AND w.status = 'ended'
WHERE told IS NULL AND ended
GROUP BY ALL
ORDER BY deals DESC, word;
