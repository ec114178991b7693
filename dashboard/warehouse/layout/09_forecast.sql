-- The forecast category of a deal, from when to when, as its change log and the files that hold it state it: 1 omitted,
-- 2 pipeline, 3 best case, 4 commit, 5 closed, 0 another word. Before the first statement nobody knows.
CREATE OR REPLACE TEMP TABLE category_words AS
SELECT
    unnest(w.words) AS word,
    w.category
FROM (
    VALUES
    (
        1,
        [
            'omitted', 'omit', 'omittedfromforecast', 'notforecasted', '已忽略', '忽略', '已省略', '排除', '不计入预测'
        ]
    ),
    (2, ['pipeline', '管道', '管线', '流程', '一般']),
    (3, ['bestcase', 'upside', 'mostlikely', '最佳情况', '最好情况', '乐观', '最有可能']),
    (4, ['commit', 'committed', '承诺', '确定', '提交']),
    (5, ['closed', '已结束', '已关闭', '关闭', '已成交'])
) AS w (category, words);

CREATE OR REPLACE TABLE deal_categories AS
WITH stated AS (
    SELECT
        deal_no,
        TIMESTAMP '1900-01-01' AS "at",
        0 AS sequence,
        arg_min_null(old_value, ("at", row)) AS word
    FROM logged_changes
    WHERE field = 'forecast_category'
    GROUP BY deal_no
    UNION ALL
    SELECT
        deal_no,
        "at",
        row AS sequence,
        new_value AS word
    FROM logged_changes
    WHERE field = 'forecast_category'
    UNION ALL
    SELECT
        n.deal_no,
        v.as_of AS "at",
        v.order_no AS sequence,
        r.forecast_category AS word
    FROM versions AS v
    INNER JOIN loaded.deals AS r ON v.source = r.rowid
    INNER JOIN numbered AS n ON v.deal_key = n.deal_key
    WHERE r.forecast_category IS NOT NULL
)

SELECT
    s.deal_no,
    minute_of(s."at") AS from_min,
    coalesce(lead(minute_of(s."at")) OVER (PARTITION BY s.deal_no ORDER BY s."at", s.sequence), 2147483647) AS to_min,
    CASE WHEN s.word IS NOT NULL THEN cast(coalesce(w.category, 0) AS UTINYINT) END AS category
FROM stated AS s
LEFT JOIN category_words AS w ON regexp_replace(lower(s.word), '[^\p{L}]', '', 'g') = w.word
ORDER BY to_min, s.deal_no;
