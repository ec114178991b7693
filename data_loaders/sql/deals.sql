-- The canonical deals. The status: a closing stage set by hand, else what the columns state, else what the stage
-- means, else open; where nothing in the file states an outcome, the dates of winning and losing do. Flags know no
-- third outcome: a stage that means void is not lost by them. A word that merely ends a deal (`Closed`) leaves the
-- outcome to everything else, then to the dates of winning and losing and a reason for loss, then to the person who was
-- asked; until then it is void. A plain close date is the day of closing of a closed deal and the expected day
-- of an open one; of a month that has not ended, in which closed deals closed, it is the last day so far.
CREATE OR REPLACE TEMP VIEW judged_deals AS
-- What a stage says is worked out for the few stages, not for each deal.
WITH stage_words AS (
    SELECT
        stage,
        status,
        CASE WHEN strength = 0 AND status <> 'open' THEN status END AS by_hand,
        CASE WHEN strength <> 5 AND status IN ('won', 'lost', 'void') THEN status END AS by_word,
        CASE WHEN status IN ('won', 'lost', 'void') THEN status END AS by_sign,
        status = 'ended' AS is_ended,
        status = 'void' AS is_void
    FROM stage_statuses
),

joined AS (
    SELECT
        d.*,
        s.status AS stage_status,
        c.entered_at AS closing_date,
        coalesce(d.ended OR s.is_ended, FALSE) AS is_ended,
        coalesce(
            s.by_hand,
            CASE WHEN s.is_void AND d.word_status IS NULL AND d.stated_status = 'lost' THEN 'void' END,
            d.stated_status,
            s.by_word,
            CASE
                WHEN NOT (SELECT w.outcome_by_dates FROM wishes AS w) THEN NULL
                WHEN d.won_at >= coalesce(d.lost_at, d.won_at) THEN 'won'
                WHEN d.lost_at IS NOT NULL THEN 'lost'
            END,
            s.by_sign
        ) AS stated
    FROM stated_deals AS d
    LEFT JOIN stage_words AS s ON d.stage = s.stage
    LEFT JOIN closing_dates AS c ON d.sheet = c.sheet AND d.row = c.row AND d.stage = c.stage
    ANTI JOIN dropped_deals AS x ON d.sheet = x.sheet AND d.row = x.row
    WHERE d.deal_id IS NOT NULL OR d.deal_name IS NOT NULL
),

told AS (
    SELECT
        * EXCLUDE (ended, is_ended, stated),
        is_ended AS ended,
        coalesce(
            stated,
            CASE
                WHEN NOT is_ended THEN NULL
                WHEN won_at >= coalesce(lost_at, won_at) THEN 'won'
                WHEN lost_at IS NOT NULL OR lost_reason IS NOT NULL THEN 'lost'
            END
        ) AS told
    FROM joined
)

SELECT
    *,
    coalesce(told, CASE WHEN ended THEN coalesce((SELECT w.closed FROM wishes AS w), 'void') END, 'open') AS outcome
FROM told;

CREATE OR REPLACE TEMP VIEW canonical_deals AS
SELECT
    sheet,
    row,
    deal_id,
    deal_name,
    account_id,
    account_name,
    contact_name,
    owner_id,
    owner_name,
    team,
    pipeline,
    stage,
    outcome AS status,
    stage_entered_at,
    CASE WHEN outcome = 'won' THEN coalesce(won_amount, amount) ELSE coalesce(amount, won_amount) END AS amount,
    coalesce(currency, (SELECT w.currency FROM wishes AS w)) AS currency,
    amount_base,
    probability,
    forecast_category,
    created_at,
    CASE
        WHEN outcome = 'open' THEN coalesce(expected_close, cast(close_date AS DATE), cast(closed_at AS DATE))
        ELSE expected_close
    END AS expected_close,
    CASE
        WHEN outcome <> 'open' THEN coalesce(
            CASE outcome WHEN 'won' THEN won_at WHEN 'lost' THEN lost_at END,
            closed_at,
            CASE
                WHEN cast(close_date AS DATE) = (SELECT last_day(w.closed_by) FROM wishes AS w)
                    THEN least(close_date, (SELECT w.closed_by FROM wishes AS w))
                ELSE close_date
            END,
            lost_at,
            closing_date,
            CASE WHEN stage_status = outcome THEN stage_entered_at END
        )
    END AS closed_at,
    lost_reason,
    competitor,
    source,
    deal_type,
    customer_type,
    product,
    segment,
    region,
    industry,
    next_step,
    last_activity_at,
    next_activity_at,
    modified_at,
    extra,
    snapshot_at
FROM judged_deals;
