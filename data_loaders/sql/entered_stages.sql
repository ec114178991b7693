-- How many deals entered each stage, by the events; a deal goes by its id, else by its name and customer.
SELECT
    to_stage AS stage,
    count(DISTINCT if(deal_id IS NULL, [deal_name, account_name], [deal_id])) AS deals
FROM stage_events
GROUP BY to_stage
ORDER BY to_stage;
