-- The forecast category of a deal, from when to when, as its change log and the files that hold it state it: 1 omitted,
-- 2 pipeline, 3 best case, 4 commit, 5 closed, 0 another word. Before the first statement nobody knows.
CREATE OR REPLACE MACRO forecast_category_of(word) AS cast(
    CASE regexp_replace(lower(word), '[^\p{L}]', '', 'g')
        WHEN 'omitted' THEN 1 WHEN 'omit' THEN 1 WHEN 'omittedfromforecast' THEN 1 WHEN 'notforecasted' THEN 1
        WHEN '已忽略' THEN 1 WHEN '忽略' THEN 1 WHEN '已省略' THEN 1 WHEN '排除' THEN 1 WHEN '不计入预测' THEN 1
        WHEN 'pipeline' THEN 2 WHEN '管道' THEN 2 WHEN '管线' THEN 2 WHEN '流程' THEN 2 WHEN '一般' THEN 2
        WHEN 'bestcase' THEN 3 WHEN 'upside' THEN 3 WHEN 'mostlikely' THEN 3
        WHEN '最佳情况' THEN 3 WHEN '最好情况' THEN 3 WHEN '乐观' THEN 3 WHEN '最有可能' THEN 3
        WHEN 'commit' THEN 4 WHEN 'committed' THEN 4 WHEN '承诺' THEN 4 WHEN '确定' THEN 4 WHEN '提交' THEN 4
        WHEN 'closed' THEN 5 WHEN '已结束' THEN 5 WHEN '已关闭' THEN 5 WHEN '关闭' THEN 5 WHEN '已成交' THEN 5
        ELSE 0
    END AS UTINYINT
);

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
    deal_no,
    minute_of("at") AS from_min,
    coalesce(lead(minute_of("at")) OVER (PARTITION BY deal_no ORDER BY "at", sequence), 2147483647) AS to_min,
    CASE WHEN word IS NOT NULL THEN forecast_category_of(word) END AS category
FROM stated
ORDER BY to_min, deal_no;
