# Draws the reader's runs of chapter 2 over the reference, after `make check`.
# tests/grader/draw.sh sets mine, reference (folders) and picture (a file).
format = 'svg'; topic = '02-momentum'
load 'book/style.gp'
figure(name) = picture
name = 'check'; height = 1.0; @canvas

# A run that is not there is drawn from nothing.
file(folder, name) = system(sprintf("test -s '%s/%s.out' && echo '%s/%s.out' \
    || echo /dev/null", folder, name, folder, name))
wide = "with lines linewidth 6 linecolor rgb '#CCCCCC'"
set datafile missing 'nan'

# What a panel does not show must be said in it.
leaves(name) = system(sprintf("awk 'tolower($0) ~ /nan|inf/ || $2 < -8 || \
    $2 > 3 || $3 < -3 || $3 > 3 { print \"your run leaves the panel\"; exit }' \
    '%s'", file(mine, name)))

set multiplot layout 3,2 margins 0.09,0.97,0.06,0.9 spacing 0.1,0.11 \
    title "your run (blue) over the reference (grey): {/:Italic f} from \
(−7, 2), " . eta . " = 0.1, {/:Italic α} = 0.9"
set xrange [-8:3]; set yrange [-3:3]
do for [name in "momentum_step nesterov_lookahead nesterov_step \
    nesterov_shifted_step nesterov_unshift repaired_nesterov_shifted_step"] {
    set title name noenhanced
    set label 1 leaves(name) at graph 0.03, graph 0.93 textcolor rgb blue
    plot file(reference, name) using 2:3 @wide, \
         file(mine, name) using 2:3 @path linecolor rgb blue
}
unset multiplot
