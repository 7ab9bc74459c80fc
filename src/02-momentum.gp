# The figures of chapters/02-momentum.md, where each is explained.
load 'book/style.gp'
alpha = '{/:Italic α}'
f(x,y) = x**2 / 20.0 + y**2

# ---- zigzag
name = 'zigzag'; height = 0.42; @canvas
set xrange [-8:1]; set yrange [-2.9:2.9]
@contours; set cntrparam levels discrete 0.01, 0.0316, 0.1, 0.316, 1, 3.16
set table $lines; splot f(x,y); unset table; @flat
set multiplot
set lmargin screen 0.07; set rmargin screen 0.5
set bmargin screen 0.23; set tmargin screen 0.97
set xlabel '{/:Italic x}' offset 0,0.5
set ylabel '{/:Italic y}' offset 1.5,0 norotate
set ytics -2,2
plot $lines @contour, \
     data('paths') index 0 every ::0::20 using 2:3 @path linecolor rgb blue
step(value) = (difference = value - before, before = value, difference)
set lmargin screen 0.64; set rmargin screen 0.98
set xrange [0:20.9]; set boxwidth 0.5; set style fill solid
do for [k = 0:1] {
    set tmargin screen (k ? 0.56 : 0.97); set bmargin screen (k ? 0.23 : 0.64)
    set yrange [k ? -4.6 : -0.15 : k ? 4.6 : 0.85]
    if (k) { set ytics -4,4 } else { set ytics 0,0.5 }
    set xtics 5 format (k ? '%g' : '')
    set xlabel (k ? 'step {/:Italic t}' : '') offset 0,0.5
    set ylabel (k ? 'Δ{/:Italic y}' : 'Δ{/:Italic x}') offset 0.5,0 norotate
    before = k ? 2 : -7
    plot 0 with lines linewidth 0.6 linecolor rgb grey, \
         data('paths') index 0 every ::1::20 using 1:(step(column(2 + k))) \
             with boxes linecolor rgb (k ? orange : blue)
}
unset multiplot

# ---- velocity
name = 'velocity'; height = 0.36; @canvas
set multiplot layout 1,2 margins 0.07,0.93,0.27,0.87 spacing 0.16
set xrange [0:41]; set xlabel 'step {/:Italic t}' offset 0,0.4
g(t) = k && int(t) % 2 == 0 ? -1 : 1
do for [k = 0:1] {
    unset label
    set title k ? 'alternating gradient' : 'steady gradient'
    set yrange [k ? -1.6 : 0 : k ? 1.2 : 11]
    if (k) { set ytics -1,0.5 } else { set ytics 0,2 }
    if (k) {
        set label 1 '10/19' at 42,10 / 19.0
        set label 2 'Momentum' at 20,-1.35 center textcolor rgb blue
        set label 3 'SGD' at 42,1 textcolor rgb grey
    } else {
        set label 1 '10' at 42,10
        set label 2 'Momentum' at 22,7.8 textcolor rgb blue
        set label 3 'SGD' at 34,1.6 textcolor rgb grey
    }
    v = 0
    plot (k ? 10 / 19.0 : 10) @guide, (k ? -10 / 19.0 : 0) @guide, \
         [1:40:1] '+' using 1:(g($1)) @thin linecolor rgb '#C8C8C8', \
         [1:40:1] '+' using 1:(v = 0.9 * v + g($1)) @path linecolor rgb blue
}
unset multiplot

# ---- memory
name = 'memory'; height = 0.5; @canvas
set xrange [-8:8]; set yrange [-3:3]
@contours; set cntrparam levels discrete 0.01, 0.0316, 0.1, 0.316, 1, 3.16
set table $lines; splot f(x,y); unset table; @flat
set multiplot layout 2,2 margins 0.08,0.98,0.17,0.98 spacing 0.04,0.04
alphas = '0 0.5 0.9 0.99'; blocks = '8 9 1 10'
do for [k = 1:4] {
    set label 1 alpha . ' = ' . word(alphas, k) at graph 0.98,0.91 right
    set xtics 4 format (k > 2 ? '%g' : '')
    set ytics -2,2 format (k % 2 ? '%g' : '')
    set xlabel (k > 2 ? '{/:Italic x}' : '') offset 0,0.5
    set ylabel (k % 2 ? '{/:Italic y}' : '') offset 1,0 norotate
    plot $lines @contour, \
         data('paths') index int(word(blocks, k)) every ::0::40 using 2:3 \
             @path linecolor rgb blue, \
         '+' every ::0::0 using (0):(0) with points pointtype 1 \
             pointsize 0.7 linecolor rgb 'black'
}
unset multiplot

# ---- roots
name = 'roots'; height = 0.41; @canvas
set multiplot
set lmargin screen 0.08; set rmargin screen 0.44
set bmargin screen 0.22; set tmargin screen 0.97
set size ratio -1
set xrange [-1.3:1.3]; set yrange [-1.15:1.15]
set xtics 1; set ytics 1
set xlabel 'real part' offset 0,0.5
set ylabel 'imaginary part' offset 1.5,0
a = 0.5; total(q) = 1 + a - q; inside(q) = total(q)**2 - 4 * a
real1(q) = (total(q) + (inside(q) > 0 ? sqrt(inside(q)) : 0)) / 2
real2(q) = total(q) - real1(q)
above(q) = inside(q) < 0 ? sqrt(-inside(q)) / 2 : 0
set label 1 '0' at 1.06,0.12
set label 2 '3' at -1.06,0.12 right
set label 3 '√' . alpha at -0.12,0.12
set arrow 1 from 0,0 to 0.5,0.5 nohead linewidth 0.6 linecolor rgb grey
set samples 61
set parametric; set trange [0:2*pi]
plot cos(t), sin(t) @guide, \
     '+' using (real1($0 / 20)):(above($0 / 20)) with points \
         pointtype 7 pointsize 0.35 linecolor rgb blue, \
     '+' using (real2($0 / 20)):(-above($0 / 20)) with points \
         pointtype 7 pointsize 0.35 linecolor rgb orange
unset parametric; unset label; unset arrow; set size noratio
set samples 500
set lmargin screen 0.56; set rmargin screen 0.98
set xrange [0:4]; set yrange [0:1.5]; set xtics 1; set ytics 0.5
set xlabel eta . lambda offset 0,0.4
set ylabel 'larger root, |{/:Italic z}|' offset 1,0
set label 1 alpha . ' = 0' at 0.85,0.06 right textcolor rgb grey
set label 2 alpha . ' = 0.5' at 2.35,0.63 center textcolor rgb blue
set label 3 alpha . ' = 0.9' at 1.05,0.87 center textcolor rgb orange
plot 1 @guide, data('factors') using 1:2 @thin linecolor rgb grey, \
     '' using 1:3 @thin linecolor rgb blue, \
     '' using 1:4 @thick linecolor rgb orange
unset multiplot

# ---- settle
name = 'settle'; height = 0.45; @canvas
set logscale xy; set xrange [0.001:2.3]; set yrange [8:12000]
set format y '10^{%T}'; set rmargin 9
set xlabel 'learning rate ' . eta; set ylabel 'steps to settle'
level(a) = log(6450) / -log(a)
settled(t) = t > 0 ? t : NaN
set label 1 alpha . ' = 0, SGD' at 0.013,4600 textcolor rgb grey
set label 2 alpha . ' = 0.5' at 0.0042,3000 right textcolor rgb blue
set label 3 alpha . ' = 0.9' at 0.0055,240 right textcolor rgb orange
set label 4 alpha . ' = 0.99' at 0.15,1300 textcolor rgb purple
set label 5 sprintf('%.1f', level(0.5)) at 2.5,level(0.5)
set label 6 sprintf('%.1f', level(0.9)) at 2.5,level(0.9)
set label 7 sprintf('%.1f', level(0.99)) at 2.5,level(0.99)
plot level(0.5) @guide, level(0.9) @guide, level(0.99) @guide, \
     data('settle') using 1:(settled($2)) @thin linecolor rgb grey, \
     '' using 1:(settled($3)) @thin linecolor rgb blue, \
     '' using 1:(settled($4)) @thick linecolor rgb orange, \
     '' using 1:(settled($5)) @thin linecolor rgb purple

# ---- race
name = 'race'; height = 0.4; @canvas
set logscale y; set xrange [0:100]; set yrange [1e-9:20]
set format y '10^{%T}'; set ytics 1e-9,1000
set xlabel 'step {/:Italic t}'; set ylabel '{/:Italic f}'
set label 1 'SGD, best rate' at 68,3e-5 textcolor rgb grey
set label 2 'Momentum, ' . alpha . ' = 0.9' at 66,0.3 textcolor rgb orange
set label 3 'Momentum, tuned' at 31,1e-7 textcolor rgb blue
plot 6.45 * 0.9**x @guide, \
     data('paths') index 11 using 1:(f($2,$3)) @thin linecolor rgb grey, \
     '' index 1 using 1:(f($2,$3)) @thin linecolor rgb orange, \
     '' index 13 using 1:(f($2,$3)) @thick linecolor rgb blue

# ---- noise
name = 'noise'; height = 0.38; @canvas
set logscale y; set xrange [0:1000]; set yrange [0.15:10]
set rmargin 3
set xlabel 'step {/:Italic t}'; set ylabel 'typical distance'
rest(e,a) = sqrt(e / 0.1 * (1 + a) / ((1 - a) * (2 * (1 + a) - 0.1 * e)))
set label 1 'SGD, ' . eta . ' = 0.01' at 560,5.6 textcolor rgb grey
set label 2 'SGD, ' . eta . ' = 0.1' at 150,2.6 textcolor rgb orange
set label 3 'Momentum, ' . eta . ' = 0.01, ' . alpha . ' = 0.9' at 330,1.02 \
    textcolor rgb blue
plot rest(0.1, 0) @guide, rest(0.01, 0) @guide, \
     data('noise') using 1:4 @thin linecolor rgb grey, \
     '' using 1:2 @thick linecolor rgb orange, \
     '' using 1:3 @thin linecolor rgb blue

# ---- arrows
name = 'arrows'; height = 0.7; @canvas
set xrange [-4.7:0.6]; set yrange [-1.3:1.9]; set size ratio -1
@contours; set cntrparam levels discrete 0.1, 0.316, 1, 1.78, 3.16
set table $lines; splot f(x,y); unset table; @flat
set multiplot layout 2,2 margins 0.06,0.99,0.09,0.96 spacing 0.06,0.08
titles = 'SGD Momentum Nesterov Shifted'
grad = '−' . eta . '{/:Italic g}'; push = alpha . '{/:Italic v}'
new = theta . '_{{/:Italic t}+1}'; old = theta . '_{/:Italic t}'
big = '{/:Italic Θ}'
array px[6]; array py[6]
stats data('arrows') using (px[int($0) + 1] = $1):(py[int($0) + 1] = $2) \
    nooutput
array arrows[4] = ['12', '13 34 14', '13 35 15', '35 56 36']
do for [k = 0:3] {
    unset label
    set title word(titles, k + 1)
    set xtics 1 format (k > 1 ? '%g' : ''); set ytics 1
    set format y (k % 2 ? '' : '%g')
    if (k < 3) { set label 1 old at -4.1,1.02 right }
    if (k == 0) {
        set label 2 grad at -3.82,0.55 textcolor rgb orange
        set label 3 new at -3.75,-0.15
    }
    if (k == 1 || k == 2) {
        set label 2 push at -3.2,1.42 center textcolor rgb sky
        set label 3 grad at -2.2,0.95 textcolor rgb orange
        set label 4 '{/:Italic v}_{{/:Italic t}+1}' \
            at -3.3,(k == 1 ? 0.55 : 0.4) center textcolor rgb blue
        set label 5 new at (k == 1 ? -2.15 : -2.2),(k == 1 ? 0.3 : -0.15)
    }
    if (k == 2) { set label 6 big . '_{/:Italic t}' at -2.35,1.55 }
    if (k == 3) {
        set label 1 big . '_{/:Italic t}' at -2.35,1.55
        set label 2 grad at -2.45,0.75 right textcolor rgb orange
        set label 3 new at -2.4,-0.15 right
        set label 4 alpha . '{/:Italic v}_{{/:Italic t}+1}' at -1.75,-0.55 \
            right textcolor rgb sky
        set label 5 big . '_{{/:Italic t}+1}' at -0.85,-0.95
    }
    unset arrow
    do for [n = 1:words(arrows[k + 1])] {
        from = int(substr(word(arrows[k + 1], n), 1, 1))
        to = int(substr(word(arrows[k + 1], n), 2, 2))
        ink = k == 0 || (k < 3 && n == 2) || (k == 3 && n == 1) ? orange \
            : n == 3 ? blue : sky
        set arrow from px[from], py[from] to px[to], py[to] \
            head filled size screen 0.012,20 linewidth 1.8 linecolor rgb ink
    }
    plot $lines @contour, \
         '+' every ::0::0 using (0):(0) with points pointtype 1 \
             pointsize 0.7 linecolor rgb 'black'
}
unset multiplot

# ---- limits
name = 'limits'; height = 0.42; @canvas
set xrange [0:4]; set yrange [0:1.4]
set xlabel eta . lambda; set ylabel 'larger root, |{/:Italic z}|'
set label 1 'SGD' at 2.42,1.3 textcolor rgb grey
set label 2 'Momentum' at 3.2,0.86 center textcolor rgb orange
set label 3 'Nesterov' at 1.58,1.3 textcolor rgb blue
set label 4 'wrong order' at 0.88,1.3 right textcolor rgb purple
plot 1 @guide, data('factors') using 1:2 @thin linecolor rgb grey, \
     '' using 1:4 @thick linecolor rgb orange, \
     '' using 1:5 @thick linecolor rgb blue, \
     '' using 1:6 @thin linecolor rgb purple
