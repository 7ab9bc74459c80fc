# The condition, for awk, that a value in COLUMN is not a number or is not from
# LOW to HIGH.
outside(column, low, high) = sprintf("tolower($%d) ~ /nan|inf/ || \
    $%d + 0 < %g || $%d + 0 > %g", column, column, low, column, high)
