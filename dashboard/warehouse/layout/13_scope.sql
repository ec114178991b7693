-- The scope: filter, as-of and reader's rights, applied here and nowhere else. Every metric reads these macros.
-- scope is one struct: a list of codes a dimension (null: all), amount_from, amount_before, active_since (day),
-- as_of (minute), from_day, before_day (null: open), rates (by currency code, at the as-of), by (the column of the
-- breakdown), owners_then (owner and team as they were then; null: as they are now), and of the files' own columns
-- (own_N) custom_fields (the numbers of those filtered by; null: none) and custom (a list of codes each, in the same
-- order). without: numbers of deals to leave out, one text with commas (null: none), since the scope is copied wherever
-- a part of it is read, and a long list takes long to copy.
--
-- A part that is null is folded away, so that reading rows does not pay for it. Planning does, each time a macro is
-- named: a level of SELECT * costs a third of a millisecond, a join half a one, the parts of a filter that are null
-- three. So the macros that read the fast tables stand in plain, one level deep, for scopes without deals left out, and
-- once more in main, around those, for every scope. Whoever asks with a plain scope asks in the schema plain, and with
-- an in_filter and in_period of no more parts than are asked for (scope.py).
CREATE SCHEMA IF NOT EXISTS plain;

CREATE OR REPLACE MACRO in_period(scope, day) AS (
    (scope['from_day'] IS NULL OR day >= scope['from_day'])
    AND (scope['before_day'] IS NULL OR day < scope['before_day'])
    AND (day <> -2147483648 OR (scope['from_day'] IS NULL AND scope['before_day'] IS NULL))
);

CREATE OR REPLACE MACRO floor_day(minute) AS cast(floor(minute / 1440) AS INTEGER);

-- Months since year 0 of a day number.
CREATE OR REPLACE MACRO month_of(day) AS (
    year(DATE '1970-01-01' + day) * 12 + month(DATE '1970-01-01' + day) - 1
);

-- Owner and team now, or at the time of the row where a history tells them.
CREATE OR REPLACE MACRO at_the_time(scope, now, before) AS CASE WHEN scope['owners_then'] THEN before ELSE now END;

-- Whether one part of the filter lets a row of a fast table through: the one list of the parts, each a column there.
CREATE OR REPLACE MACRO fits_pipeline(scope) AS coalesce(list_contains(scope['pipeline'], pipeline), TRUE);
CREATE OR REPLACE MACRO fits_owner(scope) AS (
    coalesce(list_contains(scope['owner'], at_the_time(scope, owner, owner_then)), TRUE)
);
CREATE OR REPLACE MACRO fits_team(scope) AS (
    coalesce(list_contains(scope['team'], at_the_time(scope, team, team_then)), TRUE)
);
CREATE OR REPLACE MACRO fits_segment(scope) AS coalesce(list_contains(scope['segment'], segment), TRUE);
CREATE OR REPLACE MACRO fits_source(scope) AS coalesce(list_contains(scope['source'], source), TRUE);
CREATE OR REPLACE MACRO fits_product(scope) AS coalesce(list_contains(scope['product'], product), TRUE);
CREATE OR REPLACE MACRO fits_deal_type(scope) AS coalesce(list_contains(scope['deal_type'], deal_type), TRUE);
CREATE OR REPLACE MACRO fits_region(scope) AS coalesce(list_contains(scope['region'], region), TRUE);
CREATE OR REPLACE MACRO fits_industry(scope) AS coalesce(list_contains(scope['industry'], industry), TRUE);
CREATE OR REPLACE MACRO fits_customer_type(scope) AS (
    coalesce(list_contains(scope['customer_type'], customer_type), TRUE)
);
CREATE OR REPLACE MACRO fits_size_band(scope) AS coalesce(list_contains(scope['size_band'], size_band), TRUE);
CREATE OR REPLACE MACRO fits_amount_from(scope) AS (
    scope['amount_from'] IS NULL OR deal_value >= scope['amount_from']
);
CREATE OR REPLACE MACRO fits_amount_before(scope) AS (
    scope['amount_before'] IS NULL OR deal_value < scope['amount_before']
);
CREATE OR REPLACE MACRO fits_active_since(scope) AS (
    scope['active_since'] IS NULL OR last_activity_day >= scope['active_since']
);

-- Whether the filter as a whole does. It cannot name the files' own columns, since they differ from data to data.
CREATE OR REPLACE MACRO in_filter(scope) AS (
    fits_pipeline(scope)
    AND fits_owner(scope)
    AND fits_team(scope)
    AND fits_segment(scope)
    AND fits_source(scope)
    AND fits_product(scope)
    AND fits_deal_type(scope)
    AND fits_region(scope)
    AND fits_industry(scope)
    AND fits_customer_type(scope)
    AND fits_size_band(scope)
    AND fits_amount_from(scope)
    AND fits_amount_before(scope)
    AND fits_active_since(scope)
    AND (scope['custom'] IS NULL OR error('the files'' own columns need a cursor made for the scope') IS NULL)
);

CREATE OR REPLACE MACRO left_out(scope) AS TABLE
    SELECT unnest(cast(string_split(scope['without'], ',') AS INTEGER[])) AS deal
    WHERE scope['without'] IS NOT NULL;

-- Visits begun by the as-of. is_current: not left by then. leaves: 0 where it is current; leaves_once: as it ended, be
-- it later, for those that ask for visits left by the as-of: what stands in the row is quicker to group by. code: that
-- of the breakdown; 0: none asked, or no value.
CREATE OR REPLACE MACRO plain.scoped_visits(scope) AS TABLE
    SELECT
        * EXCLUDE (leaves),
        left_min > scope['as_of'] AS is_current,
        CASE WHEN left_min > scope['as_of'] THEN 0 ELSE leaves END AS leaves,
        leaves AS leaves_once,
        CASE
            WHEN scope['by'] IS NULL THEN cast(0 AS USMALLINT)
            ELSE COLUMNS([coalesce(scope['by'], 'pipeline')])
        END AS code
    FROM fast.visits
    WHERE entered_min <= scope['as_of'] AND in_filter(scope);

CREATE OR REPLACE MACRO scoped_visits(scope) AS TABLE
    SELECT r.*
    FROM plain.scoped_visits(scope) AS r
    ANTI JOIN left_out(scope) AS w ON r.deal = w.deal;

-- Visits whose length is counted (definitions §3): begun in the period, in an open stage, by deals with a history, of
-- which a file tells when they began.
CREATE OR REPLACE MACRO scoped_stays(scope) AS TABLE
    SELECT *
    FROM scoped_visits(scope)
    WHERE kind = 0 AND evidence < 3 AND entry_known AND in_period(scope, floor_day(entered_min));

-- The same with what the deal of each visit is at the as-of. deal_kind: 0 open, 1 won, 2 lost, 3 void, 4 missing.
-- The last visit of a deal tells; only of deals that go on after the as-of need the visits be looked up: those that
-- were closed then, and were opened again since.
CREATE OR REPLACE MACRO scoped_visits_of_deals(scope) AS TABLE
    SELECT
        v.*,
        v.last_kind AS deal_kind
    FROM scoped_visits(scope) AS v
    WHERE v.last_min <= scope['as_of']
    UNION ALL
    SELECT
        g.*,
        coalesce(e.kind, cast(0 AS UTINYINT)) AS deal_kind
    FROM scoped_visits(scope) AS g
    LEFT JOIN (
        SELECT
            o.deal,
            o.kind
        FROM scoped_visits(scope) AS o
        WHERE o.kind > 0 AND o.is_current AND o.left_min < 2147483647
    ) AS e ON g.deal = e.deal
    WHERE g.last_min > scope['as_of'];

-- Deals that stood in an open stage at an instant (at_min, up to the as-of) of which a file tells since when: the days
-- in it, earlier stays there included, and the first day of the age band (bands: the first day of each, ascending,
-- those of age_band).
CREATE OR REPLACE MACRO scoped_ages(scope, at_min, bands) AS TABLE
    SELECT
        v.deal,
        v.rank,
        (v.earlier_min + at_min - v.entered_min) / 1440.0 AS age_days,
        cast(bands[age_band((v.earlier_min + at_min - v.entered_min) // 1440) + 1] AS INTEGER) AS first_day
    FROM scoped_visits(scope) AS v
    WHERE v.kind = 0 AND v.entry_known AND v.entered_min <= at_min AND v.left_min > at_min;

-- Deals known by the as-of.
CREATE OR REPLACE MACRO plain.scoped_deals(scope) AS TABLE
    SELECT
        *,
        CASE
            WHEN scope['by'] IS NULL THEN cast(0 AS USMALLINT)
            ELSE COLUMNS([coalesce(scope['by'], 'pipeline')])
        END AS code
    FROM fast.deals
    WHERE
        least(entered_min, CASE WHEN created_min = -2147483648 THEN entered_min ELSE created_min END) <= scope['as_of']
        AND in_filter(scope);

CREATE OR REPLACE MACRO scoped_deals(scope) AS TABLE
    SELECT r.*
    FROM plain.scoped_deals(scope) AS r
    ANTI JOIN left_out(scope) AS w ON r.deal = w.deal;

-- The same of all owners and segments, as far as they tell a customer's story; and what had been bought as known by the
-- as-of. Read beside deals in scope: a customer is not new to us because another has sold to it.
CREATE OR REPLACE MACRO scoped_customers(scope) AS TABLE
    SELECT
        d.deal,
        d.account_key,
        d.product,
        d.bought_known_min,
        CASE WHEN d.created_min = -2147483648 THEN d.entered_min ELSE d.created_min END AS born_min
    FROM fast.deals AS d
    WHERE
        least(d.entered_min, CASE WHEN d.created_min = -2147483648 THEN d.entered_min ELSE d.created_min END)
        <= scope['as_of'];

CREATE OR REPLACE MACRO scoped_purchases(scope) AS TABLE
    SELECT
        p.deal,
        p.account_key,
        p.product,
        p.won_min
    FROM purchases AS p
    WHERE p.from_min <= scope['as_of'] AND p.to_min > scope['as_of'];

-- Every state begun by the as-of; a snapshot at an instant is from_min <= instant < to_min.
-- value: amount in the reporting currency, open deals at the rate of the as-of, closed ones at that of their closing.
CREATE OR REPLACE MACRO plain.scoped_states(scope) AS TABLE
    SELECT
        *,
        CASE
            WHEN kind > 0 THEN closed_value
            ELSE amount * coalesce(scope['rates'][currency + 1], file_rate)
        END AS value,
        CASE
            WHEN scope['by'] IS NULL THEN cast(0 AS USMALLINT)
            ELSE COLUMNS([coalesce(scope['by'], 'pipeline')])
        END AS code
    FROM fast.states
    WHERE from_min <= scope['as_of'] AND in_filter(scope);

CREATE OR REPLACE MACRO scoped_states(scope) AS TABLE
    SELECT r.*
    FROM plain.scoped_states(scope) AS r
    ANTI JOIN left_out(scope) AS w ON r.deal = w.deal;

-- Deals from an earlier instant (since_min) to the as-of (definitions §8): those open at either, and those that came
-- and went in between. from_kind, to_kind: 0 open, 1 won, 2 lost, 3 void, 4 missing, 9 not there; from_rank, to_rank:
-- the stage of an open deal, else 0. value: at the as-of, of a closed deal that of its closing.
CREATE OR REPLACE MACRO scoped_moves(scope, since_min) AS TABLE
    SELECT
        coalesce(a.deal, b.deal) AS deal,
        coalesce(a.pipeline, b.pipeline) AS pipeline,
        coalesce(b.kind, 9) AS from_kind,
        CASE b.kind WHEN 0 THEN b.rank ELSE 0 END AS from_rank,
        coalesce(a.kind, 9) AS to_kind,
        CASE a.kind WHEN 0 THEN a.rank ELSE 0 END AS to_rank,
        a.value
    FROM (
        SELECT
            n.deal,
            n.kind,
            n.pipeline,
            n.rank,
            n.value
        FROM scoped_states(scope) AS n
        WHERE n.to_min > scope['as_of']
    ) AS a
    FULL OUTER JOIN (
        SELECT
            t.deal,
            t.kind,
            t.pipeline,
            t.rank
        FROM scoped_states(scope) AS t
        WHERE t.from_min <= since_min AND t.to_min > since_min
    ) AS b ON a.deal = b.deal
    WHERE coalesce(a.kind, 9) = 0 OR coalesce(b.kind, 9) IN (0, 9);

-- When deals were open, by the as-of, and what was done by then.
CREATE OR REPLACE MACRO plain.scoped_spans(scope) AS TABLE
    SELECT
        *,
        CASE
            WHEN scope['by'] IS NULL THEN cast(0 AS USMALLINT)
            ELSE COLUMNS([coalesce(scope['by'], 'pipeline')])
        END AS code
    FROM fast.spans
    WHERE from_min <= scope['as_of'] AND in_filter(scope);

CREATE OR REPLACE MACRO scoped_spans(scope) AS TABLE
    SELECT r.*
    FROM plain.scoped_spans(scope) AS r
    ANTI JOIN left_out(scope) AS w ON r.deal = w.deal;

CREATE OR REPLACE MACRO plain.scoped_activities(scope) AS TABLE
    SELECT
        *,
        CASE
            WHEN scope['by'] IS NULL THEN cast(0 AS USMALLINT)
            ELSE COLUMNS([coalesce(scope['by'], 'pipeline')])
        END AS code
    FROM fast.activities
    WHERE done_min <= scope['as_of'] AND in_filter(scope);

CREATE OR REPLACE MACRO scoped_activities(scope) AS TABLE
    SELECT r.*
    FROM plain.scoped_activities(scope) AS r
    ANTI JOIN left_out(scope) AS w ON r.deal = w.deal;

-- The last activity of every deal by the as-of, whoever had it then: read beside deals in scope. to_min: until when the
-- deal was open, where it is a whole span, else 2147483647.
CREATE OR REPLACE MACRO latest_activities(scope) AS TABLE
    SELECT
        a.deal,
        a.done_min,
        a.to_min
    FROM fast.activities AS a
    WHERE a.done_min <= scope['as_of'] AND a.later_min > scope['as_of'];

-- The same of deals that are no whole span, whoever had them then: read beside openings in scope.
CREATE OR REPLACE MACRO scoped_broken_activities(scope) AS TABLE
    SELECT
        a.deal,
        a.type,
        a.done_day
    FROM fast.activities AS a
    WHERE NOT a.is_whole AND a.done_min <= scope['as_of'];

-- Deals that were open at some time from start_min (null: ever) to before end_min (at most a minute after the as-of):
-- how long, and what they are at the as-of. A deal that changed hands within that time is a row a value.
CREATE OR REPLACE MACRO scoped_openings(scope, start_min, end_min) AS TABLE
    SELECT
        w.deal,
        w.code,
        w.is_whole,
        CASE WHEN w.to_min > scope['as_of'] THEN 0 ELSE w.next_kind END AS kind,
        cast(least(w.to_min, end_min) - greatest(w.from_min, coalesce(start_min, w.from_min)) AS BIGINT) AS open_minutes
    FROM scoped_spans(scope) AS w
    WHERE
        w.is_whole
        AND w.from_min < end_min
        AND (start_min IS NULL OR (w.to_min > start_min AND start_min < end_min))
    UNION ALL
    SELECT
        b.deal,
        b.code,
        FALSE AS is_whole,
        any_value(k.kind) AS kind,
        cast(sum(least(b.to_min, end_min) - greatest(b.from_min, coalesce(start_min, b.from_min))) AS BIGINT)
            AS open_minutes
    FROM scoped_spans(scope) AS b
    LEFT JOIN scoped_spans(scope) AS k ON b.deal = k.deal AND NOT k.is_whole AND k.to_min > scope['as_of']
    WHERE
        NOT b.is_whole
        AND b.kind = 0
        AND b.from_min < end_min
        AND (start_min IS NULL OR (b.to_min > start_min AND start_min < end_min))
    GROUP BY b.deal, b.code;
