# The figures of chapters/06-initialization.md, where each is explained.
load 'book/style.gp'

# ---- fits
name = 'fits'; height = 0.56; @canvas
array title_of[6] = ['all 0', 'all 1', 'only {/:Italic v} random', \
                     'random, 0.01', 'random, 1', 'random, 10']
place(i) = 3 * (i + 0.5) / 20 - 1.5
set multiplot layout 2,3 margins 0.06,0.98,0.1,0.92 spacing 0.05,0.14
set xrange [-1.6:1.6]; set yrange [-1.5:1.5]; set xtics 1; set ytics 1
set samples 20
do for [k = 1:6] {
    set title title_of[k]
    if (k % 3 != 1) { set format y '' } else { set format y '%g' }
    if (k < 4) { set format x '' } else { set format x '%g' }
    plot '+' using (place($0)):(sin(pi * place($0))) with points \
             pointtype 7 pointsize 0.4 linecolor rgb grey, \
         data('runs') index 2 * k - 1 @thick linecolor rgb blue
}
unset multiplot

# ---- losses
name = 'losses'; height = 0.46; @canvas
set logscale xy; set xrange [1:10000]; set yrange [5e-5:3000]
set format '10^{%T}'; set rmargin 14; set lmargin 9
set xlabel 'step' offset 0,0.4; set ylabel 'loss' offset 0,0
set label 1 'all 0' at 1.3,0.09 textcolor rgb grey
set label 2 'all 1' at 11000,0.9 textcolor rgb orange
set label 3 'only {/:Italic v} random' at 11000,1e-4 textcolor rgb green
set label 4 'random, 0.01' at 11000,0.25 textcolor rgb purple
set label 5 'random, 1' at 11000,5e-4 textcolor rgb blue
set label 6 'random, 10' at 11000,8e-3 textcolor rgb amber
plot data('runs') index 0 @thick linecolor rgb grey, \
     '' index 2 @thin linecolor rgb orange, \
     '' index 4 @thin linecolor rgb green, \
     '' index 6 @thin linecolor rgb purple, \
     '' index 8 @thin linecolor rgb blue, \
     '' index 10 @thin linecolor rgb amber

# ---- levels
name = 'levels'; height = 0.42; @canvas
set logscale y; set xrange [-0.5:2.5]; set yrange [1e-5:1]
set format y '10^{%T}'; set lmargin 9
set xtics ('2 units' 0, '3 units' 1, '10 units' 2); set ytics 10
set ylabel 'final loss' offset 0,0
plot data('levels') using ($1 + 0.6 * ($2 - 20.5) / 40):3 with points \
         pointtype 7 pointsize 0.45 linecolor rgb blue

# ---- bell
name = 'bell'; height = 0.52; @canvas
odd(u, z) = int(5 * u) % 2 ? z : NaN
even(u, z) = int(5 * u) % 2 ? NaN : z
dots = "with points pointtype 7 pointsize 0.2"
set multiplot layout 1,2 margins 0.09,0.98,0.19,0.96 spacing 0.12
set size ratio -1
set xrange [0:1]; set yrange [0:1]; set xtics 0.5; set ytics 0.5
set xlabel '{/:Italic u}_1' offset 0,0.4
set ylabel '{/:Italic u}_2' offset 1.5,0 norotate
plot data('pairs') using 1:(odd($1, $2)) @dots linecolor rgb blue, \
     '' using 1:(even($1, $2)) @dots linecolor rgb orange
do for [k = 1:4] {
    set object k circle at 0,0 size sqrt(-2 * log(1 - k / 5.0)) front \
        fillstyle empty border rgb grey linewidth 0.6
}
set xrange [-3.6:3.6]; set yrange [-3.6:3.6]; set xtics 2; set ytics 2
set xlabel '{/:Italic z}_1'; set ylabel '{/:Italic z}_2'
plot data('pairs') using 3:(odd($1, $4)) @dots linecolor rgb blue, \
     '' using 3:(even($1, $4)) @dots linecolor rgb orange
unset multiplot

# ---- histograms
name = 'histograms'; height = 0.78; @canvas
array column[4] = ['size 1', 'size 0.01', 'Xavier', 'He']
array row[3] = ['sigmoid', 'tanh', 'ReLU']
array low[3] = [0, -1, 0]
array high[3] = [1, 1, 3]
long(share) = 0.85 * (share > 1 / 6.0 ? 1 : 6 * share)
set multiplot layout 3,4 margins 0.11,0.99,0.11,0.94 spacing 0.02,0.05
set xrange [0.9:6]; set style fill solid 1 noborder
set ylabel offset 0,0
do for [a = 1:3] {
    set yrange [low[a] - 0.03 * (high[a] - low[a]):high[a]]; set ytics 1
    half = (high[a] - low[a]) / 60.0
    do for [s = 1:4] {
        set title (a == 1 ? column[s] : '')
        set ylabel (s == 1 ? row[a] : '')
        if (s > 1) { set format y '' } else { set format y '%g' }
        if (a == 3) {
            set xtics ('1' 1.3, '2' 2.3, '3' 3.3, '4' 4.3, '5' 5.3)
        } else { set xtics ('' 1.3, '' 2.3, '' 3.3, '' 4.3, '' 5.3) }
        set xlabel (a == 3 && s == 1 ? 'layer' : '') offset 0,0.5
        plot data('histograms') index 4 * (a - 1) + s - 1 \
            using 1:2:1:($1 + long($3)):($2 - half):($2 + half) \
            with boxxyerror linecolor rgb blue
    }
}
unset multiplot

# ---- variation
name = 'variation'; height = 0.46; @canvas
array row[3] = ['sigmoid', 'tanh', 'ReLU']
set logscale y; set xrange [0.7:5.3]; set yrange [3e-4:1.2]
set multiplot layout 1,3 margins 0.13,0.98,0.2,0.9 spacing 0.03
set xtics 1; set xlabel 'layer' offset 0,0.4
do for [a = 1:3] {
    set title row[a]
    if (a == 1) {
        set ylabel 'deviation over examples' offset -0.5,0
        set format y '10^{%T}'
    } else { set ylabel; set format y '' }
    unset label
    if (a == 1) {
        set label '1/{/:Italic n}' at 2.6,0.006 right textcolor rgb blue
        set label '2/{/:Italic n}' at 3.2,0.05 left textcolor rgb orange
    }
    plot for [f = 0:1] data('variation') index 2 * (a - 1) + f \
             using 1:3 @thin linecolor rgb word(blue.' '.orange, f + 1), \
         for [f = 0:1] '' index 2 * (a - 1) + f \
             using 1:2 with points pointtype 7 pointsize 0.5 \
             linecolor rgb word(blue.' '.orange, f + 1)
}
unset multiplot
