# The figures of chapters/07-clipping.md, where each is explained.
load 'book/style.gp'

# ---- wall
name = 'wall'; height = 0.42; @canvas
set multiplot
set tmargin screen 0.95; set bmargin screen 0.22
set lmargin screen 0.08; set rmargin screen 0.42
set xrange [0:50]; set yrange [-2.4:2.4]; set xtics 10; set ytics 1
set xlabel 'step {/:Italic k}' offset 0,0.4
set ylabel '{/:Italic x_k}' offset 0.5,0 norotate
set label 1 'above the wall' at 24,1.75 textcolor rgb blue
set label 2 'below' at 3,-1.2 textcolor rgb orange
plot data('states') index 3 @thin linecolor rgb grey, \
     for [k = 0:2] '' index k @thin linecolor rgb orange, \
     for [k = 4:6] '' index k @thin linecolor rgb blue
unset label
set lmargin screen 0.62; set rmargin screen 0.97
set xrange [-4:4]; set xtics 2; set bmargin screen 0.64
set yrange [0:0.4]; set ytics 0.2; set format x ''
set xlabel ''; set ylabel 'loss' offset 1,0 rotate
plot data('slice') using ($1 * 1e4):2 @thick linecolor rgb blue
set tmargin screen 0.58; set bmargin screen 0.22; set format x '%g'
set yrange [0:8000]; set ytics 4000; set ylabel '|{/:Italic g}|'
set xlabel 'distance of {/:Italic b} from the wall, in 10^{−4}'
plot data('slice') using ($1 * 1e4):3 @thin linecolor rgb orange
unset multiplot

# ---- cliff
name = 'cliff'; height = 0.48; @canvas
s(x) = 1 / (1 + exp(-x))
wall(w) = 0.5 - w * s(0.5)
stats data('paths') index 0 every ::1 using 2 name 'w' nooutput
stats data('paths') index 0 every ::1 using 3 name 'b' nooutput
to_b = -2.551
to_w = w_min + (w_max - w_min) * (to_b - b_min) / (b_max - b_min)
set multiplot
set origin 0.02,-0.05; set size 0.58,1.1
set xrange [4.899:5.101]; set yrange [-0.101:0.101]; set zrange [0:0.36]
set xyplane at 0; set view 62,140,1,1.1; set hidden3d
set border 15 linewidth 0.6; unset ztics
set xtics 4.9,0.1 offset 0,-0.2; set ytics (-0.1, 0) offset 0,-0.2
set xlabel '{/:Italic w}' offset 0,-0.3
set label 1 '{/:Italic b} from the wall' at screen 0.01,0.12
splot data('surface') with lines linewidth 0.5 linecolor rgb grey, \
     data('paths') index 1 using 2:($3 - wall($2)):($4 + 0.004) \
         with linespoints linewidth 1.4 pointtype 7 pointsize 0.3 \
         linecolor rgb blue
unset origin; set size 1,1; unset hidden3d
set border 3 linewidth 1
set lmargin screen 0.67; set rmargin screen 0.98
set tmargin screen 0.95; set bmargin screen 0.2
set xrange [4.96:5.06]; set yrange [-2.64:-2.55]
set xtics 4.96,0.04 offset 0,0; set ytics 0.02 offset 0,0
set xlabel '{/:Italic w}' offset 0,0.4
set ylabel '{/:Italic b}' offset 1,0 norotate
set label 1 'wall' at 4.97,-2.587 textcolor rgb grey
set label 3 'start' at 4.997,-2.627 right textcolor rgb blue
set label 2 sprintf('to (%.1f, %.1f)', w_max, b_max) at 5.031,-2.555 right \
    textcolor rgb orange
set arrow 1 from w_min,b_min to to_w,to_b linewidth 1.2 linecolor rgb orange
plot wall(x) with lines linewidth 2 linecolor rgb grey, \
     data('paths') index 1 using 2:3 @path linecolor rgb blue
unset multiplot

# ---- directions
name = 'directions'; height = 0.36; @canvas
array u[6] = [3, 2.6, 1.2, -0.3, -1.8, -0.5]
array v[6] = [0.4, 1.5, 2, 2.2, 1.1, 0.4]
size_of(k) = sqrt(u[k]**2 + v[k]**2)
short(k) = size_of(k) > 1 ? 1 / size_of(k) : 1
cut(a) = a > 1 ? 1 : a < -1 ? -1 : a
set multiplot layout 1,2 margins 0.02,0.98,0.02,0.9 spacing 0.04
set xrange [-2.2:3.2]; set yrange [-1.15:2.4]; set size ratio -1
unset border; unset tics
do for [p = 0:1] {
    unset arrow
    set title (p ? 'by value' : 'by norm')
    do for [k = 1:6] {
        set arrow from 0,0 to u[k],v[k] nohead linewidth 1 \
            linecolor rgb grey
        x = p ? cut(u[k]) : short(k) * u[k]
        y = p ? cut(v[k]) : short(k) * v[k]
        set arrow from 0,0 to x,y front linewidth 1.8 \
            linecolor rgb word(blue.' '.orange, p + 1)
    }
    long = p ? 2 : 1
    plot sample [0:2*pi] '+' \
        using (cut(long * cos($1))):(cut(long * sin($1))) @guide
}
unset multiplot

# ---- limit
name = 'limit'; height = 0.42; @canvas
set logscale xy
set multiplot
set tmargin screen 0.95; set bmargin screen 0.22
set lmargin screen 0.12; set rmargin screen 0.48
set xrange [0.01:1000]; set yrange [1e-4:1]
set format '10^{%T}'; set xtics 100; set ytics 10
set xlabel 'norm' offset 0,0.4; set ylabel 'share that is larger' offset 0,0
set label 1 'median' at 1000,0.7 right textcolor rgb grey
set label 2 '99th percentile' at 1000,0.015 right textcolor rgb grey
plot 0.5 @guide, 0.01 @guide, data('norms') using 1:2 @thick linecolor rgb blue
unset label
set lmargin screen 0.62; set rmargin screen 0.98
set xrange [0.002:20000]; set yrange [3e-7:1]; set ytics 100
set xlabel 'limit {/:Italic c}' offset 0,0.4; set ylabel 'loss' offset 1,0
plot data('limits') using 1:3:2:4 with yerrorbars pointtype 7 pointsize 0.3 \
         linewidth 1.2 linecolor rgb blue, \
     '' using 1:3 @thin linecolor rgb blue
unset multiplot

# ---- spike
name = 'spike'; height = 0.36; @canvas
set logscale xy; set xrange [1:10000]; set yrange [0.02:5]
set format x '10^{%T}'; set rmargin 12
set xlabel 'steps, from the large gradient on'; set ylabel 'step / ' . eta
set label 1 'not clipped' at 75,0.06 textcolor rgb orange
set label 2 'at 100' at 90,0.44 textcolor rgb purple
set label 3 'at 10' at 1.5,1.3 textcolor rgb green
set label 4 'at 1' at 11000,1 textcolor rgb blue
plot data('spike') index 3 @thin linecolor rgb blue, \
     '' index 0 @thin linecolor rgb orange, \
     '' index 1 @thin linecolor rgb purple, \
     '' index 2 @thin linecolor rgb green
