-- Names behind the codes of one dimension; code 0 is the blank.
SELECT
    code,
    value
FROM dimension_values
WHERE dimension = $dimension;
