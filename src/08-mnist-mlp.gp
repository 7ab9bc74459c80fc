# The figures of chapters/08-mnist-mlp.md, where each is explained.
load 'book/style.gp'
it(letter) = '{/:Italic ' . letter . '}'
if (exists('measured')) {
    figure(name) = measured . name . '.' . format
}
# What was measured: a curve as X, mean (or median), lowest and highest; one
# number.
result(name) = (exists('measured') ? measured : 'book/results/') . name . '.tsv'
column_of(before,after) = '< book/columns ' . result(name) \
    . " '" . before . "' '" . after . "'"
text_of(key) = system("sed -n 's/^" . key . "\t//p' " . result(name))
value_of(key) = real(text_of(key))
between = "with filledcurves fillstyle transparent solid 0.2 noborder"

# ---- shapes
name = 'shapes'; height = 0.3; @canvas
unset border; unset tics
set margins 0,0,0,0
set xrange [0:20]; set yrange [-0.4:6.2]
box = "fillstyle empty border linecolor rgb grey"
mark = "fillstyle solid 0.35 noborder"
set object rectangle from 1,2.2 rto 5,2 @box
set object rectangle from 1,3.2 rto 5,0.4 @mark fillcolor rgb blue
set object rectangle from 8,0.7 rto 3,5 @box
set object rectangle from 9.2,0.7 rto 0.4,5 @mark fillcolor rgb orange
set object rectangle from 12.6,3.2 rto 3,0.4 @box
set object rectangle from 13.8,3.2 rto 0.4,0.4 @mark fillcolor rgb orange
set object rectangle from 16.6,2.2 rto 3,2 @box
set object rectangle from 17.8,3.2 rto 0.4,0.4 @mark fillcolor rgb green
set label it('x') at 3.5,4.9 center
set label it('W') at 9.5,6 center
set label it('b') at 14.1,4.9 center
set label it('y') at 18.1,4.9 center
set label '×' at 7.1,3.3 center
set label '+' at 11.8,3.3 center
set label '=' at 16.1,3.3 center
set label 'in' at 3.5,1.7 center textcolor rgb grey
set label 'batch' at 0.55,3.2 center rotate textcolor rgb grey
set label 'in' at 7.6,1.6 center rotate textcolor rgb grey
set label 'out' at 9.5,0.2 center textcolor rgb grey
set label 'out' at 14.1,2.7 center textcolor rgb grey
set label 'out' at 18.1,1.7 center textcolor rgb grey
set label 'an example' at 4.6,3.9 center textcolor rgb blue
set label 'a neuron' at 11.2,5.4 textcolor rgb orange
plot NaN

# ---- activations
name = 'activations'; height = 0.33; @canvas
s(x) = 1 / (1 + exp(-x))
set multiplot layout 1,2 margins 0.06,0.98,0.2,0.88 spacing 0.09
set xrange [-5:5]; set xlabel it('x') offset 0,0.4
set yrange [0:1.1]; set title 'sigmoid'
set label 1 'slope' at 1.9,0.19 textcolor rgb orange
plot s(x) @thick linecolor rgb blue, \
     s(x) * (1 - s(x)) @thin dashtype (6,3) linecolor rgb orange
set yrange [0:5]; set title 'rectified linear unit'
set label 1 'slope' at 3.6,1.4 textcolor rgb orange
plot x > 0 ? x : 0 @thick linecolor rgb blue, \
     x > 0 ? 1 : 0 @thin dashtype (6,3) linecolor rgb orange
unset multiplot

# ---- likelihood
name = 'likelihood'; height = 0.3; @canvas
set ytics 0.1
q(x,m,s) = exp(-(x - m)**2 / (2.0 * s**2)) / (s * sqrt(2 * pi))
set xrange [-4:10]; set yrange [0:0.45]
set xlabel 'value'; set ylabel 'density'
set label 1 'wide: mean 3, deviation 2' at 5.2,0.16 textcolor rgb blue
set label 2 'narrow: mean 2, deviation 1' at 3.2,0.3 textcolor rgb orange
array data4[4] = [1, 2, 3, 6]
plot q(x,3,2) @thick linecolor rgb blue, \
     q(x,2,1) @thick linecolor rgb orange, \
     for [k = 1:4] '+' every ::0::0 using (data4[k]):(0):(0):(q(data4[k],2,1)) \
         with vectors nohead linewidth 1 linecolor rgb orange, \
     for [k = 1:4] '+' every ::0::0 using (data4[k]):(q(data4[k],3,2)) \
         with points pointtype 7 pointsize 0.6 linecolor rgb blue, \
     for [k = 1:4] '+' every ::0::0 using (data4[k]):(q(data4[k],2,1)) \
         with points pointtype 7 pointsize 0.6 linecolor rgb orange, \
     for [k = 1:4] '+' every ::0::0 using (data4[k]):(0) \
         with points pointtype 7 pointsize 0.6 linecolor rgb 'black'

# ---- surrogate
name = 'surrogate'; height = 0.3; @canvas
set xrange [0:399]; set yrange [0:2.6]; set rmargin 3
set xlabel 'step {/:Italic t}'
set label 1 'cross entropy' at 110,1.55 textcolor rgb blue
set label 2 'error rate' at 150,0.42 textcolor rgb orange
plot data('surrogate') using 1:2 @thick linecolor rgb blue, \
     data('surrogate') using 1:3 with steps linewidth 2.4 linecolor rgb orange

# ---- backprop
name = 'backprop'; height = 0.4; @canvas
unset border; unset tics
set margins 0,0,0,0
set xrange [0:10.4]; set yrange [-0.6:3.7]
place(k) = 0.8 + 2.15*k
shape = '[50][784] [50][50] [50][50] [50][10] 1'
front = 'affine relu affine loss'
do for [k = 0:4] {
    set label '{/:Italic*1.4 ' . word('x a h z L', k + 1) . '}' \
        at place(k),3.2 center
    set label word(shape, k + 1) at place(k),2.65 center textcolor rgb grey
    if (k > 0) {
        set label '{/:Italic*1.2 d' . word('x a h z L', k + 1) . '}' \
            . (k == 4 ? ' = 1' : '') at place(k),1.7 center textcolor rgb orange
    }
}
do for [k = 0:3] {
    set label word(front, k + 1) at place(k) + 1.07,3.5 center \
        textcolor rgb blue
    set arrow from place(k) + 0.35,3.2 to place(k + 1) - 0.35,3.2 \
        head filled size 0.13,20 linewidth 1.5 linecolor rgb blue
    if (k > 0) {
        set arrow from place(k + 1) - 0.45,1.7 to place(k) + 0.45,1.7 \
            head filled size 0.13,20 linewidth 1.5 linecolor rgb orange
    }
}
set label word('×W_2^⊤', 1) at place(2) + 1.07,2 center textcolor rgb orange
set label 'where on' at place(1) + 1.07,2 center textcolor rgb orange
set label it('p') . ' − label' at place(3) + 1.07,2 center textcolor rgb orange
do for [k = 0:2:2] {
    to = place(k) + 1.07
    set arrow from place(k),2.4 to to - 0.25,0.75 head filled size 0.13,20 \
        linewidth 1 linecolor rgb grey
    set arrow from place(k + 1),1.4 to to + 0.25,0.75 head filled \
        size 0.13,20 linewidth 1 linecolor rgb grey
    set label '{/:Italic dW}_' . (k / 2 + 1) . ' = ' . \
        (k ? it('h') : it('x')) . '^⊤ ' . (k ? '{/:Italic dz}' : \
        '{/:Italic da}') at to,0.4 center
    set label (k ? '[50][10]' : '[784][50]') at to,-0.1 center \
        textcolor rgb grey
}
plot NaN

# ---- check
name = 'check'; height = 0.34; @canvas
set logscale xy; set xrange [1e-12:1]; set yrange [1e-13:10]
set format xy '10^{%T}'; set xtics 1e-12,100; set ytics 1e-12,1000
set xlabel it('h'); set ylabel 'error of the derivative'
set label 1 'central, float' at 1e-10,1e-2 textcolor rgb orange
set label 2 'forward, double' at 2e-6,3e-6 right textcolor rgb green
set label 3 'central, double' at 1.2e-3,2e-11 textcolor rgb blue
plot data('check') using 1:4 @path linecolor rgb orange, \
     '' using 1:3 @path linecolor rgb green, \
     '' using 1:2 @path linecolor rgb blue

# ---- curves
name = 'curves'; height = 0.4; @canvas
kept(key) = "< sed -n 's/^" . key . "_//p' book/results/mnist-mlp-curve.tsv"
set multiplot layout 1,2 margins 0.08,0.98,0.26,0.9 spacing 0.11
set xrange [0:30]; set xlabel 'epoch'
tenth = "with lines linewidth 1.2 dashtype (6,3)"
set title 'loss'; set logscale y; set yrange [0.01:3]
set label 1 'validation' at 29,0.13 right textcolor rgb orange
set label 2 'training' at 29,0.015 right textcolor rgb blue
set label 3 'a tenth of the data' at 29,0.28 right textcolor rgb grey
plot kept('tenth_train_loss') using 1:2 @tenth linecolor rgb blue, \
     kept('tenth_validation_loss') using 1:2 @tenth linecolor rgb orange, \
     kept('train_loss') using 1:2 @path linecolor rgb blue, \
     kept('validation_loss') using 1:2 @path linecolor rgb orange
unset logscale; set yrange [0.88:1.002]; set title 'right answers'
set label 1 'validation' at 29,0.968 right textcolor rgb orange
set label 2 'training' at 29,1.005 right textcolor rgb blue
set label 3 'a tenth of the data' at 29,0.923 right textcolor rgb grey
plot kept('tenth_train_right') using 1:2 @tenth linecolor rgb blue, \
     kept('tenth_validation_right') using 1:2 @tenth linecolor rgb orange, \
     kept('train_right') using 1:2 @path linecolor rgb blue, \
     kept('validation_right') using 1:2 @path linecolor rgb orange
unset multiplot

# ---- wrong
name = 'wrong'; height = 0.78; @canvas
kept = 'book/results/mnist-mlp-wrong.tsv'
awk = "< awk -F '[_\t]' '"
matrix = awk . '$1 == "row" { k = $2 - 1; for (j = 0; j < 28; j++) ' \
    . 'ink[int(k / 8) * 40 + $3, k % 8 * 32 + j] = substr($4, j + 1, 1) } ' \
    . 'END { for (y = 0; y < 200; y++) { for (x = 0; x < 256; x++) ' \
    . 'printf "%d ", ink[y, x]; print "" } }' . "' "
names = awk . '$1 == "label" { label[$2] = $3 } $1 == "answer" { k = $2 - 1; ' \
    . 'print k % 8 * 32 + 14, int(k / 8) * 40 + 32, label[$2], $3 }' . "' "
unset border; unset tics; unset colorbox
set margins 0,0,0,0
set xrange [-1:256]; set yrange [200:-1]
set palette defined (0 'white', 1 'black')
plot matrix . kept matrix with image, \
     names . kept using 1:2:(stringcolumn(3) . ' → ' . stringcolumn(4)) \
         with labels textcolor rgb '#555555'

# ---- experiment-initialization
name = 'experiment-initialization'; height = 0.48; @canvas
rules = 'normal0.01 normal0.05 xavier he normal0.4 normal1'
array tint[6] = [grey, amber, green, blue, purple, orange]
ours(k) = column_of(activation . '_' . word(rules, k) . '_', '')
has(k) = text_of(activation . '_' . word(rules, k) . '_rate') ne ''
set multiplot layout 1,2 margins 0.08,0.98,0.22,0.91 spacing 0.09
set logscale x; set format x '10^{%T}'; set yrange [0:1]
do for [activation in 'sigmoid relu'] {
    set xlabel 'learning rate ' . eta
    if (activation eq 'sigmoid') {
        set title 'sigmoid: held-out accuracy'; set xrange [0.03:10]
        set label 1 '0.01' at 1.7,0.05 textcolor rgb grey
        set label 2 '0.05' at 5.7,0.55 textcolor rgb amber
        set label 3 'Xavier' at 0.9,0.22 right textcolor rgb green
        set label 4 'He' at 0.15,0.62 right textcolor rgb blue
        set label 5 '0.4' at 0.05,0.94 textcolor rgb purple
        set label 6 '1' at 0.05,0.55 textcolor rgb orange
    } else {
        set title 'rectified linear: held-out accuracy'; set xrange [1e-7:1]
        set xtics 1e-6,100
        set label 1 '0.01' at 0.16,0.17 textcolor rgb grey
        set label 2 '0.05' at 0.042,0.6 textcolor rgb amber
        set label 3 'Xavier' at 0.0065,0.6 right textcolor rgb green
        set label 4 'He' at 0.0023,0.86 right textcolor rgb blue
        set label 5 '0.4' at 4e-5,0.8 right textcolor rgb purple
        set label 6 '1' at 2e-6,0.5 right textcolor rgb orange
    }
    # Whoever has measured a part draws a part.
    there = ''
    do for [k = 1:6] { there = has(k) ? there . ' ' . k : there }
    if (there eq '') {
        plot NaN
    } else {
        plot for [k in there] ours(k + 0) \
                 using 1:3:4 @between fillcolor rgb tint[k + 0], \
             for [k in there] ours(k + 0) \
                 using 1:2 @path linecolor rgb tint[k + 0]
    }
}
unset multiplot

# ---- experiment-overfitting
name = 'experiment-overfitting'; height = 0.46; @canvas
sizes = system("sed -n 's/^\\([0-9]*\\)_stop_epoch_mean.*/\\1/p' " \
    . result(name))
set multiplot layout 1,2 margins 0.08,0.98,0.23,0.91 spacing 0.11
set logscale x; set xrange [1:100]; set xlabel 'epoch'
line = "with lines linewidth 1.8"
array dash[2] = [1, 2]
trained(k) = column_of(word(sizes, k) . '_train_' . what . '_', '')
held(k) = column_of(word(sizes, k) . '_validation_' . what . '_', '')
end(k,of) = value_of(word(sizes, k) . '_end_validation_' . what . '_' . of)
m = words(sizes)
do for [what in 'loss right'] {
    set title (what eq 'loss' ? 'loss' : 'right answers')
    set yrange [(what eq 'loss' ? 0 : 0.6):(what eq 'loss' ? 1.2 : 1.005)]
    above = what eq 'loss' ? 0.05 : 0.018
    below = what eq 'loss' ? -0.19 : -0.02
    set label 1 'training' at graph 0.98, graph (what eq 'loss' ? 0.05 : 0.94) \
        right textcolor rgb blue
    do for [k = 1:m] {
        up = (what eq 'loss') == (k < m)
        set label k + 1 word(sizes, k) . ' images, held out' at graph 0.98, \
            first end(k,up ? 'high' : 'low') + (up ? above : below) \
            right textcolor rgb orange
    }
    plot for [k = 1:m] trained(k) using 1:3:4 @between fillcolor rgb blue, \
         for [k = 1:m] held(k) using 1:3:4 @between fillcolor rgb orange, \
         for [k = 1:m] trained(k) using 1:2 @line \
             dashtype dash[k % 2 + 1] linecolor rgb blue, \
         for [k = 1:m] held(k) using 1:2 @line \
             dashtype dash[k % 2 + 1] linecolor rgb orange, \
         for [k = 1:m] '+' every ::0::0 \
             using (value_of(word(sizes, k) . '_stop_epoch_mean')): \
             (value_of(word(sizes, k) . '_stop_validation_' . what . '_mean')) \
             with points pointtype 7 pointsize 0.8 linecolor rgb orange
}
unset multiplot

# ---- experiment-batch
name = 'experiment-batch'; height = 0.46; @canvas
set multiplot layout 1,2 margins 0.08,0.965,0.23,0.91 spacing 0.11
set logscale x; set xrange [1:1000]; set xlabel 'batch size {/:Italic B}'
set title 'test accuracy after three epochs'; set yrange [0.7:1]
set label 1 'each at its own rate' at 1.3,0.989 textcolor rgb blue
set label 2 'all at the rate 0.1' at 2.3,0.8 textcolor rgb orange
plot column_of('', '_one') using 1:3:4 @between fillcolor rgb orange, \
     column_of('', '_own') using 1:3:4 @between fillcolor rgb blue, \
     column_of('', '_one') using 1:2 @path linecolor rgb orange, \
     column_of('', '_own') using 1:2 @path linecolor rgb blue
unset label; set yrange [0:*]
set title 'time of an epoch'
set label 1 'that of {/:Italic B} = 100' at 900,0.5 right textcolor rgb grey
plot 1 @guide, \
     column_of('', '_time') using 1:3:4 @between fillcolor rgb green, \
     column_of('', '_time') using 1:2 @path linecolor rgb green
unset multiplot
