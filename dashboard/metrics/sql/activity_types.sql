-- Types of activities by their code; facts are read within the scope, the names behind them are the same for all.
SELECT
    code,
    type
FROM activity_types;
