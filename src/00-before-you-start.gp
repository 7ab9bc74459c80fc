load 'book/style.gp'
it(letter) = '{/:Italic ' . letter . '}'

# The gap to the straight line shrinks with the square of the step. Mind the
# 20.0: gnuplot, like C, makes 49 / 20 a 2.
f(x) = x**2 / 20.0
line(x) = f(-7) - 0.7 * (x + 7)
name = 'tangent'; height = 0.47; @canvas
set multiplot layout 1,2 margins 0.06,0.97,0.23,0.89 spacing 0.1
set xlabel it('x') offset 0,0.4
do for [k = 0:1] {
    d = 4.0 / 10**k
    end = -7 + d
    middle = (f(end) + line(end)) / 2
    unset label; unset arrow
    set xrange [-7 - 0.4*d : -7 + 1.7*d]; set xtics -7, d/2
    set yrange [f(-7) - 0.9*d : f(-7) + 0.35*d]
    set title it('d') . (k ? ' = 0.4, ten times enlarged' : ' = 4')
    set arrow from -7, f(-7) to end, f(-7) nohead dashtype (2,4)
    set arrow from end, f(-7) to end, f(end) nohead dashtype (2,4)
    set arrow from end, f(end) to end, line(end) nohead linewidth 5 \
        linecolor rgb orange
    set label it('d') at -7 + d/2, f(-7) + 0.06*d center
    set label sprintf('gap %g', d**2 / 20) \
        at end - (k ? 0.07 : 0.19)*d, middle - (k ? 0.06 : 0.05)*d \
        right textcolor rgb orange
    set label it('f') at -7 + 1.3*d, f(-7 + 1.3*d) + 0.1*d \
        textcolor rgb blue
    if (k == 0) { set label 'line' at -2.3, line(-2.3) + 0.15 }
    plot line(x) @guide, f(x) @thick linecolor rgb blue, \
         '+' using (-7):(f(-7)) every ::0::0 \
             with points pointtype 7 linecolor rgb blue
}
unset multiplot

# Minus the gradient stands perpendicular on the contours: equal scales.
name = 'contours'; height = 0.41; @canvas
set size ratio -1
set xrange [-9.5:9.5]; set yrange [-3.3:3.3]
set xlabel it('x'); set ylabel it('y') rotate by 0
set parametric; set trange [0:2*pi]
scale = 0.3
do for [k = 0:11] {
    px = sqrt(40) * cos(k*pi/6); py = sqrt(2) * sin(k*pi/6)
    set arrow from px, py rto -scale * px/10, -scale * 2*py \
        head filled size 0.22,20 linewidth 1.5 linecolor rgb blue
}
set arrow from -7, 2 rto scale * 0.7, -scale * 4 \
    head filled size 0.22,20 linewidth 2.5 linecolor rgb orange
set arrow from -7, 2 to 0, 0 nohead dashtype (4,4) linecolor rgb orange
set label '(−7, 2)' at -7.25, 2.3 right textcolor rgb orange
plot for [k = -6:4] sqrt(20 * 2.0**k)*cos(t), sqrt(2.0**k)*sin(t) \
         linewidth 0.6 linecolor rgb '#ABABAB', \
     '+' using (-7):(2) every ::0::0 \
         with points pointtype 7 linecolor rgb orange, \
     '+' using (0):(0) every ::0::0 \
         with points pointtype 2 linewidth 2 linecolor rgb 'black'

# Forward and back through the smallest network.
name = 'backward'; height = 0.31; @canvas
unset border; unset tics
set margins 0,0,0,0
set xrange [0:10]; set yrange [0.2:3.5]
place(k) = 1.55 + 1.95*k
array forward[4] = ['w x + b', 'max(0, z)', 'v h', '(y − t)^2/2']
array back[4] = ['× w', '× 1', '× v', '× (y − t)']
do for [k = 0:4] {
    set label '{/:Italic*1.4 ' . word('x z h y L', k + 1) . '}' \
        at place(k), 2.5 center
    set label word('2 1 1 3 2', k + 1) at place(k), 3.15 center \
        textcolor rgb blue
    set label word('6 6 6 2 1', k + 1) at place(k), 1.7 center \
        textcolor rgb orange
}
do for [k = 0:3] {
    set label sprintf('%s', forward[k + 1]) at place(k) + 0.97, 2.85 center
    set arrow from place(k) + 0.3, 2.5 to place(k + 1) - 0.3, 2.5 \
        head filled size 0.15,20 linewidth 1.5 linecolor rgb blue
    set label sprintf('%s', back[k + 1]) at place(k) + 0.97, 1.4 center
    set arrow from place(k + 1) - 0.3, 1.7 to place(k) + 0.3, 1.7 \
        head filled size 0.15,20 linewidth 1.5 linecolor rgb orange
}
set label 'value' at 0.1, 3.15 textcolor rgb blue
set label 'derivative' at 0.1, 1.7 textcolor rgb orange
set label 'by w:  6 x = 12' at place(1), 0.9 center textcolor rgb orange
set label 'by b:  6' at place(1), 0.45 center textcolor rgb orange
set label 'by v:  2 h = 2' at place(3), 0.9 center textcolor rgb orange
plot NaN

# The same three powers on two axes.
name = 'powers'; height = 0.48; @canvas
set multiplot layout 1,2 margins 0.07,0.97,0.22,0.89 spacing 0.11
half(rho) = log(0.5) / log(rho)
array rho[3] = [0.5, 0.9, 0.99]
array colour[3] = [green, orange, blue]
set xrange [0:100]; set xlabel it('n') offset 0,0.4
do for [k = 0:1] {
    unset label
    set title k ? 'logarithmic axis' : 'linear axis'
    if (k) { set logscale y; set format y '10^{%T}' }
    set yrange [k ? 1e-5 : 0 : 1]
    set label '0.99^n' at 72, (k ? 0.2 : 0.57) textcolor rgb blue
    set label '0.9^n' at (k ? 57 : 14), (k ? 1e-2 : 0.33) \
        textcolor rgb orange
    set label '0.5^n' at (k ? 16 : 7), (k ? 5e-5 : 0.07) \
        textcolor rgb green
    plot for [i = 1:3] rho[i]**x @thick linecolor rgb colour[i], \
         for [i = 1:3] '+' using (half(rho[i])):(0.5) every ::0::0 \
             with points pointtype 7 pointsize 0.7 linecolor rgb colour[i]
}
unset multiplot

# The error of a difference quotient: the gap against the rounding.
name = 'cancellation'; height = 0.45; @canvas
set logscale xy; set xrange [1e-15:1]; set yrange [1e-11:1]
set format xy '10^{%T}'
set xtics 1e-14, 100; set ytics 1e-10, 100
set xlabel it('d'); set ylabel 'error'
set samples 181
set label 'rounding, up to about 10^{−15}/' . it('d') at 2e-12, 4e-3
set label 'gap, ' . it('d') . '/20' at 1e-4, 3e-7
error(d) = abs((f(-7 + d) - f(-7)) / d + 0.7)
plot 1e-15 / x @guide, x / 20 @guide, \
     '+' using 1:(error($1)) \
         with points pointtype 7 pointsize 0.35 linecolor rgb blue

# One matrix, one array.
name = 'row-major'; height = 0.19; @canvas
unset border; unset tics
set margins 0,0,0,0
set xrange [0:12]; set yrange [0.7:3.1]
do for [i = 0:1] {
    do for [j = 0:2] {
        k = 3*i + j
        ink = i ? orange : blue
        set object k + 1 rectangle from 0.8 + j, 2 - i rto 1, 1 \
            fillstyle empty border linecolor rgb grey
        set object k + 7 rectangle from 5.4 + k, 1.6 rto 1, 1 \
            fillstyle empty border linecolor rgb grey
        set label it('W') . sprintf('_{%d%d}', i, j) at 1.3 + j, 2.5 - i \
            center textcolor rgb ink
        set label it('W') . sprintf('_{%d%d}', i, j) at 5.9 + k, 2.1 \
            center textcolor rgb ink
        set label sprintf('w[%d]', k) at 5.9 + k, 1.2 center
    }
}
plot NaN
